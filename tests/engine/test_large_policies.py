"""Policies as large as IAM takes them, in shapes that a careless reader would spend minutes on, are decided."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from iamlab.engine import PolicyKind, answer, check_policy, evaluate, parse_policy, read_case, to_dict

LENGTH = 100_000
REQUEST = {
    "principal": "arn:aws:iam::111111111111:user/alice",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::bk/some/long/key-name.txt",
}


def filled(part: Callable[[int], str], before: str, after: str, separator: str = ",") -> str:
    """A policy of about `LENGTH` characters: as many parts as fit between what stands before and after."""
    count = (LENGTH - len(before) - len(after)) // (len(part(10_000)) + len(separator))
    return before + separator.join(map(part, range(count))) + after


def allowing(element: str) -> tuple[str, str]:
    start = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",'
    return start + element, "}]}"


def with_condition(operator: str, part: Callable[[int], str]) -> str:
    before, after = allowing(f'"Resource":"*","Condition":{{"{operator}":{{"custom:key":[')
    return filled(part, before, f"]}}}}{after}")


def with_resources(part: Callable[[int], str], separator: str = ",") -> str:
    before, after = allowing('"Resource":[')
    return filled(part, before, f"]{after}", separator)


def with_resource(part: str, end: str = "") -> str:
    before, after = allowing('"Resource":"arn:aws:s3:::')
    return filled(lambda _: part, before, f'{end}"{after}', "")


def with_keys(operator: str) -> str:
    before, after = allowing(f'"Resource":"*","Condition":{{"{operator}":{{')
    return filled(lambda index: f'"custom:{index}":"*a"', before, f"}}}}{after}")


DECIDED: dict[str, tuple[str, str]] = {
    "resources with wildcards": (with_resources(lambda index: f'"*{index}?"'), "implicit_deny"),
    "resources with variables": (with_resources(lambda index: f'"arn:aws:s3:::${{k{index}}}*"'), "implicit_deny"),
    "one resource of many variables": (with_resource("${k}*"), "implicit_deny"),
    "braces that are never closed": (with_resource("${"), "implicit_deny"),
    "braces that are closed once": (with_resource("${", "}"), "implicit_deny"),
    "values for one unknown key": (with_condition("StringLike", lambda index: f'"{index}*?a"'), "implicit_deny"),
    "values that must not be": (with_condition("StringNotLike", lambda index: f'"{index}*?a"'), "allow"),
    "values for a set": (with_condition("ForAllValues:StringEquals", lambda index: f'"{index}"'), "allow"),
    "values with variables": (with_condition("StringEquals", lambda index: f'"${{k{index}}}*"'), "implicit_deny"),
    "unknown keys": (with_keys("StringEquals"), "implicit_deny"),
    "unknown keys that must not be": (with_keys("StringNotLike"), "allow"),
}


@pytest.mark.parametrize("name", DECIDED)
def test_a_large_policy_is_decided_and_traced(name: str) -> None:
    text, decision = DECIDED[name]
    case = read_case({"request": REQUEST, "identity_policies": [{"name": "large", "document": text}]})
    answered: dict[str, Any] = answer(case)
    traced = to_dict(evaluate(case))
    assert answered["decision"] == decision
    assert {field: traced[field] for field in answered} == answered


def test_a_key_is_found_missing_beside_a_thousand_patterns_of_actions() -> None:
    actions = [f"service{index}:Get*" for index in range(3_000)]
    statement = {"Effect": "Allow", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
    document = {"Version": "2012-10-17", "Statement": [{**statement, "Action": [*actions, "s3:Get*"]}]}
    case = read_case({"request": REQUEST, "identity_policies": [{"name": "large", "document": document}]})
    assert answer(case)["missing_context"] == ["aws:SourceIp"]


UNREADABLE = {
    "unknown elements": filled(lambda index: f'"Element{index}":1', *allowing("")),
    "unknown operators": filled(lambda index: f'"StringEqual{index}":1', allowing('"Condition":{')[0], "}}]}"),
    "statements that are numbers": filled(lambda index: "1", '{"Statement":[', "]}"),
    "statements that are empty": filled(lambda index: "{}", '{"Statement":[', "]}"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_reading_stops_after_fifty_errors(name: str) -> None:
    diagnostics = parse_policy(UNREADABLE[name], PolicyKind.IDENTITY).diagnostics
    assert len(diagnostics) == 50
    assert all(diagnostic.span for diagnostic in diagnostics)
    assert check_policy(UNREADABLE[name], PolicyKind.IDENTITY) == diagnostics


def test_a_brace_that_is_never_closed_is_remarked_once_for_each_value() -> None:
    statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${a}/${b/${c"}
    text = json.dumps({"Version": "2012-10-17", "Statement": statement})
    assert [each.code for each in check_policy(text, PolicyKind.IDENTITY)] == ["MISSING_BRACE_IN_VARIABLE"]
