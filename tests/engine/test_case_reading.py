"""What makes a case unreadable, said with a code, a field and help; and what is accepted."""

from typing import Any

import pytest

from iamlab.engine import CaseProblem, PolicyKind, UnreadableCase, read_case, resource_policy_kind

ALICE = "arn:aws:iam::111111111111:user/alice"
SESSION = "arn:aws:sts::111111111111:assumed-role/app/s1"
FEDERATED = "arn:aws:sts::111111111111:federated-user/fay"
REQUEST = {"principal": ALICE, "action": "s3:GetObject", "resource": "arn:aws:s3:::bk/k"}
EMPTY = {"name": "p", "document": {"Version": "2012-10-17", "Statement": []}}


def problem(case: Any) -> CaseProblem:
    with pytest.raises(UnreadableCase) as raised:
        read_case(case)
    return raised.value.problem


def with_request(**changed: Any) -> dict[str, Any]:
    return {"request": {key: value for key, value in (REQUEST | changed).items() if value is not ...}}


INVALID: dict[str, tuple[Any, str]] = {
    "not an object": (["x"], ""),
    "no request": ({}, "request"),
    "request is text": ({"request": "x"}, "request"),
    "unknown field": (with_request(acton="x"), "request.acton"),
    "no principal": (with_request(principal=...), "request.principal"),
    "principal is a number": (with_request(principal=12), "request.principal"),
    "no action": (with_request(action=...), "request.action"),
    "empty action": (with_request(action=""), "request.action"),
    "action without prefix": (with_request(action="GetObject"), "request.action"),
    "action with wildcard": (with_request(action="s3:Get*"), "request.action"),
    "action with two colons": (with_request(action="s3:Get:Object"), "request.action"),
    "action with a tab": (with_request(action="s3:Get\tObject"), "request.action"),
    "action with a line break": (with_request(action="s3:GetObject\n"), "request.action"),
    "action with a character nobody sees": (with_request(action="s3:Get\u200bObject"), "request.action"),
    "no resource": (with_request(resource=...), "request.resource"),
    "resource is no ARN": (with_request(resource="bk/k"), "request.resource"),
    "short account": (with_request(resource_account="1111"), "request.resource_account"),
    "nobody owns it": (with_request(principal="anonymous"), "request.resource_account"),
    "role of a user": (with_request(role_arn="arn:aws:iam::111111111111:role/app"), "request.role_arn"),
    "role of another session": (
        with_request(principal=SESSION, role_arn="arn:aws:iam::111111111111:role/team/other"),
        "request.role_arn",
    ),
    "role of another account": (
        with_request(principal=SESSION, role_arn="arn:aws:iam::222222222222:role/app"),
        "request.role_arn",
    ),
    "issuer of a user": (with_request(issuer_arn=ALICE), "request.issuer_arn"),
    "issuer is a role": (
        with_request(principal=FEDERATED, issuer_arn="arn:aws:iam::111111111111:role/app"),
        "request.issuer_arn",
    ),
    "unknown credentials": (with_request(credentials="long-term"), "request.credentials"),
    "credentials of a session": (with_request(principal=SESSION, credentials="long_term"), "request.credentials"),
    "context is a list": (with_request(context=[]), "request.context"),
    "context value is an object": (with_request(context={"a:b": {}}), "request.context"),
    "context list holds null": (with_request(context={"a:b": ["x", None]}), "request.context"),
    "context key in two spellings": (with_request(context={"a:b": "1", "A:B": "2"}), "request.context"),
    "policies are no list": ({**with_request(), "identity_policies": EMPTY}, "identity_policies"),
    "policy is text": ({**with_request(), "identity_policies": ["x"]}, "identity_policies[0]"),
    "policy without document": ({**with_request(), "resource_policy": {"name": "p"}}, "resource_policy"),
    "policy with unknown field": (
        {**with_request(), "resource_policy": {**EMPTY, "documnet": {}}},
        "resource_policy.documnet",
    ),
    "policy name is a number": ({**with_request(), "resource_policy": {**EMPTY, "name": 1}}, "resource_policy"),
    "levels are no list": ({**with_request(), "scps": {}}, "scps"),
    "level is text": ({**with_request(), "scps": ["r-1"]}, "scps[0]"),
    "level has unknown field": ({**with_request(), "scps": [{"traget": "r"}]}, "scps[0].traget"),
    "level target is a number": ({**with_request(), "rcps": [{"target": 1, "policies": []}]}, "rcps[0]"),
}


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_case_names_the_field(name: str) -> None:
    case, field = INVALID[name]
    found = problem(case)
    assert (found.code, found.field) == ("InvalidCase", field)
    assert found.message


@pytest.mark.parametrize(
    ("principal", "hint"),
    [
        ("arn:aws:iam::111111111111:role/team/app", "arn:aws:sts::111111111111:assumed-role/app/SESSION"),
        ("arn:aws:iam::111111111111:group/devs", "member of the group"),
        ("arn:aws:iam::111111111111:user/", "user or a session"),
        ("arn:aws:iam::1111:user/alice", "ARN of an IAM user"),
        ("arn:aws:sts::111111111111:assumed-role/app", "assumed-role/ROLE/SESSION"),
        ("arn:aws:s3:::bucket", "ARN of an IAM user"),
        ("alice", "ARN of an IAM user"),
        ("arn:aws:sts::111111111111:assumed-role/app/s1\n", "Delete it"),
        ("arn:aws:iam::111111111111:user/al\u200bice", "Delete it"),
    ],
)
def test_an_unknown_principal_says_what_to_name_instead(principal: str, hint: str) -> None:
    found = problem(with_request(principal=principal))
    assert (found.code, found.field) == ("UnknownPrincipal", "request.principal")
    assert hint in found.help


def test_a_misspelt_field_gets_a_suggestion() -> None:
    assert problem(with_request(resorce="x")).help == "Did you mean `resource`?"
    assert problem(with_request(credentials="long_trem")).help == "Did you mean `long_term`?"


def test_a_malformed_policy_is_named_with_its_place() -> None:
    policy = {"name": "dev", "document": '{"Version": "2012-10-17",\n "Statement": [{"Effect": "allow"}]}'}
    found = problem({**with_request(), "identity_policies": [policy]})
    assert (found.code, found.policy, found.field) == ("MalformedPolicyDocument", "dev", "identity_policies[0]")
    span = found.diagnostics[0].span
    assert span is not None
    assert (span.start.line, span.start.column) == (2, 27)


def test_unknown_fields_around_the_request_are_ignored() -> None:
    assert read_case({**with_request(), "title": "x", "rules": ["D1"], "anything": 1}).identity_policies == ()


@pytest.mark.parametrize(
    ("request_fields", "owner"),
    [
        ({"resource_account": "222222222222"}, "222222222222"),
        ({"resource": "arn:aws:sqs:us-east-1:333333333333:q"}, "333333333333"),
        ({}, "111111111111"),
        ({"resource": "*"}, "111111111111"),
        ({"resource": "arn:aws:iam::aws:policy/ReadOnlyAccess"}, "111111111111"),
    ],
)
def test_the_owner_is_given_or_in_the_arn_or_the_callers_account(request_fields: dict[str, str], owner: str) -> None:
    assert read_case(with_request(**request_fields)).request.owner == owner


@pytest.mark.parametrize(
    ("action", "resource", "kind"),
    [
        ("sts:AssumeRole", "arn:aws:iam::111111111111:role/app", PolicyKind.TRUST),
        ("STS:assumerolewithsaml", "arn:aws:iam::111111111111:role/team/app", PolicyKind.TRUST),
        ("sts:TagSession", "arn:aws:iam::111111111111:role/app", PolicyKind.TRUST),
        ("iam:GetRole", "arn:aws:iam::111111111111:role/app", PolicyKind.RESOURCE),
        ("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1", PolicyKind.KEY),
        ("kms:CreateAlias", "arn:aws:kms:us-east-1:111111111111:alias/a", PolicyKind.RESOURCE),
        ("s3:GetObject", "arn:aws:s3:::bk/k", PolicyKind.RESOURCE),
    ],
)
def test_the_kind_of_the_resource_policy_follows_from_the_request(action: str, resource: str, kind: PolicyKind) -> None:
    assert resource_policy_kind(read_case(with_request(action=action, resource=resource)).request) is kind


def test_numbers_and_booleans_become_text_as_conditions_compare_them() -> None:
    context = {"a:n": 5, "a:d": 2.5, "a:b": True, "a:l": [1, False, "x"]}
    entries = read_case(with_request(context=context)).request.context.entries
    assert [entries[key].values for key in context] == [("5",), ("2.5",), ("true",), ("1", "false", "x")]


def test_no_session_policies_is_the_same_as_an_empty_list() -> None:
    assert read_case({**with_request(principal=SESSION), "session_policies": []}).session_policies == ()
