import json
from dataclasses import replace

import pytest

from iamlab.cloud import Cloud, Handshake, InlinePolicy, RequestProblem, Role, assume_role, case_for
from iamlab.engine import GateKind
from tests.cloud.northwind import ANA, PROD, READER, READER_SESSION, allow, northwind, policy, trust

SECOND = f"arn:aws:iam::{PROD}:role/second"
SECOND_SESSION = f"arn:aws:sts::{PROD}:assumed-role/second/ana"
STS = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]


def with_two_roles(**reader: object) -> Cloud:
    """Ana may assume `report-reader` with tags and source identity, and its sessions may go on to `second`."""
    everything = (InlinePolicy("sts", policy(allow("sts:*"))),)
    reader = {"trust_policy": trust(ANA, Action=STS), "inline_policies": everything, **reader}
    cloud = northwind(ana={"inline_policies": everything}, reader=reader)
    prod = cloud.account(PROD)
    assert prod
    second = Role("second", trust(READER, Action=STS), inline_policies=everything, tags=(("team", "of-role"),))
    return cloud.with_account(replace(prod, roles=(*prod.roles, second)))


def values(cloud: Cloud, caller: str, key: str) -> tuple[str, ...]:
    """What a request of the caller carries under a condition key."""
    case = case_for(cloud, caller, "s3:ListAllMyBuckets", "*").case
    assert case
    entry = case.request.context.get(key.lower())
    return entry.values if entry else ()


def first_hop(cloud: Cloud, **passed: object) -> Handshake:
    """Ana assumes the first role."""
    handshake = assume_role(cloud, ANA, READER, "ana", **passed)
    assert handshake.session, handshake.message
    return handshake


def only_problem(handshake: Handshake) -> RequestProblem:
    """The one thing that STS refuses."""
    assert handshake.session is None
    (problem,) = handshake.problems
    assert isinstance(problem, RequestProblem)
    return problem


@pytest.mark.parametrize("action", ["sts:TagSession", "sts:SetSourceIdentity"])
def test_tags_and_source_identity_take_permissions_of_their_own(action: str) -> None:
    passed = {"tags": (("team", "web"),)} if action == "sts:TagSession" else {"source_identity": "alice"}
    without = trust(ANA, Action=[each for each in STS if each != action])
    handshake = assume_role(with_two_roles(trust_policy=without), ANA, READER, "ana", **passed)
    assert handshake.session is None
    assert handshake.evaluation
    assert (handshake.evaluation.request.action, handshake.evaluation.decided_by) == (action, GateKind.RESOURCE)
    assert handshake.evaluations[0].allowed
    assert handshake.message
    assert f"perform: {action} on resource" in handshake.message


def test_the_caller_needs_tag_session_too_across_accounts() -> None:
    cloud = with_two_roles()
    only_assume = (InlinePolicy("sts", policy(allow("sts:AssumeRole"))),)
    dev = cloud.accounts[0]
    cloud = cloud.with_account(replace(dev, users=(replace(dev.users[0], inline_policies=only_assume),)))
    handshake = assume_role(cloud, ANA, READER, "ana", tags=(("team", "web"),))
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.IDENTITY


def test_a_trust_policy_sees_the_tags_that_are_passed() -> None:
    only_web = {"StringEquals": {"aws:RequestTag/team": "web"}, "ForAllValues:StringEquals": {"aws:TagKeys": "team"}}
    cloud = with_two_roles(trust_policy=trust(ANA, Action=STS, Condition=only_web))
    assert assume_role(cloud, ANA, READER, "ana", tags=(("team", "web"),)).session
    assert assume_role(cloud, ANA, READER, "ana", tags=(("team", "data"),)).session is None
    assert assume_role(cloud, ANA, READER, "ana").session is None


def test_p12_a_session_tag_wins_over_the_roles_whatever_its_case() -> None:
    cloud = first_hop(with_two_roles(tags=(("dept", "hr"), ("env", "prod"))), tags=(("Dept", "it"),)).cloud
    assert values(cloud, READER_SESSION, "aws:PrincipalTag/dept") == ("it",)
    assert values(cloud, READER_SESSION, "aws:PrincipalTag/env") == ("prod",)


def test_p13_only_transitive_tags_go_along_a_chain() -> None:
    tags = (("team", "web"), ("ticket", "42"))
    cloud = first_hop(with_two_roles(), tags=tags, transitive_tag_keys=("team",)).cloud
    second = assume_role(cloud, READER_SESSION, SECOND, "ana")
    assert second.session
    assert values(second.cloud, SECOND_SESSION, "aws:PrincipalTag/team") == ("web",)
    assert values(second.cloud, SECOND_SESSION, "aws:PrincipalTag/ticket") == ()


def test_p10_a_transitive_tag_cannot_be_passed_again() -> None:
    cloud = first_hop(with_two_roles(), tags=(("team", "web"),), transitive_tag_keys=("team",)).cloud
    problem = only_problem(assume_role(cloud, READER_SESSION, SECOND, "ana", tags=(("Team", "x"),)))
    assert "conflicts with a transitive tag key" in problem.aws
    assert problem.code == "InvalidParameterValue"


def test_p11_a_source_identity_cannot_change_along_a_chain() -> None:
    cloud = first_hop(with_two_roles(), source_identity="alice").cloud
    assert values(cloud, READER_SESSION, "aws:SourceIdentity") == ("alice",)
    assert (
        only_problem(assume_role(cloud, READER_SESSION, SECOND, "ana", source_identity="bob")).field
        == "source_identity"
    )
    kept = assume_role(cloud, READER_SESSION, SECOND, "ana")
    assert kept.session
    assert kept.session.source_identity == "alice"


def test_a_source_identity_that_is_carried_on_takes_its_permission_again() -> None:
    cloud = first_hop(with_two_roles(), source_identity="alice").cloud
    prod = cloud.account(PROD)
    assert prod
    second = replace(prod.roles[1], trust_policy=trust(READER))
    cloud = cloud.with_account(replace(prod, roles=(prod.roles[0], second)))
    handshake = assume_role(cloud, READER_SESSION, SECOND, "ana")
    assert handshake.evaluation
    assert handshake.evaluation.request.action == "sts:SetSourceIdentity"


@pytest.mark.parametrize(
    ("passed", "message"),
    [
        ({"tags": tuple((f"k{n}", "v") for n in range(51))}, "51 tags are too many"),
        ({"tags": (("aws:x", "v"),)}, "tag `aws:x` begins with `aws:`"),
        ({"tags": (("k", "v" * 257),)}, "tag `k` is too long or empty"),
        ({"tags": (("k!", "v"),)}, "`k!` holds a character that tags cannot have"),
        ({"tags": (("k", "v#"),)}, "`v#` holds a character that tags cannot have"),
        ({"tags": (("k", "v"),), "transitive_tag_keys": ("zz",)}, "tag `zz` is not among those passed"),
        ({"source_identity": ""}, "nothing is written here"),
        ({"source_identity": "a"}, "`a` is too short"),
        ({"source_identity": "a b"}, "`a b` holds a character that is not allowed here"),
    ],
)
def test_p9_tags_and_source_identity_have_bounds(passed: dict[str, object], message: str) -> None:
    assert only_problem(assume_role(with_two_roles(), ANA, READER, "ana", **passed)).message == message


def test_a_policy_can_ask_for_the_transitive_keys() -> None:
    statement = json.loads(trust(ANA, Action=STS, Condition={"Null": {"sts:TransitiveTagKeys": "true"}}))
    cloud = with_two_roles(trust_policy=json.dumps(statement))
    assert assume_role(cloud, ANA, READER, "ana", tags=(("a", "b"),)).session
    assert assume_role(cloud, ANA, READER, "ana", tags=(("a", "b"),), transitive_tag_keys=("a",)).session is None
