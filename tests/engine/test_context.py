"""What a request's context holds for each kind of caller, and what is known to be absent (C10 to C59)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from iamlab.engine import Request, read_case
from iamlab.engine.request.context import KeyState

USER = "arn:aws:iam::111111111111:user/dev/alice"
SESSION = "arn:aws:sts::111111111111:assumed-role/app/s1"
FEDERATED = "arn:aws:sts::111111111111:federated-user/fay"
ROOT = "arn:aws:iam::111111111111:root"
SAML = "arn:aws:iam::111111111111:saml-provider/Idp"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PRESENT, ABSENT, UNKNOWN = KeyState.PRESENT, KeyState.ABSENT, KeyState.UNKNOWN


def request(principal: str, *, resource: str = "arn:aws:s3:::bk/k", **more: Any) -> Request:
    raw = {"principal": principal, "action": "s3:GetObject", "resource": resource, "resource_account": "111111111111"}
    return read_case({"request": raw | more}, now=NOW).request


def value(found: Request, key: str) -> Any:
    entry = found.context.get(key.lower())
    return None if entry is None else list(entry.values) if entry.listed else entry.values[0]


FILLED = [
    ("C10", ROOT, {}, {"aws:PrincipalArn": ROOT, "aws:userid": "111111111111", "aws:PrincipalType": "Account"}),
    ("C11", USER, {}, {"aws:PrincipalArn": USER, "aws:username": "alice", "aws:PrincipalType": "User"}),
    ("C11", USER, {"principal_id": "AIDAEXAMPLE"}, {"aws:userid": "AIDAEXAMPLE"}),
    ("C12", FEDERATED, {}, {"aws:PrincipalArn": FEDERATED, "aws:userid": "111111111111:fay"}),
    ("C12", FEDERATED, {}, {"aws:PrincipalType": "FederatedUser", "aws:username": None}),
    ("C13", SESSION, {}, {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/app"}),
    ("C13", SESSION, {"principal_id": "AROAEXAMPLE"}, {"aws:userid": "AROAEXAMPLE:s1"}),
    ("C13", SESSION, {"principal_id": "AROAEXAMPLE:s1"}, {"aws:userid": "AROAEXAMPLE:s1"}),
    (
        "C19",
        SESSION,
        {"role_arn": "arn:aws:iam::111111111111:role/team/app"},
        {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/team/app", "aws:PrincipalType": "AssumedRole"},
    ),
    ("C17", "anonymous", {}, {"aws:PrincipalType": "Anonymous", "aws:PrincipalAccount": "anonymous"}),
    ("C18", "sns.amazonaws.com", {}, {"aws:PrincipalType": "AWSService", "aws:PrincipalArn": None}),
    ("C26", "sns.amazonaws.com", {}, {"aws:PrincipalServiceName": "sns.amazonaws.com"}),
    ("C26", "sns.amazonaws.com", {}, {"aws:PrincipalServiceNamesList": ["sns.amazonaws.com"]}),
    ("C25", "sns.amazonaws.com", {}, {"aws:PrincipalIsAWSService": "true"}),
    ("C25", USER, {}, {"aws:PrincipalIsAWSService": "false"}),
    ("C25", "anonymous", {}, {"aws:PrincipalIsAWSService": None}),
    ("C33", "accounts.google.com", {}, {"aws:FederatedProvider": "accounts.google.com"}),
    ("C33", SAML, {}, {"aws:FederatedProvider": None}),
    ("C30", USER, {}, {"aws:MultiFactorAuthPresent": None}),
    ("C30", USER, {"credentials": "session_token"}, {"aws:MultiFactorAuthPresent": "false"}),
    ("C30", USER, {"credentials": "session_token_mfa"}, {"aws:MultiFactorAuthPresent": "true"}),
    ("C57", SESSION, {}, {"aws:MultiFactorAuthPresent": "false", "aws:MultiFactorAuthAge": None}),
    ("C43", USER, {}, {"aws:ResourceAccount": "111111111111"}),
    ("C47", USER, {}, {"aws:RequestedRegion": "us-east-1"}),
    ("C47", USER, {"resource": "arn:aws:sqs:eu-west-1:111111111111:q"}, {"aws:RequestedRegion": "eu-west-1"}),
    ("C48", USER, {}, {"aws:SecureTransport": "true"}),
    ("C49", USER, {}, {"aws:CurrentTime": "2026-01-02T03:04:05Z", "aws:EpochTime": "1767323045"}),
    ("C50", USER, {}, {"aws:ViaAWSService": "false"}),
    (
        "C51",
        USER,
        {"context": {"aws:CalledVia": ["a.amazonaws.com", "b.amazonaws.com"]}},
        {"aws:CalledViaFirst": "a.amazonaws.com", "aws:CalledViaLast": "b.amazonaws.com"},
    ),
    ("C59", USER, {"context": {"aws:ViaAWSService": True}}, {"aws:MultiFactorAuthPresent": "false"}),
    ("C1", USER, {"context": {"AWS:SECURETRANSPORT": False}}, {"aws:SecureTransport": "false"}),
    ("C39", USER, {}, {"aws:SourceIp": None}),
]


@pytest.mark.parametrize(("rule", "principal", "more", "expected"), FILLED)
def test_keys_that_follow_from_the_request_are_filled_in(
    rule: str, principal: str, more: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = request(principal, **more)
    assert {key: value(found, key) for key in expected} == expected, rule


@pytest.mark.parametrize("key", ["aws:PrincipalArn", "AWS:username", "aws:currenttime"])
def test_what_the_case_removes_is_known_to_be_absent(key: str) -> None:
    found = request(USER, context={key: None})
    assert found.context.state(key.lower()) is ABSENT


def test_what_the_case_sets_wins_over_what_follows() -> None:
    found = request(USER, context={"aws:username": "bob", "aws:RequestedRegion": "eu-west-1"})
    assert (value(found, "aws:username"), value(found, "aws:RequestedRegion")) == ("bob", "eu-west-1")


STATES = [
    ("C29", SESSION, {}, "aws:username", ABSENT),
    ("C24", USER, {}, "aws:principaltag/team", UNKNOWN),
    ("C24", "anonymous", {}, "aws:principaltag/team", ABSENT),
    ("C22", USER, {}, "aws:principalorgid", UNKNOWN),
    ("D67", SAML, {}, "aws:principalorgid", ABSENT),
    ("C28", USER, {}, "aws:userid", UNKNOWN),
    ("C31", USER, {}, "aws:multifactorauthage", ABSENT),
    ("C31", USER, {"credentials": "session_token_mfa"}, "aws:multifactorauthage", UNKNOWN),
    ("C31", USER, {"credentials": "session_token"}, "aws:multifactorauthage", ABSENT),
    ("C58", ROOT, {}, "aws:multifactorauthpresent", ABSENT),
    ("C58", FEDERATED, {}, "aws:multifactorauthpresent", ABSENT),
    ("C32", USER, {}, "aws:tokenissuetime", ABSENT),
    ("C32", SESSION, {}, "aws:tokenissuetime", UNKNOWN),
    ("C34", SESSION, {}, "aws:sourceidentity", UNKNOWN),
    ("C34", USER, {}, "aws:sourceidentity", ABSENT),
    ("C37", SESSION, {}, "aws:ec2instancesourcevpc", UNKNOWN),
    ("C38", USER, {}, "ec2:sourceinstancearn", ABSENT),
    ("C39", USER, {}, "aws:sourceip", UNKNOWN),
    ("C39", USER, {"context": {"aws:SourceVpce": "vpce-1"}}, "aws:sourceip", ABSENT),
    ("C41", USER, {}, "aws:sourcevpce", UNKNOWN),
    ("C41", USER, {"context": {"aws:SourceIp": "203.0.113.1"}}, "aws:sourcevpce", ABSENT),
    ("C59", USER, {"context": {"aws:ViaAWSService": "true"}}, "aws:sourcevpc", ABSENT),
    ("C45", USER, {}, "aws:resourcetag/team", UNKNOWN),
    ("C51", USER, {}, "aws:calledvia", ABSENT),
    ("C51", USER, {"context": {"aws:ViaAWSService": "true"}}, "aws:calledvia", UNKNOWN),
    ("C53", USER, {}, "aws:sourcearn", ABSENT),
    ("C53", "sns.amazonaws.com", {}, "aws:sourcearn", UNKNOWN),
    ("C55", USER, {}, "aws:useragent", UNKNOWN),
    ("C35", USER, {}, "aws:assumedroot", ABSENT),
    ("C3", USER, {"context": {"aws:TagKeys": []}}, "aws:tagkeys", ABSENT),
]


@pytest.mark.parametrize(("rule", "principal", "more", "key", "expected"), STATES)
def test_unknown_is_told_apart_from_known_to_be_absent(
    rule: str, principal: str, more: dict[str, Any], key: str, expected: KeyState
) -> None:
    assert request(principal, **more).context.state(key) is expected, rule


def test_an_endpoint_policy_means_that_there_is_no_source_address() -> None:
    document = {"Version": "2012-10-17", "Statement": []}
    raw = {"principal": USER, "action": "s3:GetObject", "resource": "arn:aws:s3:::bk/k"}
    case = read_case({"request": raw, "vpc_endpoint_policy": {"name": "e", "document": document}})
    assert case.request.context.state("aws:sourceip") is ABSENT
    assert case.request.context.state("aws:sourcevpce") is UNKNOWN
