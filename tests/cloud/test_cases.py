from dataclasses import replace

import pytest

from iamlab.cloud import (
    ExpiredToken,
    Group,
    InlinePolicy,
    ManagedPolicy,
    NotModelled,
    PolicyProblem,
    RequestProblem,
    advance_clock,
    assume_role,
    case_for,
)
from iamlab.engine import Case, Decision, GateKind, GateOutcome
from tests.cloud.northwind import (
    ANA,
    BEN,
    DEV,
    PROD,
    READER,
    READER_SESSION,
    REPORTS,
    REVENUE,
    allow,
    decision_of,
    northwind,
    policy,
    trust,
)

READ_ALL = policy(allow("s3:GetObject"))


def only_problem(*request: str, **changes: object) -> object:
    """The only problem of a request in Northwind's cloud."""
    reading = case_for(northwind(**changes), *request)
    assert reading.case is None
    (problem,) = reading.problems
    return problem


def case_of(*request: str, **changes: object) -> Case:
    """The case of a request in Northwind's cloud."""
    reading = case_for(northwind(**changes), *request)
    assert reading.case, reading.problems
    return reading.case


def values(case: Case, key: str) -> tuple[str, ...]:
    entry = case.request.context.get(key.lower())
    return entry.values if entry else ()


def test_a_bucket_belongs_to_the_account_that_holds_it() -> None:
    case = case_of(ANA, "s3:GetObject", REVENUE)
    assert case.request.owner == PROD
    assert not case.request.same_account


def test_a_user_has_inline_attached_and_group_policies() -> None:
    arn = f"arn:aws:iam::{DEV}:policy/team/shared"
    group = Group("readers", inline_policies=(InlinePolicy("of-group", READ_ALL),), attached_policies=(arn,))
    reading = case_for(
        northwind(
            ana={"groups": ("readers",), "attached_policies": (arn,)},
            dev={
                "managed_policies": (ManagedPolicy("shared", READ_ALL, "/team/"),),
                "groups": (group, Group("others")),
            },
        ),
        ANA,
        "s3:GetObject",
        REVENUE,
    )
    assert reading.case
    names = [(policy.name, policy.arn) for policy in reading.case.identity_policies]
    assert names == [("ana-dev", None), ("shared", arn), ("of-group", None), ("shared", arn)]


def test_every_policy_of_a_case_leads_back_to_its_place() -> None:
    cloud = northwind(reports={"policy": policy(allow("s3:GetObject", Principal="*"))})
    reading = case_for(cloud, ANA, "s3:GetObject", REVENUE)
    assert reading.case
    assert reading.case.resource_policy
    slot = reading.slot_of(reading.case.resource_policy)
    assert slot
    assert str(slot.ref) == f"{PROD}/bucket/northwind-reports-prod/policy"


def test_a_boundary_limits_a_user() -> None:
    boundary = ManagedPolicy("only-lists", policy(allow("s3:ListAllMyBuckets")))
    evaluation = decision_of(
        northwind(
            ben={
                "inline_policies": (InlinePolicy("reads", READ_ALL),),
                "permissions_boundary": f"arn:aws:iam::{PROD}:policy/only-lists",
            },
            prod={"managed_policies": (boundary,)},
        ),
        BEN,
        "s3:GetObject",
        REVENUE,
    )
    assert (evaluation.decision, evaluation.decided_by) == (Decision.IMPLICIT_DENY, GateKind.BOUNDARY)


def test_a_bucket_policy_of_the_same_account_is_enough() -> None:
    bucket_policy = policy(allow("s3:GetObject", f"{REPORTS}/*", Principal={"AWS": BEN}))
    evaluation = decision_of(northwind(reports={"policy": bucket_policy}), BEN, "s3:GetObject", REVENUE)
    assert evaluation.allowed
    assert evaluation.decided_by is GateKind.RESOURCE


def test_across_accounts_a_bucket_policy_alone_is_not_enough() -> None:
    bucket_policy = policy(allow("s3:GetObject", f"{REPORTS}/*", Principal={"AWS": ANA}))
    evaluation = decision_of(northwind(reports={"policy": bucket_policy}), ANA, "s3:GetObject", REVENUE)
    assert (evaluation.decision, evaluation.decided_by) == (Decision.IMPLICIT_DENY, GateKind.IDENTITY)


def test_a_trust_policy_takes_part_in_assuming_its_role_only() -> None:
    assert case_of(ANA, "sts:AssumeRole", READER).resource_policy
    assert case_of(ANA, "iam:GetRole", READER).resource_policy is None


def test_the_root_user_of_an_account_needs_no_policy() -> None:
    assert decision_of(northwind(), f"arn:aws:iam::{PROD}:root", "s3:GetObject", REVENUE).allowed


def test_anonymous_callers_have_the_bucket_policy_only() -> None:
    open_bucket = {"policy": policy(allow("s3:GetObject", f"{REPORTS}/*", Principal="*"))}
    assert decision_of(northwind(reports=open_bucket), "anonymous", "s3:GetObject", REVENUE).allowed
    assert not decision_of(northwind(), "anonymous", "s3:GetObject", REVENUE).allowed


def test_tags_of_callers_and_resources_are_known() -> None:
    cloud = {"ana": {"tags": (("team", "analytics"),)}, "reader": {"tags": (("env", "prod"),)}}
    case = case_of(ANA, "sts:AssumeRole", READER, **cloud)
    assert values(case, "aws:PrincipalTag/team") == ("analytics",)
    assert values(case, "aws:ResourceTag/env") == values(case, "iam:ResourceTag/env") == ("prod",)


def test_a_tag_that_nobody_gave_is_known_to_be_absent() -> None:
    needs_tag = allow("s3:ListBucket", Condition={"StringEquals": {"aws:PrincipalTag/team": "analytics"}})
    changes = {"inline_policies": (InlinePolicy("by-tag", policy(needs_tag)),)}
    assert decision_of(northwind(ben=changes), BEN, "s3:ListBucket", REPORTS).missing_context == ()


def test_bucket_tags_are_known_for_the_bucket_and_not_for_its_objects() -> None:
    needs_tag = allow("s3:*", Condition={"StringEquals": {"aws:ResourceTag/env": "prod"}})
    cloud = northwind(
        ben={"inline_policies": (InlinePolicy("by-tag", policy(needs_tag)),)}, reports={"tags": (("env", "prod"),)}
    )
    assert decision_of(cloud, BEN, "s3:ListBucket", REPORTS).allowed
    assert decision_of(cloud, BEN, "s3:GetObject", REVENUE).missing_context == ("aws:ResourceTag/env",)


def test_the_context_of_a_request_wins_over_what_the_cloud_knows() -> None:
    cloud = northwind(ana={"tags": (("team", "analytics"),)})
    reading = case_for(cloud, ANA, "s3:GetObject", REVENUE, {"AWS:principaltag/Team": ("sales",), "aws:username": ()})
    assert reading.case
    assert values(reading.case, "aws:PrincipalTag/team") == ("sales",)
    assert values(reading.case, "aws:username") == ()


def test_the_context_of_a_request_wins_over_what_the_cloud_knows_to_be_absent() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    reading = case_for(cloud, READER_SESSION, "s3:GetObject", REVENUE, {"aws:sourceidentity": ("ana",)})
    assert reading.case
    assert values(reading.case, "aws:SourceIdentity") == ("ana",)


def test_unique_ids_are_stable_and_differ() -> None:
    (ana,), (ben,) = (values(case_of(who, "s3:GetObject", REVENUE), "aws:userid") for who in (ANA, BEN))
    assert ana.startswith("AIDA")
    assert len(ana) == 21
    assert ana != ben
    assert values(case_of(ANA, "s3:GetObject", REVENUE), "aws:userid") == (ana,)


def test_a_session_has_the_permissions_of_its_role_and_facts_of_its_own() -> None:
    cloud = assume_role(northwind(reader={"tags": (("env", "prod"),)}), ANA, READER, "ana").cloud
    reading = case_for(cloud, READER_SESSION, "s3:GetObject", REVENUE)
    assert reading.case
    assert [policy.name for policy in reading.case.identity_policies] == ["read-reports"]
    assert values(reading.case, "aws:PrincipalArn") == (READER,)
    assert values(reading.case, "aws:PrincipalTag/env") == ("prod",)
    assert values(reading.case, "aws:TokenIssueTime") == ("2026-09-07T09:00:00Z",)
    assert values(reading.case, "aws:MultiFactorAuthPresent") == ("false",)
    (user_id,) = values(reading.case, "aws:userid")
    assert user_id.startswith("AROA")
    assert user_id.endswith(":ana")


def test_an_expired_session_cannot_ask() -> None:
    cloud = advance_clock(assume_role(northwind(), ANA, READER, "ana").cloud, 3600)
    for request in (("s3:GetObject", REVENUE), ("s3:ListAllMyBuckets", "*")):
        (problem,) = case_for(cloud, READER_SESSION, *request).problems
        assert isinstance(problem, ExpiredToken)
    assert problem.message == "The security token included in the request is expired"


def test_a_session_ends_with_its_role() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    prod = cloud.account(PROD)
    assert prod
    (problem,) = case_for(cloud.with_account(replace(prod, roles=())), READER_SESSION, "s3:GetObject", REVENUE).problems
    assert problem.message == f"account {PROD} no longer has the role of session `ana`"


@pytest.mark.parametrize(
    ("caller", "action", "resource", "field", "message"),
    [
        ("", "s3:GetObject", REVENUE, "caller", "the request names nobody who asks"),
        ("ana", "s3:GetObject", REVENUE, "caller", "`ana` names nobody who could make a request"),
        (READER, "s3:GetObject", REVENUE, "caller", f"`{READER}` is a role, and a role acts through a session"),
        (f"{ANA}a", "s3:GetObject", REVENUE, "caller", f"account {DEV} has no user `anaa`"),
        (
            "arn:aws:iam::999900001111:user/ana",
            "s3:GetObject",
            REVENUE,
            "caller",
            "there is no account `999900001111` here",
        ),
        (
            READER_SESSION,
            "s3:GetObject",
            REVENUE,
            "caller",
            f"role `report-reader` of account {PROD} has no session `ana`",
        ),
        (ANA, "", REVENUE, "action", "the request names no action"),
        (ANA, "GetObject", REVENUE, "action", "`GetObject` is not one action"),
        (ANA, "s3:*", REVENUE, "action", "`s3:*` is not one action"),
        (ANA, "s3:GetObject", "", "resource", "the request names no resource"),
        (ANA, "s3:GetObject", "revenue.csv", "resource", "`revenue.csv` is not an ARN"),
        (ANA, "s3:GetObject", "arn:aws:s3:::nowhere/x", "resource", "there is no bucket `nowhere` here"),
        (
            ANA,
            "sqs:SendMessage",
            "arn:aws:sqs:us-east-1:999900001111:q",
            "resource",
            "there is no account `999900001111` here",
        ),
        (ANA, "sts:AssumeRole", f"{READER}s", "resource", f"account {PROD} has no role `report-readers`"),
        ("anonymous", "s3:ListAllMyBuckets", "*", "resource", "nothing tells whose resource is asked for"),
    ],
)
def test_a_wrong_field_is_named(caller: str, action: str, resource: str, field: str, message: str) -> None:
    problem = only_problem(caller, action, resource)
    assert isinstance(problem, RequestProblem)
    assert (problem.field, problem.message) == (field, message)
    assert problem.help


@pytest.mark.parametrize(
    ("request_", "help"),
    [
        ((f"{ANA}a", "s3:GetObject", REVENUE), f"Did you mean `{ANA}`?"),
        ((ANA, "s3:GetObject", "arn:aws:s3:::northwind-dav"), "Did you mean `northwind-dev`?"),
        ((ANA, "sts:AssumeRole", f"{READER}s"), f"Did you mean `{READER}`?"),
        ((ANA, "s3:GetObject", "arn:aws:s3:::other"), "The buckets are: northwind-dev, northwind-reports-prod."),
    ],
)
def test_near_names_are_offered(request_: tuple[str, str, str], help: str) -> None:
    problem = only_problem(*request_)
    assert isinstance(problem, RequestProblem)
    assert problem.help == help


def test_all_wrong_fields_are_told_at_once() -> None:
    problems = case_for(northwind(), "nobody", "read", "the report").problems
    assert [problem.field for problem in problems if isinstance(problem, RequestProblem)] == [
        "caller",
        "action",
        "resource",
    ]


@pytest.mark.parametrize(
    "request_",
    [
        (ANA, "route53:GetHostedZone", "arn:aws:route53:::hostedzone/Z1"),
    ],
)
def test_what_the_simulator_does_not_have_is_said_and_not_guessed(request_: tuple[str, str, str]) -> None:
    assert isinstance(only_problem(*request_), NotModelled)


def test_policies_that_cannot_be_read_are_all_shown_with_their_places() -> None:
    cloud = northwind(ana={"inline_policies": (InlinePolicy("broken", '{"Version": }'),)}, reports={"policy": "oops"})
    reading = case_for(cloud, ANA, "s3:GetObject", REVENUE)
    assert reading.case is None
    titles = [problem.slot.title for problem in reading.problems if isinstance(problem, PolicyProblem)]
    assert titles == ["Policy broken of user ana", "Bucket policy of northwind-reports-prod"]
    for problem in reading.problems:
        assert problem.kind == "policy"
        assert problem.message
        assert problem.help


def test_a_broken_policy_that_has_no_say_is_no_obstacle() -> None:
    cloud = northwind(reader={"trust_policy": "oops"})
    assert not decision_of(cloud, ANA, "s3:GetObject", REVENUE).allowed


def test_a_cloud_whose_parts_contradict_each_other_is_a_programming_error() -> None:
    with pytest.raises(LookupError, match="policy/gone is attached and does not exist"):
        case_for(
            northwind(ana={"attached_policies": (f"arn:aws:iam::{DEV}:policy/gone",)}), ANA, "s3:GetObject", REVENUE
        )


def test_a_new_bucket_would_belong_to_its_maker() -> None:
    cloud = northwind(ana={"inline_policies": (InlinePolicy("makes", policy(allow("s3:CreateBucket"))),)})
    assert decision_of(cloud, ANA, "s3:CreateBucket", "arn:aws:s3:::northwind-new").allowed


def test_a_request_without_a_resource_is_about_the_callers_account() -> None:
    assert case_of(ANA, "s3:ListAllMyBuckets", "*").request.owner == DEV


def test_a_service_is_let_in_by_the_bucket_policy() -> None:
    statement = allow("s3:PutObject", f"{REPORTS}/*", Principal={"Service": "cloudtrail.amazonaws.com"})
    cloud = northwind(reports={"policy": policy(statement)})
    evaluation = decision_of(cloud, "cloudtrail.amazonaws.com", "s3:PutObject", f"{REPORTS}/log")
    assert evaluation.allowed
    assert evaluation.gate(GateKind.IDENTITY).outcome is GateOutcome.NOT_APPLICABLE


def test_the_same_account_trusting_the_user_needs_no_identity_policy() -> None:
    assert decision_of(northwind(reader={"trust_policy": trust(BEN)}), BEN, "sts:AssumeRole", READER).allowed
