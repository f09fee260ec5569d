from dataclasses import replace
from datetime import timedelta

import pytest

from iamlab.cloud import (
    Account,
    Attached,
    Cloud,
    ControlPolicy,
    InlinePolicy,
    Member,
    Organization,
    Role,
    Session,
    Unit,
    case_for,
    dump_scenario,
    from_state,
    load_scenario,
    parse_policy_ref,
    policy_slots,
    set_policy_text,
    to_state,
)
from iamlab.engine import Case, Decision, GateKind, evaluate
from tests.cloud.northwind import ANA, BEN, DEV, PROD, READER, REVENUE, allow, decision_of, northwind, policy

MANAGEMENT = "999900001111"
ALLOW_ALL = InlinePolicy("all", policy(allow("*")))
BUCKETS = ("s3:ListAllMyBuckets", "*")
ROOT_OF_PROD, ROOT_OF_MANAGEMENT = f"arn:aws:iam::{PROD}:root", f"arn:aws:iam::{MANAGEMENT}:root"


def deny(action: str, **elements: object) -> dict[str, object]:
    """A statement that denies."""
    return {**allow(action, **elements), "Effect": "Deny"}


def organized(**changes: object) -> Cloud:
    """Northwind in an organization, prod in a unit of a unit; keywords change the organization."""
    cloud = northwind(ben={"inline_policies": (ALLOW_ALL,)}, ana={"inline_policies": (ALLOW_ALL,)})
    units = (Unit("workloads"), Unit("workloads/prod"))
    members = (Member(MANAGEMENT), Member(DEV), Member(PROD, "workloads/prod"))
    organization = Organization("o-northwind1", MANAGEMENT, members, units)
    accounts = (*cloud.accounts, Account(MANAGEMENT, "management"))
    return replace(cloud, accounts=accounts, organization=replace(organization, **changes))


def case_of(cloud: Cloud, *request: str) -> Case:
    """The case of a request."""
    reading = case_for(cloud, *request)
    assert reading.case, reading.problems
    return reading.case


def scps_on(*, root: tuple[str, ...] = ("FullAWSAccess",), unit: tuple[str, ...] = ("FullAWSAccess",)) -> Cloud:
    """Northwind with these SCPs at the root and at the upper unit."""
    written = (
        ControlPolicy("no-s3", policy(deny("s3:*"))),
        ControlPolicy("only-ec2", policy(allow("ec2:*"))),
    )
    units = (Unit("workloads", Attached(scps=unit)), Unit("workloads/prod"))
    return organized(scps=written, root=Attached(scps=root), units=units)


def test_every_node_above_an_account_is_a_level() -> None:
    case = case_of(organized(), BEN, *BUCKETS)
    assert case.scps
    assert case.rcps
    assert [level.target for level in case.scps] == ["Root", "workloads", "workloads/prod", PROD]
    assert [policy.name for level in case.rcps for policy in level.policies] == ["RCPFullAWSAccess"] * 4


def test_full_access_everywhere_changes_nothing() -> None:
    assert decision_of(organized(), BEN, *BUCKETS).allowed


@pytest.mark.parametrize(
    ("cloud", "decision"),
    [
        (scps_on(root=("FullAWSAccess", "no-s3")), Decision.EXPLICIT_DENY),
        (scps_on(unit=("only-ec2",)), Decision.IMPLICIT_DENY),
        (scps_on(unit=("only-ec2", "FullAWSAccess")), Decision.ALLOW),
    ],
)
def test_a_level_without_an_allow_or_with_a_deny_blocks_all_below(cloud: Cloud, decision: Decision) -> None:
    for caller in (BEN, ROOT_OF_PROD):
        evaluation = decision_of(cloud, caller, *BUCKETS)
        assert evaluation.decision is decision
        assert (evaluation.decided_by is GateKind.SCP) == (decision is not Decision.ALLOW)


def test_the_management_account_is_beyond_control_policies() -> None:
    case = case_of(scps_on(root=("FullAWSAccess", "no-s3")), ROOT_OF_MANAGEMENT, *BUCKETS)
    assert case.scps is case.rcps is None
    assert evaluate(case).allowed


def test_the_scps_are_the_callers_and_the_rcps_the_owners() -> None:
    case = case_of(organized(), ANA, "s3:GetObject", REVENUE)
    assert case.scps
    assert case.rcps
    assert (case.scps[-1].target, case.rcps[-1].target) == (DEV, PROD)


def test_an_rcp_keeps_strangers_out_of_a_role() -> None:
    only_us = deny(
        "sts:AssumeRole", Principal="*", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-other00000"}}
    )
    cloud = organized(
        rcps=(ControlPolicy("only-us", policy(only_us)),), root=Attached(rcps=("RCPFullAWSAccess", "only-us"))
    )
    evaluation = decision_of(cloud, ANA, "sts:AssumeRole", READER)
    assert (evaluation.decision, evaluation.decided_by) == (Decision.EXPLICIT_DENY, GateKind.RCP)


def test_a_service_linked_role_is_beyond_scps() -> None:
    cloud = scps_on(root=("no-s3",))
    prod = cloud.account(PROD)
    assert prod
    role = Role("AWSServiceRoleForX", "{}", "/aws-service-role/x.amazonaws.com/", inline_policies=(ALLOW_ALL,))
    session = Session(prod.arn(role), "x", cloud.now, cloud.now + timedelta(hours=1))
    cloud = cloud.with_account(replace(prod, roles=(role,))).with_session(session)
    assert decision_of(cloud, session.arn, *BUCKETS).allowed


def test_both_organizations_are_in_the_context() -> None:
    context = case_of(organized(), ANA, "s3:GetObject", REVENUE).request.context
    of_ana, of_prod = context.get("aws:principalorgpaths"), context.get("aws:resourceorgpaths")
    assert of_ana
    assert of_prod
    assert context.get("aws:principalorgid").values == context.get("aws:resourceorgid").values == ("o-northwind1",)
    assert [part[:2] for part in of_prod.values[0].split("/")] == ["o-", "r-", "ou", "ou", ""]
    assert of_prod.values[0].startswith(of_ana.values[0])


def test_a_path_of_an_organization_is_a_list_for_set_operators() -> None:
    reads = allow("*", Condition={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-northwind1/*"}})
    cloud = organized()
    dev = replace(cloud.accounts[0], users=(replace(cloud.accounts[0].users[0], inline_policies=()),))
    mine = InlinePolicy("by-path", policy(reads))
    cloud = cloud.with_account(replace(dev, users=(replace(dev.users[0], inline_policies=(mine,)),)))
    assert decision_of(cloud, ANA, *BUCKETS).allowed


def test_who_is_in_no_organization_is_known_to_be_in_none() -> None:
    inside = allow("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-northwind1"}})
    cloud = northwind(ben={"inline_policies": (InlinePolicy("inside", policy(inside)),)})
    assert decision_of(cloud, BEN, *BUCKETS).missing_context == ()


def test_control_policies_have_places_and_those_of_aws_have_none() -> None:
    cloud = scps_on(root=("FullAWSAccess", "no-s3"))
    slots = [slot for slot in policy_slots(cloud) if slot.kind == "scp"]
    assert [(slot.title, str(slot.ref)) for slot in slots] == [
        ("Service control policy no-s3", f"{MANAGEMENT}/scp/no-s3/document"),
        ("Service control policy only-ec2", f"{MANAGEMENT}/scp/only-ec2/document"),
    ]
    assert slots[0].arn
    assert slots[0].arn.startswith(f"arn:aws:organizations::{MANAGEMENT}:policy/o-northwind1/service_control_policy/p-")
    ref = parse_policy_ref(str(slots[0].ref))
    assert ref
    assert decision_of(set_policy_text(cloud, ref, policy(deny("ec2:*"))), BEN, *BUCKETS).allowed


def test_a_control_policy_that_cannot_be_read_is_told_once() -> None:
    ref = parse_policy_ref(f"{MANAGEMENT}/scp/no-s3/document")
    assert ref
    cloud = set_policy_text(scps_on(root=("FullAWSAccess", "no-s3"), unit=("no-s3",)), ref, "{")
    (problem,) = case_for(cloud, BEN, *BUCKETS).problems
    assert problem.kind == "policy"


def test_an_organization_survives_being_stored() -> None:
    cloud = scps_on(root=("FullAWSAccess", "no-s3"))
    assert from_state(to_state(cloud)) == cloud


SCENARIO = """\
organization:
  id: o-northwind1
  management_account: "999900001111"
  service_control_policies:
    only-eu: '{"Version": "2012-10-17", "Statement": []}'
  root:
    scps: [FullAWSAccess, only-eu]
  units:
    workloads: {}
    workloads/prod: {scps: [only-eu]}
  accounts:
    "444455556666": {unit: workloads/prod}
accounts:
  "444455556666": {name: prod}
  "999900001111": {name: management}
"""


def test_an_organization_is_read_from_a_scenario_and_written_again() -> None:
    scenario = load_scenario(SCENARIO, "scenario.yaml").scenario
    assert scenario
    organization = scenario.cloud.organization
    assert organization
    assert organization.members == (Member(MANAGEMENT), Member(PROD, "workloads/prod"))
    assert organization.root.scps == ("FullAWSAccess", "only-eu")
    assert load_scenario(dump_scenario(scenario), "scenario.yaml").scenario == scenario


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("o-northwind1", "northwind", "`northwind` is not the id of an organization"),
        ('management_account: "999900001111"', 'management_account: "1"', "there is no account `1` here"),
        ("  id: o-northwind1\n", "", "the organization has no `id`"),
        ("[FullAWSAccess, only-eu]", "[]", "every node has at least one service control policy"),
        ("[FullAWSAccess, only-eu]", "[only-us]", "`only-us` is not a service control policy of this organization"),
        ("only-eu: '", "FullAWSAccess: '", "`FullAWSAccess` is a policy of AWS"),
        ("workloads: {}", "work/a/b/c/d/e: {}", "unit `work/a/b/c/d/e` is 6 levels below the root"),
        (
            "workloads: {}",
            "\n    ".join(["workloads: {}", *(f"u{n}: {{}}" for n in range(99))]),
            "101 units are too many",
        ),
        ("workloads: {}", "other: {}", "there is no unit `workloads` to hold this one"),
        ("workloads: {}", "work//x: {}", "`work//x` is not the path of a unit"),
        ("{unit: workloads/prod}", "{unit: workloads/dev}", "there is no unit `workloads/dev`"),
        ("{scps: [only-eu]}", "{rcps: [x]}", "`x` is not a resource control policy of this organization"),
        ("{scps: [only-eu]}", f"{{scps: [{', '.join(['only-eu'] * 11)}]}}", "11 attached policies are too many"),
    ],
)
def test_what_aws_organizations_refuses_is_a_mistake_in_a_scenario(was: str, becomes: str, message: str) -> None:
    problems = load_scenario(SCENARIO.replace(was, becomes), "scenario.yaml").problems
    assert message in [problem.message for problem in problems]
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("statements", "messages"),
    [
        ('[{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]', []),
        ('[{"Effect": "Deny", "Action": "nosuch", "Resource": "*"}]', ["`nosuch` has no service prefix"]),
        ("[", ["expected `]` to close the `[` of line 1, found `}`"]),
    ],
)
def test_what_organizations_refuse_of_a_policy_is_a_warning_that_is_told_once(
    statements: str, messages: list[str]
) -> None:
    reading = load_scenario(SCENARIO.replace('"Statement": []', f'"Statement": {statements}'), "scenario.yaml")
    assert reading.scenario
    assert [warning.message for warning in reading.warnings] == messages
