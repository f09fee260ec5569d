"""Which undocumented rules a decision says that it rests on, and which gates it says are in the way."""

from typing import Any

import pytest

from iamlab.engine import GateKind, evaluate, read_case

ANA = "arn:aws:iam::111122223333:user/ana"
APP = "arn:aws:sts::111122223333:assumed-role/app/s1"
ROLE = "arn:aws:iam::111122223333:role/target"
OBJECT = "arn:aws:s3:::b/k"


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    whole = [everything | statement for statement in statements or ({},)]
    for statement in whole:
        if "Principal" in statement and statement["Action"] == "sts:AssumeRole":
            del statement["Resource"]
    return {"name": "p", "document": {"Version": "2012-10-17", "Statement": whole}}


def asked(principal: str = ANA, action: str = "s3:GetObject", resource: str = OBJECT, **more: Any) -> dict[str, Any]:
    return {"principal": principal, "action": action, "resource": resource, "resource_account": "111122223333", **more}


def when(operator: str, key: str, value: object) -> dict[str, Any]:
    return {"Condition": {operator: {key: value}}}


TAGS = {"context": {"aws:TagKeys": ["a", "b"]}}
STARRED = {"context": {"aws:PrincipalTag/team": "r*d", "aws:SourceIp": "r*d"}}
ASSUME = {"Action": "sts:AssumeRole"}

NOTES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing in doubt": ({"request": asked(), "identity_policies": [policy()]}, []),
    "C57": ({"request": asked(APP), "identity_policies": [policy(when("Bool", "aws:MultiFactorAuthPresent", "true"))]},
            ["C57"]),
    "C57, not for a user": (
        {"request": asked(credentials="session_token"),
         "identity_policies": [policy(when("Bool", "aws:MultiFactorAuthPresent", "true"))]}, []),
    "D6": ({"request": asked(), "vpc_endpoint_policy": policy({"Principal": "*", "Action": "ec2:*"})}, ["D6", "E13"]),
    "D21f": ({"request": asked(ANA, "sts:AssumeRole", ROLE), "resource_policy": policy({"Principal": "*"} | ASSUME)},
             ["D21f"]),
    "E13, two explicit denies": (
        {"request": asked(), "identity_policies": [policy({"Effect": "Deny"})],
         "permissions_boundary": policy({"Effect": "Deny"})}, ["E13"]),
    "M12, a star that runs over a colon": (
        {"request": asked(resource="arn:aws:sqs:eu-west-1:111122223333:a:b"),
         "identity_policies": [policy({"Resource": "arn:aws:sqs:eu*:a:b"})]}, ["M12"]),
    "M30": ({"request": asked("cloudtrail.amazonaws.com"), "resource_policy": policy({"Principal": {"AWS": "*"}})},
            ["M30"]),
    "M48": ({"request": asked(), "identity_policies": [policy()],
             "resource_policy": policy({"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}})}, ["M48"]),
    "O15": ({"request": asked(), "identity_policies": [policy(when("Bool", "aws:SecureTransport", "${custom:key}"))]},
            ["O15"]),
    "O36": ({"request": asked(**TAGS), "identity_policies": [policy(when("StringEquals", "aws:TagKeys", "a"))]},
            ["O36"]),
    "O36, not with a set prefix": (
        {"request": asked(**TAGS), "identity_policies": [policy(when("ForAnyValue:StringEquals", "aws:TagKeys", "a"))]},
        []),
    "O38": ({"request": asked(), "identity_policies": [policy(when("StringEquals", "aws:username", []))]}, ["O38"]),
    "S4": ({"request": asked(ANA, "sts:AssumeRole", ROLE), "permissions_boundary": policy({"Action": "s3:*"}),
            "resource_policy": policy({"Principal": {"AWS": ANA}} | ASSUME)}, ["S4"]),
    "V8, in a resource": (
        {"request": asked(**STARRED),
         "identity_policies": [policy({"Resource": "arn:aws:s3:::${aws:PrincipalTag/team}"})]}, ["V8"]),
    "V8, in a condition": (
        {"request": asked(**STARRED),
         "identity_policies": [policy(when("StringLike", "aws:SourceIp", "${aws:PrincipalTag/team}"))]}, ["V8"]),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_a_decision_names_the_doubts_that_it_rests_on(name: str) -> None:
    case, notes = NOTES[name]
    assert list(evaluate(read_case(case)).notes) == notes


BLOCKERS: dict[str, tuple[dict[str, Any], list[GateKind], list[GateKind]]] = {
    "either side would do; the one that decided is named": (
        {"request": asked()}, [GateKind.IDENTITY], [GateKind.IDENTITY]),
    "a resource policy could pass by two gates, which are both in the way": (
        {"request": asked(), "permissions_boundary": policy({"Action": "ec2:*"})},
        [GateKind.RESOURCE], [GateKind.IDENTITY, GateKind.BOUNDARY]),
    "across accounts both sides": (
        {"request": asked() | {"resource_account": "444455556666"}},
        [GateKind.RESOURCE, GateKind.IDENTITY], [GateKind.RESOURCE, GateKind.IDENTITY]),
    "an action without a resource has no resource policy to change": (
        {"request": asked(resource="*") | {"resource_account": "444455556666"}, "identity_policies": [policy()]},
        [GateKind.RESOURCE], [GateKind.RESOURCE]),
    "an explicit deny and a missing allow in one gate are one entry": (
        {"request": asked(), "identity_policies": [policy({"Effect": "Deny"})]},
        [GateKind.IDENTITY], [GateKind.IDENTITY]),
    "a deny of the resource policy and a missing allow of the caller": (
        {"request": asked(), "resource_policy": policy({"Effect": "Deny", "Principal": "*"})},
        [GateKind.RESOURCE], [GateKind.RESOURCE, GateKind.IDENTITY]),
    "the organization and one of two sides, of which the first in the order of the flow is named": (
        {"request": asked(), "scps": [{"target": "r-1", "policies": []}]},
        [GateKind.SCP, GateKind.RESOURCE], [GateKind.SCP, GateKind.IDENTITY]),
    "a rule on credentials": (
        {"request": asked(APP, "sts:GetSessionToken", "*"), "identity_policies": [policy()]},
        [GateKind.SERVICE], [GateKind.SERVICE]),
    "a principal that is an empty object names nobody": (
        {"request": asked("anonymous"), "resource_policy": policy({"Principal": {}})},
        [GateKind.RESOURCE], [GateKind.RESOURCE]),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKERS)
def test_a_denial_names_the_fewest_gates_to_change_and_all_that_are_in_the_way(name: str) -> None:
    case, blocked_by, in_the_way = BLOCKERS[name]
    found = evaluate(read_case(case))
    assert (list(found.blocked_by), list(found.in_the_way)) == (blocked_by, in_the_way)
