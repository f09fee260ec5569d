"""What AWS prints for a denial: less than the general form across accounts, and in calls that nobody signs."""

from typing import Any

import pytest

from iamlab.engine import explain, message_of, wire_message

from .building import ANA, OBJECT, ROLE, allow, decide, deny, policy

BEN = "arn:aws:iam::444455556666:user/ben"
THERE: dict[str, Any] = {"resource_account": "111122223333"}
TOGETHER = {"aws:PrincipalOrgID": "o-northwind1", "aws:ResourceOrgID": "o-northwind1"}
APART = {"aws:PrincipalOrgID": "o-northwind1", "aws:ResourceOrgID": "o-elsewhere1"}
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders"
OIDC = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
SAML = "arn:aws:iam::111122223333:saml-provider/directory"
ARN = "arn:aws:iam::444455556666:policy/stop"


def printed(**more: Any) -> tuple[str, str, str]:
    """The text of a denial, its reason, and the note under it."""
    explanation = explain(decide(**more))
    assert explanation.wire
    assert explanation.wire.text.endswith(explanation.wire.reason)
    return explanation.wire.text, explanation.wire.reason, explanation.wire_note


@pytest.mark.parametrize(
    ("provider", "action"),
    [
        (OIDC, "sts:AssumeRoleWithWebIdentity"),
        ("accounts.google.com", "sts:AssumeRoleWithWebIdentity"),
        (SAML, "sts:AssumeRoleWithSAML"),
    ],
)
def test_sts_names_neither_caller_nor_reason_in_a_call_that_nobody_signs(provider: str, action: str) -> None:
    text, reason, note = printed(principal=provider, action=action, resource=ROLE)
    assert (text, reason) == (f"Not authorized to perform {action}", "")
    assert note.startswith("The call carries no AWS credentials")


@pytest.mark.parametrize(
    "asked",
    [
        {"principal": BEN, "request": THERE},
        {"principal": BEN, "request": {**THERE, "context": APART}},
        {"principal": "anonymous", "request": THERE},
    ],
)
def test_s3_gives_no_reason_to_strangers(asked: dict[str, Any]) -> None:
    note = "S3 gives a reason only within one account or one organization."
    assert printed(**asked) == ("Access Denied", "", note)


def test_s3_gives_its_reason_within_one_organization() -> None:
    evaluation = decide(principal=BEN, request={**THERE, "context": TOGETHER})
    message = wire_message(evaluation)
    assert message
    assert message.text == message_of(evaluation)
    assert explain(evaluation).wire_note == ""


def test_s3_gives_no_reason_for_an_endpoint_policy_across_accounts_of_one_organization() -> None:
    door = policy("door", allow("s3:PutObject", Principal="*"))
    asked = {"principal": BEN, "request": {**THERE, "context": TOGETHER}, "vpc_endpoint_policy": door}
    note = "Across accounts S3 gives no reason for what an endpoint policy denies."
    assert printed(**asked) == ("Access Denied", "", note)
    text, _, note = printed(vpc_endpoint_policy=door)
    assert text.endswith("because no VPC endpoint policy allows the s3:GetObject action")
    assert note == ""


def test_of_other_services_it_is_said_that_the_reason_is_often_left_out() -> None:
    text, reason, note = printed(principal=BEN, action="sqs:SendMessage", resource=QUEUE)
    assert text == f"User: {BEN} is not authorized to perform: sqs:SendMessage on resource: {QUEUE} {reason}"
    assert reason == "because no identity-based policy allows the sqs:SendMessage action"
    assert note == "Across accounts that share no organization AWS often leaves the reason out."


def test_the_arn_of_a_policy_is_told_only_within_one_account_or_organization() -> None:
    stop = {**policy("stop", deny("sqs:*")), "arn": ARN}
    asked: dict[str, Any] = {"principal": BEN, "action": "sqs:SendMessage", "resource": QUEUE}
    apart = explain(decide(stop, **asked)).wire
    together = explain(decide(stop, **asked, request={"context": TOGETHER})).wire
    assert apart
    assert together
    assert apart.reason == "with an explicit deny in an identity-based policy"
    assert together.reason == f"with an explicit deny in an identity-based policy: {ARN}"


@pytest.mark.parametrize("caller", [ANA, "cloudtrail.amazonaws.com"])
def test_within_an_account_and_to_a_service_it_is_the_general_form(caller: str) -> None:
    evaluation = decide(principal=caller, request=THERE)
    message = wire_message(evaluation)
    assert message
    assert message.text == message_of(evaluation)
    assert explain(evaluation).wire_note == ""


def test_the_general_form_stays_whatever_is_printed() -> None:
    explanation = explain(decide(principal=BEN, request=THERE))
    assert explanation.message == (
        f"User: {BEN} is not authorized to perform: s3:GetObject on resource: {OBJECT} "
        "because no identity-based policy allows the s3:GetObject action"
    )


def test_an_allow_prints_nothing() -> None:
    evaluation = decide(policy("read", allow()))
    assert wire_message(evaluation) is None
    assert explain(evaluation).wire is None
