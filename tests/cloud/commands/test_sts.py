"""`sts assume-role` on the command line gives the answer that the call itself gives."""

import pytest

from iamlab.cloud import Cloud, InlinePolicy, assume_role, case_for
from iamlab.cloud.commands import read_command
from iamlab.engine import evaluate
from tests.cloud.commands.desk import ANA_WITH_PHONE
from tests.cloud.northwind import ANA, BEN, DEV, PROD, READER, allow, northwind, policy, trust

COMMAND = f"aws sts assume-role --role-arn {READER}"
CODE = f"--serial-number arn:aws:iam::{DEV}:mfa/phone --token-code 123456"
WITH_MFA = trust(ANA, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
TAGGED = trust(
    ANA, Action=["sts:AssumeRole", "sts:TagSession"], Condition={"StringEquals": {"sts:TransitiveTagKeys": ["team"]}}
)
NAMED = trust(ANA, Condition={"StringEquals": {"sts:ExternalId": "x7"}})
LONG = {"max_session_duration": 7200}


def asked(cloud: Cloud, options: str, caller: str = ANA) -> bool | str:
    """Whether every request of the command is allowed, or what is wrong with it."""
    reading = read_command(f"{COMMAND} {options}", cloud, caller)
    if reading.problem:
        return reading.problem.message
    cases = [
        case_for(cloud, caller, each.action, each.resource, each.context, absent=each.absent).case
        for each in reading.requests
    ]
    return all(case is not None and evaluate(case).allowed for case in cases)


CALLS = [
    ("--role-session-name ana", {}, {}),
    (f"--role-session-name ana {CODE}", {"trust_policy": WITH_MFA}, {"mfa": True}),
    ("--role-session-name ana", {"trust_policy": WITH_MFA}, {}),
    ("--role-session-name ana --external-id x7", {"trust_policy": NAMED}, {"external_id": "x7"}),
    ("--role-session-name ana --external-id x8", {"trust_policy": NAMED}, {"external_id": "x8"}),
    ("--role-session-name ana", {"trust_policy": NAMED}, {}),
    (
        "--role-session-name ana --tags Key=team,Value=orders --transitive-tag-keys team",
        {"trust_policy": TAGGED},
        {"tags": (("team", "orders"),), "transitive_tag_keys": ("team",)},
    ),
    (
        "--role-session-name ana --tags Key=team,Value=orders",
        {"trust_policy": TAGGED},
        {"tags": (("team", "orders"),)},
    ),
    ("--role-session-name ana --source-identity ana", {}, {"source_identity": "ana"}),
    ("--role-session-name ana --duration-seconds 7200", {}, {"duration_seconds": 7200}),
    ("--role-session-name ana --duration-seconds 7200", LONG, {"duration_seconds": 7200}),
    ("--role-session-name ana --duration-seconds 60", {}, {"duration_seconds": 60}),
]


@pytest.mark.parametrize(("options", "role", "parameters"), CALLS)
def test_the_command_is_answered_as_the_call_is(
    options: str, role: dict[str, object], parameters: dict[str, object]
) -> None:
    cloud = northwind(ana=ANA_WITH_PHONE, reader=role)
    call = assume_role(cloud, ANA, READER, "ana", **parameters)  # type: ignore[arg-type]
    answer = asked(cloud, options)
    if call.problems:
        assert isinstance(answer, str)
        assert answer.endswith(call.problems[0].message)
    else:
        assert answer is (call.session is not None)


def test_a_code_needs_a_user_with_a_device() -> None:
    answer = asked(northwind(), f"--role-session-name ana {CODE}")
    assert answer == "`--token-code`: only an IAM user who has an MFA device could give a code of it"


def test_what_the_callers_session_carries_goes_with_the_command() -> None:
    may_all = InlinePolicy("sts", policy(allow("sts:*")))
    opens = trust(ANA, Action=["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
    cloud = northwind(ana={"inline_policies": (may_all,)}, reader={"trust_policy": opens})
    call = assume_role(
        cloud, ANA, READER, "ana", tags=(("team", "orders"),), transitive_tag_keys=("team",), source_identity="ana"
    )
    assert call.session, call.problems
    text = f"aws sts assume-role --role-arn arn:aws:iam::{PROD}:role/report-reader --role-session-name again"
    reading = read_command(text, call.cloud, call.session.arn)
    assert [each.action for each in reading.requests] == ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    assert reading.requests[0].context["sts:TransitiveTagKeys"] == ("team",)
    changed = read_command(f"{text} --source-identity ben", call.cloud, call.session.arn).problem
    assert changed
    assert changed.message == "`--source-identity`: the source identity is `ana` already"


def test_circumstances_count_for_how_long_a_session_may_be() -> None:
    cloud = northwind(reader={"trust_policy": WITH_MFA})
    text = f"{COMMAND} --role-session-name ana --duration-seconds 7200"
    assert read_command(text, cloud, ANA).problem is None
    problem = read_command(text, cloud, ANA, {"aws:MultiFactorAuthPresent": ("true",)}).problem
    assert problem
    assert "more than this role allows" in problem.message


def test_beside_a_problem_of_the_call_stand_the_requests_that_it_hangs_on() -> None:
    too_long = read_command(f"{COMMAND} --role-session-name ana --duration-seconds 7200", northwind(), ANA)
    assert too_long.problem
    assert [(each.action, each.resource) for each in too_long.requests] == [("sts:AssumeRole", READER)]
    misread = read_command(f"{COMMAND} --role-session-name ana --duration-seconds soon", northwind(), ANA)
    assert misread.problem
    assert misread.requests == ()


def test_a_role_that_is_not_there_is_left_to_the_request_that_asks_for_it() -> None:
    text = f"aws sts assume-role --role-arn arn:aws:iam::{PROD}:role/nobody --role-session-name ana"
    reading = read_command(text, northwind(), ANA)
    assert [each.action for each in reading.requests] == ["sts:AssumeRole"]


def test_only_a_user_gets_a_session_token() -> None:
    cloud = northwind()
    assert read_command("aws sts get-session-token", cloud, BEN).problem is None
    session = assume_role(cloud, ANA, READER, "ana")
    assert session.session
    assert read_command("aws sts get-session-token", session.cloud, session.session.arn).problem
