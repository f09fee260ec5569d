"""Who is let in without a question (L40), and lists of exceptions that forget the account around somebody (M48)."""

import json
from typing import Any

import pytest

from iamlab.engine import PolicyKind
from iamlab.engine.lint import lint_policy

USER = "arn:aws:iam::111122223333:user/ana"
ROLE = "arn:aws:iam::111122223333:role/team/app"
SESSION = "arn:aws:sts::111122223333:assumed-role/app/s1"
ACCOUNT = "arn:aws:iam::111122223333:root"
ABOUT = {
    "TRUST_IN_EVERYBODY", "TRUST_IN_SERVICE_WITHOUT_SOURCE", "TRUST_IN_ACCOUNT_WITHOUT_EXTERNAL_ID",
    "NOT_PRINCIPAL_WITHOUT_ACCOUNT",
}  # fmt: skip


def found(statement: dict[str, Any], kind: PolicyKind, account: str = "") -> list[tuple[str, str]]:
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return [(each.code, each.path) for each in lint_policy(text, kind, account=account) if each.code in ABOUT]


def trust(principal: Any, **more: Any) -> list[str]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}
    return [code for code, _ in found(statement, PolicyKind.TRUST)]


def where(operator: str, key: str, value: str) -> dict[str, Any]:
    return {operator: {key: value}}


TRUSTED: dict[str, tuple[Any, dict[str, Any], list[str]]] = {
    "everybody": ({"AWS": "*"}, {}, ["TRUST_IN_EVERYBODY"]),
    "everybody under a condition": ({"AWS": "*"}, where("StringEquals", "aws:PrincipalOrgID", "o-exampleorgid"), []),
    "a service": ({"Service": "lambda.amazonaws.com"}, {}, ["TRUST_IN_SERVICE_WITHOUT_SOURCE"]),
    "a service for an account": (
        {"Service": "lambda.amazonaws.com"}, where("StringEquals", "AWS:sourceaccount", "111122223333"), []
    ),
    "an account": ({"AWS": "111122223333"}, {}, ["TRUST_IN_ACCOUNT_WITHOUT_EXTERNAL_ID"]),
    "an account by its ARN, with MFA": (
        {"AWS": ACCOUNT}, where("Bool", "aws:MultiFactorAuthPresent", "true"), ["TRUST_IN_ACCOUNT_WITHOUT_EXTERNAL_ID"]
    ),
    "an account with an external id": ({"AWS": ACCOUNT}, where("StringEquals", "sts:ExternalId", "northwind"), []),
    "a role of an account": ({"AWS": ACCOUNT}, where("ArnEquals", "aws:PrincipalArn", ROLE), []),
    "one role": ({"AWS": ROLE}, {}, []),
    "users of a provider": ({"Federated": "arn:aws:iam::111122223333:saml-provider/corp"}, {}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUSTED)
def test_trust_without_a_question_is_remarked(name: str) -> None:
    """L40."""
    principal, condition, codes = TRUSTED[name]
    more = {"Condition": condition} if condition else {}
    assert trust(principal, **more) == codes
    assert trust(principal, **more, Effect="Deny") == []


def test_an_account_s_own_policy_may_trust_it() -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": [ACCOUNT, "444455556666"]}, "Action": "sts:AssumeRole"}
    code = "TRUST_IN_ACCOUNT_WITHOUT_EXTERNAL_ID"
    assert found(statement, PolicyKind.TRUST, "111122223333") == [(code, "/Statement/0/Principal/AWS/1")]


SPARED: dict[str, tuple[Any, list[int]]] = {
    "a user": ([USER], [0]),
    "a user with the account": ([USER, ACCOUNT], []),
    "a user with the account's number": ([USER, "111122223333"], []),
    "a user with another account": ([USER, "444455556666"], [0]),
    "a session": ([SESSION], [0]),
    "a session with the account": ([SESSION, ACCOUNT], [0]),
    "a session with its role": ([SESSION, ROLE], [0, 1]),
    "a session with role and account": ([SESSION, ROLE, ACCOUNT], []),
    "a session with another role": ([SESSION, "arn:aws:iam::111122223333:role/other", ACCOUNT], [0]),
    "a federated user": (["arn:aws:sts::111122223333:federated-user/fay"], [0]),
    "an account": ([ACCOUNT], []),
}


@pytest.mark.parametrize("kind", [PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.VPC_ENDPOINT])
@pytest.mark.parametrize("name", SPARED)
def test_who_is_spared_without_the_account_around_is_remarked(name: str, kind: PolicyKind) -> None:
    """M48."""
    spared, remarked = SPARED[name]
    statement = {"Effect": "Deny", "NotPrincipal": {"AWS": spared}, "Action": "kms:Decrypt", "Resource": "*"}
    assert [path for _, path in found(statement, kind)] == [
        f"/Statement/0/NotPrincipal/AWS/{index}" for index in remarked
    ]


def test_a_spared_service_has_no_account() -> None:
    statement = {"Effect": "Deny", "NotPrincipal": {"Service": "s3.amazonaws.com"}, "Action": "s3:*", "Resource": "*"}
    assert found(statement, PolicyKind.RESOURCE) == []
