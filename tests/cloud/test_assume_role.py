from datetime import timedelta

import pytest

from iamlab.cloud import (
    Cloud,
    ExpiredToken,
    InlinePolicy,
    ManagedPolicy,
    PolicyProblem,
    RequestProblem,
    Role,
    advance_clock,
    assume_role,
)
from iamlab.engine import Decision, GateKind, GateOutcome
from tests.cloud.northwind import (
    ANA,
    BEN,
    DEV,
    MAY_ASSUME,
    PROD,
    READER,
    READER_SESSION,
    READS_REPORTS,
    REVENUE,
    allow,
    decision_of,
    northwind,
    policy,
    trust,
)

ROOT = f"arn:aws:iam::{PROD}:root"
ADMIN = f"arn:aws:iam::{PROD}:role/admin"


def with_a_second_role(**changes: object) -> Cloud:
    """Ana as a session of report-reader, which may go on to the role `admin`."""
    goes_on = InlinePolicy("goes-on", policy(allow("sts:AssumeRole", ADMIN)))
    cloud = northwind(reader={"inline_policies": (READS_REPORTS, goes_on)})
    prod = cloud.account(PROD)
    assert prod
    reader = prod.roles[0]
    admin = Role("admin", trust(READER), max_session_duration=43_200)
    handshake = assume_role(northwind(prod={"roles": (reader, admin)}), ANA, READER, "ana", **changes)
    assert handshake.session
    return handshake.cloud


def refused(**parameters: object) -> RequestProblem:
    """The one problem of a call by Ana whose parameters are wrong."""
    changed = {"role_arn": READER, "session_name": "ana", **parameters}
    handshake = assume_role(northwind(), ANA, **changed)
    assert handshake.session is None
    assert handshake.cloud == northwind()
    (problem,) = handshake.problems
    assert isinstance(problem, RequestProblem)
    return problem


def test_both_sides_allow_and_a_session_comes_of_it() -> None:
    handshake = assume_role(northwind(), ANA, READER, "ana")
    assert handshake.caller_side
    assert handshake.trust_side
    assert handshake.caller_side.outcome is handshake.trust_side.outcome is GateOutcome.ALLOW
    assert handshake.caller_side.required
    assert handshake.message is None
    assert handshake.session
    assert handshake.session.arn == READER_SESSION
    assert handshake.cloud.session(READER_SESSION) == handshake.session
    assert handshake.session.expires - handshake.session.issued == timedelta(hours=1)


def test_the_session_may_do_what_the_user_may_not() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    assert not decision_of(cloud, ANA, "s3:GetObject", REVENUE).allowed
    assert decision_of(cloud, READER_SESSION, "s3:GetObject", REVENUE).allowed


def test_without_the_callers_allow_the_callers_side_blocks() -> None:
    handshake = assume_role(northwind(ana={"inline_policies": ()}), ANA, READER, "ana")
    assert handshake.session is None
    assert handshake.caller_side
    assert handshake.trust_side
    assert handshake.caller_side.outcome is GateOutcome.NO_ALLOW
    assert handshake.trust_side.outcome is GateOutcome.ALLOW
    assert handshake.message == (
        f"User: {ANA} is not authorized to perform: sts:AssumeRole on resource: {READER} "
        "because no identity-based policy allows the sts:AssumeRole action"
    )


def test_without_trust_the_trust_side_blocks() -> None:
    handshake = assume_role(northwind(reader={"trust_policy": trust(BEN)}), ANA, READER, "ana")
    assert handshake.trust_side
    assert handshake.caller_side
    assert handshake.trust_side.outcome is GateOutcome.NO_ALLOW
    assert handshake.caller_side.outcome is GateOutcome.ALLOW


def test_an_explicit_deny_of_either_side_is_that_sides_outcome() -> None:
    deny = {"Effect": "Deny", "Action": "sts:*", "Resource": "*"}
    cloud = northwind(ana={"inline_policies": (MAY_ASSUME, InlinePolicy("never", policy(deny)))})
    handshake = assume_role(cloud, ANA, READER, "ana")
    assert handshake.evaluation
    assert handshake.caller_side
    assert handshake.evaluation.decision is Decision.EXPLICIT_DENY
    assert handshake.caller_side.outcome is GateOutcome.DENY


def test_a_trust_policy_that_names_the_user_of_its_account_is_enough() -> None:
    handshake = assume_role(northwind(reader={"trust_policy": trust(BEN)}), BEN, READER, "ben")
    assert handshake.session
    assert handshake.caller_side
    assert not handshake.caller_side.required


def test_a_trusted_account_leaves_the_choice_to_identity_policies() -> None:
    reader = {"trust_policy": trust(ROOT)}
    assert assume_role(northwind(reader=reader), BEN, READER, "ben").session is None
    may = {"inline_policies": (InlinePolicy("may", policy(allow("sts:AssumeRole", READER))),)}
    handshake = assume_role(northwind(reader=reader, ben=may), BEN, READER, "ben")
    assert handshake.session
    assert handshake.caller_side
    assert handshake.caller_side.required


def test_the_root_user_cannot_assume_a_role() -> None:
    handshake = assume_role(northwind(reader={"trust_policy": trust(ROOT)}), ROOT, READER, "root")
    assert handshake.session is None
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.SERVICE


def test_a_session_arn_leaves_out_the_roles_path() -> None:
    role = Role("app", trust(ANA), path="/team/")
    cloud = northwind(
        prod={"roles": (role,)},
        ana={"inline_policies": (InlinePolicy("may", policy(allow("sts:AssumeRole"))),)},
    )
    handshake = assume_role(cloud, ANA, f"arn:aws:iam::{PROD}:role/team/app", "s1")
    assert handshake.session
    assert handshake.session.arn == f"arn:aws:sts::{PROD}:assumed-role/app/s1"


def test_a_session_of_the_same_name_takes_the_place_of_the_earlier_one() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    later = assume_role(advance_clock(cloud, 60), ANA, READER, "ana").cloud
    (session,) = later.sessions
    assert session.issued == later.now


@pytest.mark.parametrize(
    ("parameters", "field", "aws"),
    [
        (
            {"duration_seconds": 899},
            "duration_seconds",
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: "
            "Member must have value greater than or equal to 900",
        ),
        (
            {"duration_seconds": 43_201},
            "duration_seconds",
            "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: "
            "Member must have value less than or equal to 43200",
        ),
        (
            {"session_name": "a"},
            "session_name",
            "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 2",
        ),
        (
            {"session_name": "a" * 65},
            "session_name",
            f"1 validation error detected: Value '{'a' * 65}' at 'roleSessionName' failed to satisfy constraint: "
            "Member must have length less than or equal to 64",
        ),
        (
            {"session_name": "a b"},
            "session_name",
            "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\w+=,.@-]*",
        ),
        (
            {"external_id": "x"},
            "external_id",
            "1 validation error detected: Value 'x' at 'externalId' failed to satisfy constraint: "
            "Member must have length greater than or equal to 2",
        ),
        ({"role_arn": "report-reader"}, "role_arn", "report-reader is invalid"),
        ({"role_arn": ANA}, "role_arn", f"{ANA} is invalid"),
        (
            {"role_arn": f"{READER}s"},
            "role_arn",
            f"User: {ANA} is not authorized to perform: sts:AssumeRole on resource: {READER}s",
        ),
    ],
)
def test_parameters_out_of_bounds_are_refused_in_the_words_of_aws(
    parameters: dict[str, object], field: str, aws: str
) -> None:
    problem = refused(**parameters)
    assert (problem.field, problem.aws) == (field, aws)
    assert problem.message
    assert problem.help


@pytest.mark.parametrize("length", [2_048, 2_049])
def test_a_session_policy_has_2048_characters_at_most(length: int) -> None:
    text = policy(allow("s3:GetObject")).ljust(length)
    handshake = assume_role(northwind(), ANA, READER, "ana", session_policy=text)
    assert bool(handshake.session) is (length == 2_048)
    assert [problem.kind for problem in handshake.problems] == ["request"] * (length > 2_048)


def test_eleven_session_policies_by_arn_are_too_many() -> None:
    policies = tuple(ManagedPolicy(f"p{number}", policy(allow("s3:GetObject"))) for number in range(11))
    arns = tuple(f"arn:aws:iam::{PROD}:policy/p{number}" for number in range(11))
    cloud = northwind(prod={"managed_policies": policies})
    assert assume_role(cloud, ANA, READER, "ana", session_policy_arns=arns[:10]).session
    (problem,) = assume_role(cloud, ANA, READER, "ana", session_policy_arns=arns).problems
    assert isinstance(problem, RequestProblem)
    assert problem.field == "session_policy_arns"


def test_session_policies_by_arn_are_of_the_roles_account() -> None:
    problem = refused(session_policy_arns=(f"arn:aws:iam::{DEV}:policy/other",))
    assert problem.field == "session_policy_arns"


def test_a_session_policy_narrows_the_session() -> None:
    nothing = policy(allow("s3:ListBucket"))
    cloud = assume_role(northwind(), ANA, READER, "ana", session_policy=nothing).cloud
    evaluation = decision_of(cloud, READER_SESSION, "s3:GetObject", REVENUE)
    assert (evaluation.decision, evaluation.decided_by) == (Decision.IMPLICIT_DENY, GateKind.SESSION)


def test_a_session_policy_by_arn_narrows_the_session_too() -> None:
    cloud = northwind(prod={"managed_policies": (ManagedPolicy("lists", policy(allow("s3:ListBucket"))),)})
    arn = f"arn:aws:iam::{PROD}:policy/lists"
    cloud = assume_role(cloud, ANA, READER, "ana", session_policy_arns=(arn,)).cloud
    assert decision_of(cloud, READER_SESSION, "s3:GetObject", REVENUE).decided_by is GateKind.SESSION


def test_a_session_policy_that_cannot_be_read_is_shown() -> None:
    handshake = assume_role(northwind(), ANA, READER, "ana", session_policy="{")
    (problem,) = handshake.problems
    assert isinstance(problem, PolicyProblem)
    assert problem.slot.title == "Session policy of session ana"
    assert handshake.message is None
    assert handshake.caller_side is handshake.trust_side is None


@pytest.mark.parametrize(("seconds", "maximum", "works"), [(7_200, 3_600, False), (7_200, 7_200, True)])
def test_a_session_lasts_no_longer_than_the_role_allows(seconds: int, maximum: int, works: bool) -> None:
    cloud = northwind(reader={"max_session_duration": maximum})
    handshake = assume_role(cloud, ANA, READER, "ana", duration_seconds=seconds)
    assert bool(handshake.session) is works
    assert handshake.evaluation
    assert handshake.evaluation.allowed
    text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    assert handshake.message == (None if works else text)


@pytest.mark.parametrize(("seconds", "works"), [(None, True), (3_600, True), (3_601, False)])
def test_a_chained_session_lasts_an_hour_at_most(seconds: int | None, works: bool) -> None:
    handshake = assume_role(with_a_second_role(), READER_SESSION, ADMIN, "ana", duration_seconds=seconds)
    assert bool(handshake.session) is works
    if not works:
        assert handshake.message == (
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        )


def test_who_may_not_assume_the_role_does_not_learn_its_limits() -> None:
    cloud = northwind(reader={"trust_policy": trust(BEN)})
    handshake = assume_role(cloud, ANA, READER, "ana", duration_seconds=7_200)
    assert handshake.problems == ()
    assert handshake.session is None


def test_a_session_cannot_ask_for_a_session_token() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    assert decision_of(cloud, READER_SESSION, "sts:GetSessionToken", "*").decided_by is GateKind.SERVICE


@pytest.mark.parametrize(("given", "works"), [("northwind-7", True), ("northwind-8", False), (None, False)])
def test_a_trust_policy_can_ask_for_an_external_id(given: str | None, works: bool) -> None:
    needs_id = trust(ANA, Condition={"StringEquals": {"sts:ExternalId": "northwind-7"}})
    handshake = assume_role(northwind(reader={"trust_policy": needs_id}), ANA, READER, "ana", external_id=given)
    assert bool(handshake.session) is works
    assert handshake.evaluation
    assert handshake.evaluation.missing_context == ()


def test_a_trust_policy_sees_the_session_name_and_where_the_call_comes_from() -> None:
    conditions = {
        "StringEquals": {"sts:RoleSessionName": "${aws:username}"},
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
    }
    cloud = northwind(reader={"trust_policy": trust(ANA, Condition=conditions)})
    office = {"aws:SourceIp": ("203.0.113.7",)}
    assert assume_role(cloud, ANA, READER, "ana", context=office).session
    assert assume_role(cloud, ANA, READER, "bob", context=office).session is None
    unsaid = assume_role(cloud, ANA, READER, "ana").evaluation
    assert unsaid
    assert unsaid.missing_context == ("aws:SourceIp",)


NEEDS_MFA = trust(ANA, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})


def test_a_token_code_satisfies_the_trust_policy_and_is_not_carried_into_the_session() -> None:
    cloud = northwind(reader={"trust_policy": NEEDS_MFA}, ana={"mfa_devices": ("anas-phone",)})
    assert assume_role(cloud, ANA, READER, "ana").session is None
    handshake = assume_role(cloud, ANA, READER, "ana", mfa=True)
    assert handshake.session
    assert handshake.session.mfa_authenticated_at is None


def test_mfa_of_the_callers_own_credentials_is_carried_along_a_chain() -> None:
    signed_in = {"aws:MultiFactorAuthPresent": ("true",), "aws:MultiFactorAuthAge": ("10",)}
    cloud = advance_clock(with_a_second_role(context=signed_in), 120)
    second = assume_role(cloud, READER_SESSION, ADMIN, "ana")
    assert second.session
    assert second.session.mfa_authenticated_at == cloud.now - timedelta(seconds=130)
    context = decision_of(second.cloud, second.session.arn, "s3:GetObject", REVENUE).request.context
    entries = [context.get(f"aws:multifactorauth{part}") for part in ("present", "age")]
    assert [entry.values for entry in entries if entry] == [("true",), ("130",)]


def test_a_user_without_a_device_has_no_token_code() -> None:
    (problem,) = assume_role(northwind(), ANA, READER, "ana", mfa=True).problems
    assert isinstance(problem, RequestProblem)
    assert problem.field == "mfa"


def test_only_a_user_has_a_token_code() -> None:
    (problem,) = assume_role(with_a_second_role(), READER_SESSION, ADMIN, "ana", mfa=True).problems
    assert isinstance(problem, RequestProblem)
    assert problem.field == "mfa"
    assert problem.aws.startswith("MultiFactorAuthentication failed")


def test_an_expired_session_cannot_go_on_to_another_role() -> None:
    handshake = assume_role(advance_clock(with_a_second_role(), 3_600), READER_SESSION, ADMIN, "ana")
    (problem,) = handshake.problems
    assert isinstance(problem, ExpiredToken)
    assert handshake.message == "The security token included in the request is expired"


def test_whoever_has_no_credentials_cannot_assume_a_role_that_trusts_everybody() -> None:
    """S7, S11: only the calls with SAML and web identity are unsigned."""
    cloud = northwind(reader={"trust_policy": trust("*")})
    assert assume_role(cloud, BEN, READER, "ben").session
    handshake = assume_role(cloud, "anonymous", READER, "nobody")
    assert handshake.session is None
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.SERVICE


@pytest.mark.parametrize("statement", [allow("sqs:*", "arn:aws:sqs"), allow("ListBucket")])
def test_m14_a_session_policy_that_aws_would_refuse_is_refused(statement: dict[str, object]) -> None:
    """M14, G28: of such an ARN an identity policy would be completed."""
    handshake = assume_role(northwind(), ANA, READER, "ana", session_policy=policy(statement))
    assert handshake.session is None
    assert isinstance(handshake.problems[0], PolicyProblem)
    assert handshake.answer
    assert handshake.answer.code == "MalformedPolicyDocument"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role_arn": READER + "s"}, "AccessDenied"),
        ({"session_name": "a"}, "ValidationError"),
        ({"mfa": True}, "AccessDenied"),
        ({"session_policy": "{"}, "MalformedPolicyDocument"),
        ({"caller": BEN}, "AccessDenied"),
    ],
)
def test_every_refusal_has_the_error_code_of_aws(changes: dict[str, object], code: str) -> None:
    call = {"cloud": northwind(), "caller": ANA, "role_arn": READER, "session_name": "ana", **changes}
    handshake = assume_role(**call)
    assert handshake.answer
    assert handshake.answer.code == code


def test_a_session_that_is_over_has_an_expired_token() -> None:
    cloud = advance_clock(assume_role(northwind(), ANA, READER, "ana").cloud, 3_600)
    handshake = assume_role(cloud, READER_SESSION, ADMIN, "ana")
    assert handshake.answer
    assert handshake.answer.code == "ExpiredToken"
