import pytest

from iamlab.cloud import (
    Account,
    Cloud,
    InlinePolicy,
    RequestProblem,
    Resource,
    ResourceKind,
    User,
    VpcEndpoint,
    case_for,
    dump_scenario,
    from_state,
    load_scenario,
    parse_policy_ref,
    policy_slots,
    set_policy_text,
    to_state,
)
from iamlab.engine import Decision, GateKind
from tests.cloud.northwind import ANA, DEV, PROD, allow, decision_of, policy

SCENARIO = """\
accounts:
  "111122223333":
    name: dev
    users:
      ana: {}
  "444455556666":
    name: prod
    users:
      ben:
        inline_policies:
          all: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
    buckets:
      reports: {}
    objects:
      reports/q3.csv: {tags: {class: secret}}
    tables:
      orders: {tags: {env: prod}, region: eu-central-1}
    queues:
      jobs:
        policy: |
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"},
           "Action": "sqs:SendMessage", "Resource": "*"}]}
    topics:
      alarms: {}
    keys:
      1234abcd: {}
    functions:
      resize: {}
    instances:
      i-0123456789abcdef0: {tags: {team: web}}
    secrets:
      prod/database: {}
    repositories:
      team/app: {}
    vpc_endpoints:
      vpce-0a1b2c3d:
        vpc: vpc-0a1b2c3d
        service: s3
        policy: |
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
           "Action": "s3:GetObject", "Resource": "*"}]}
"""
BEN = f"arn:aws:iam::{PROD}:user/ben"
KEY = f"arn:aws:kms:us-east-1:{PROD}:key/1234abcd"
OBJECT = "arn:aws:s3:::reports/q3.csv"
INSTANCE = f"arn:aws:ec2:us-east-1:{PROD}:instance/i-0123456789abcdef0"
ENDPOINT = {"aws__SourceVpce": ("vpce-0a1b2c3d",)}


def prod() -> Cloud:
    """The cloud of the scenario above."""
    reading = load_scenario(SCENARIO, "scenario.yaml")
    assert reading.problems == reading.warnings == ()
    assert reading.cloud
    return reading.cloud


def with_text(cloud: Cloud, ref: str, text: str | None) -> Cloud:
    """The cloud with another policy text in one place."""
    parsed = parse_policy_ref(ref)
    assert parsed
    return set_policy_text(cloud, parsed, text)


def test_resources_survive_being_written_and_stored() -> None:
    scenario = load_scenario(SCENARIO, "scenario.yaml").scenario
    assert scenario
    assert load_scenario(dump_scenario(scenario), "scenario.yaml").scenario == scenario
    assert from_state(to_state(scenario.cloud)) == scenario.cloud


def test_every_kind_has_an_arn_of_its_service() -> None:
    account = prod().account(PROD)
    assert account
    arns = [resource.arn(PROD) for resource in account.every_resource()]
    assert [arn.split(":")[2] for arn in arns] == [
        "s3", "s3", "dynamodb", "sqs", "sns", "kms", "lambda", "ec2", "secretsmanager", "ecr",
    ]  # fmt: skip
    assert f"arn:aws:dynamodb:eu-central-1:{PROD}:table/orders" in arns
    assert all(account.resource(arn) == resource for arn, resource in zip(arns, account.every_resource(), strict=True))
    (secret,) = (arn for arn in arns if ":secret:" in arn)
    assert len(secret.partition("prod/database-")[2]) == 6


def test_references_lead_to_the_policies_of_resources() -> None:
    slots = [slot for slot in policy_slots(prod()) if slot.ref and slot.ref.place == "policy"]
    assert all(parse_policy_ref(str(slot.ref)) == slot.ref for slot in slots)
    titles = {str(slot.ref): slot.title for slot in slots}
    assert titles[f"{PROD}/secret/prod/database/policy"] == "Policy of secret prod/database"
    assert titles[f"{PROD}/key/1234abcd/policy"] == "Key policy of 1234abcd"
    assert titles[f"{PROD}/endpoint/vpce-0a1b2c3d/policy"] == "Policy of VPC endpoint vpce-0a1b2c3d"


def test_a_queue_opens_itself_to_another_account() -> None:
    cloud = prod()
    arn = f"arn:aws:sqs:us-east-1:{PROD}:jobs"
    assert decision_of(cloud, ANA, "sqs:SendMessage", arn).decided_by is GateKind.IDENTITY
    dev = cloud.account(DEV)
    assert dev
    ana = User("ana", inline_policies=(InlinePolicy("send", policy(allow("sqs:*"))),))
    cloud = cloud.with_account(Account(DEV, "dev", users=(ana,)))
    assert decision_of(cloud, ANA, "sqs:SendMessage", arn).allowed
    assert not decision_of(cloud, ANA, "sqs:ReceiveMessage", arn).allowed


def test_a_part_of_a_resource_has_the_policy_of_the_whole() -> None:
    mine = policy(allow("dynamodb:*", Principal={"AWS": ANA}))
    cloud = with_text(prod(), f"{PROD}/table/orders/policy", mine)
    index = f"arn:aws:dynamodb:eu-central-1:{PROD}:table/orders/index/by-day"
    reading = case_for(cloud, ANA, "dynamodb:Query", index)
    assert reading.case
    assert reading.case.resource_policy
    other = case_for(cloud, ANA, "dynamodb:Query", index.replace("orders", "orders2"))
    assert other.case
    assert other.case.resource_policy is None


def test_a_key_without_a_policy_of_its_own_trusts_the_policies_of_its_account() -> None:
    cloud = prod()
    assert decision_of(cloud, BEN, "kms:Decrypt", KEY).allowed
    only_root = policy(allow("kms:*", Principal={"AWS": f"arn:aws:iam::{PROD}:user/other"}))
    evaluation = decision_of(with_text(cloud, f"{PROD}/key/1234abcd/policy", only_root), BEN, "kms:Decrypt", KEY)
    assert (evaluation.decision, evaluation.decided_by) == (Decision.IMPLICIT_DENY, GateKind.RESOURCE)


def test_a_key_is_never_without_a_policy() -> None:
    with pytest.raises(ValueError, match="cannot be without a policy"):
        with_text(prod(), f"{PROD}/key/1234abcd/policy", None)


def test_a_key_that_is_not_there_cannot_be_asked() -> None:
    (problem,) = case_for(prod(), BEN, "kms:Decrypt", KEY.replace("1234abcd", "1234abce")).problems
    assert isinstance(problem, RequestProblem)
    assert problem.help == f"Did you mean `{KEY}`?"


@pytest.mark.parametrize(
    ("action", "arn", "key", "value"),
    [
        ("s3:GetObject", OBJECT, "s3:ExistingObjectTag/class", "secret"),
        (
            "ec2:StopInstances",
            f"arn:aws:ec2:us-east-1:{PROD}:instance/i-0123456789abcdef0",
            "ec2:ResourceTag/team",
            "web",
        ),
        ("dynamodb:Query", f"arn:aws:dynamodb:eu-central-1:{PROD}:table/orders", "aws:ResourceTag/env", "prod"),
    ],
)
def test_tags_are_known_by_the_keys_of_the_service(action: str, arn: str, key: str, value: str) -> None:
    case = case_for(prod(), BEN, action, arn).case
    assert case
    entry = case.request.context.get(key.lower())
    assert entry
    assert entry.values == (value,)


def test_a_request_through_an_endpoint_needs_its_allow() -> None:
    cloud = prod()
    assert decision_of(cloud, BEN, "s3:GetObject", OBJECT, **ENDPOINT).allowed
    assert decision_of(cloud, BEN, "s3:PutObject", OBJECT).allowed
    evaluation = decision_of(cloud, BEN, "s3:PutObject", OBJECT, **ENDPOINT)
    assert (evaluation.decision, evaluation.decided_by) == (Decision.IMPLICIT_DENY, GateKind.VPC_ENDPOINT)


def test_an_endpoint_without_a_policy_lets_everything_through() -> None:
    cloud = with_text(prod(), f"{PROD}/endpoint/vpce-0a1b2c3d/policy", None)
    evaluation = decision_of(cloud, BEN, "s3:PutObject", OBJECT, **ENDPOINT)
    assert evaluation.allowed
    vpc = evaluation.request.context.get("aws:sourcevpc")
    assert vpc
    assert vpc.values == ("vpc-0a1b2c3d",)


def test_an_endpoint_leads_to_one_service() -> None:
    context = {"aws:SourceVpce": ("vpce-0a1b2c3d",)}
    (problem,) = case_for(prod(), BEN, "sqs:ListQueues", "*", context).problems
    assert problem.message == "endpoint `vpce-0a1b2c3d` leads to `s3`"


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("      reports/q3.csv", "      other/q3.csv", "no bucket of this account holds `other/q3.csv`"),
        ("eu-central-1", "Frankfurt", "`Frankfurt` is not a region"),
        ("i-0123456789abcdef0", "web1", "`web1` is not a name for one of `instances`"),
        (
            "      i-0123456789abcdef0: {",
            "      i-0123456789abcdef0: {policy: x, ",
            "`policy` is not a field of instance `i-0123456789abcdef0`",
        ),
        ("vpc: vpc-0a1b2c3d", "vpc: main", "`main` is not the id of a VPC"),
        ("service: s3", "service: s4", "AWS has no service `s4`"),
        ("        service: s3\n", "", "VPC endpoint `vpce-0a1b2c3d` has no `service`"),
    ],
)
def test_a_mistake_in_a_resource_is_told(was: str, becomes: str, message: str) -> None:
    problems = load_scenario(SCENARIO.replace(was, becomes), "scenario.yaml").problems
    assert message in [problem.message for problem in problems]


def test_resources_differ_by_kind_and_name() -> None:
    resources = (Resource(ResourceKind.QUEUE, "jobs"), Resource(ResourceKind.TOPIC, "jobs"))
    cloud = Cloud((Account(DEV, "dev", resources=resources, vpc_endpoints=(VpcEndpoint("vpce-1", "vpc-1", "s3"),)),))
    changed = with_text(cloud, f"{DEV}/topic/jobs/policy", "{}").accounts[0]
    assert [resource.policy for resource in changed.resources] == [None, "{}"]
