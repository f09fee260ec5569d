"""Texts of cases that are hard to read: what a mistake costs, and where it is said to be."""

import io
import json
from typing import Any

import pytest

from iamlab.management.case_stream import answers

ALLOW_READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
REQUEST = {
    "principal": "arn:aws:iam::111122223333:user/ana",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::reports/q1.csv",
}


def case(name: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "request": REQUEST, "identity_policies": [{"name": "dev", "document": ALLOW_READ}], **more}


def answered(given: str) -> list[dict[str, Any]]:
    found = list(answers(io.StringIO(given), trace=False, as_text=False))
    values = [json.loads(each.line) for each in found]
    assert [each.good for each in found] == ["error" not in value for value in values]
    return values


TWICE = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Action": "s3:Get*", "Resource": "*"}]}'
LONG_NUMBER = "9" * 5000


@pytest.mark.parametrize(
    ("more", "error"),
    [
        (
            f'"identity_policies": [{{"name": "p", "document": {TWICE}}}]',
            ("MalformedPolicyDocument", "p", "identity_policies[0]", None, None),
        ),
        (
            f'"scps": [{{"target": "r", "policies": [{{"document": {TWICE}}}]}}]',
            ("MalformedPolicyDocument", "scps[0].policies[0]", "scps[0].policies[0]", None, None),
        ),
        ('"title": "x", "title": "y"', ("InvalidCase", None, "", 3, 160)),
        (f'"title": {LONG_NUMBER}', ("InvalidCase", None, "", 3, 155)),
    ],
)
@pytest.mark.parametrize("as_lines", [False, True])
def test_a_key_that_stands_twice_costs_its_own_case_only(
    more: str, error: tuple[str, str | None, str, int | None, int | None], as_lines: bool
) -> None:
    """In an array as in JSON Lines (G11)."""
    broken = f'{{"id": "b", "request": {json.dumps(REQUEST)}, {more}}}'
    if as_lines:
        given = f"{json.dumps(case('a'))}\n\n{broken}\n{json.dumps(case('c'))}"
    else:
        given = f"[{json.dumps(case('a'))},\n {json.dumps(case('a'))},\n{broken}, {json.dumps(case('c'))}]"
    found = answered(given)
    *before, at, after = found
    assert [each["decision"] for each in (*before, after)] == ["allow"] * len(found[1:])
    assert at["id"] == "b"
    assert tuple(at["error"][field] for field in ("code", "policy", "field", "line", "column")) == error


def test_positions_in_an_array_on_one_line_count_from_the_line_s_begin() -> None:
    found = answered('[{"id": 1}, {"id": 2, "id": 3}, {"id": 4, "id": 5}]')
    assert [each["error"]["column"] for each in found] == [None, 23, 43]


def test_the_message_and_the_policy_of_an_error_are_about_the_same_key() -> None:
    policies = f'"identity_policies": [{{"name": "p", "document": {TWICE}}}]'
    found = answered(f'{{"request": {{"principal": "x", "principal": "y"}}, {policies}}}')
    error = found[0]["error"]
    assert (error["code"], error["policy"]) == ("InvalidCase", None)
    assert "`principal`" in error["message"]


@pytest.mark.parametrize("title", [LONG_NUMBER, "[" * 2000 + "]" * 2000])
def test_an_unreadable_first_line_costs_itself_only(title: str) -> None:
    found = answered(f'{{"request": {{}}, "title": {title}}}\n{json.dumps(case("next"))}')
    assert [each.get("decision") for each in found] == [None, "allow"]


def test_a_field_that_stands_twice_and_repeats_a_key_inside_is_no_crash() -> None:
    policies = f'"identity_policies": [{{"name": "p", "document": {TWICE}}}], "identity_policies": []'
    found = answered(f'{{"id": "a", "request": {json.dumps(REQUEST)}, {policies}}}')
    assert (found[0]["id"], found[0]["error"]["code"]) == ("a", "MalformedPolicyDocument")


@pytest.mark.parametrize("depth", [1, 70, 900, 3000])
def test_a_name_that_is_no_text_is_an_error_and_no_crash(depth: int) -> None:
    found = answered(f'{{"id": {"[" * depth}{"]" * depth}, "request": {json.dumps(REQUEST)}}}\n{json.dumps(case(2))}')
    assert (found[0]["id"], found[0]["error"]["code"]) == (None, "InvalidCase")
    assert found[1]["decision"] == "allow"


@pytest.mark.parametrize(
    ("written", "echoed"), [("1.5", 1.5), ("1e999", "1E+999"), ("7", 7), ("true", True), ('"漢"', "漢"), ("null", None)]
)
def test_a_name_is_echoed_as_json(written: str, echoed: object) -> None:
    (line,) = answers(io.StringIO(f'{{"id": {written}, "request": {json.dumps(REQUEST)}}}'), trace=False, as_text=False)
    assert "Infinity" not in line.line
    assert json.loads(line.line)["id"] == echoed


@pytest.mark.parametrize("number", ["1e99999", "1e99999999999999999999", "0e-99999999999999999999"])
def test_a_number_with_too_many_digits_is_an_error_at_its_place(number: str) -> None:
    given = f'{{"id": "a", "request": {{"context":\n {{"s3:max-keys": {number}}}}}}}'
    found = answered(given)
    assert (found[0]["id"], found[0]["error"]["line"], found[0]["error"]["column"]) == ("a", 2, 18)


NUMBERS = {
    "more digits than a binary fraction holds": ("NumericEquals", "9007199254740993.0", "9007199254740993"),
    "close to one": ("NumericGreaterThan", "0.99999999999999999999", "1"),
    "larger than every binary fraction": ("NumericLessThan", "1e399", "1"),
    "an exponent": ("NumericEquals", "1.5e3", "1500.0"),
}


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("name", NUMBERS)
def test_bare_numbers_are_compared_exactly(name: str, as_text: bool) -> None:
    """Written bare in the policy, in the context, and in a policy's text (G10, O13)."""
    operator, wanted, given = NUMBERS[name]
    condition = f'{{"{operator}": {{"x:k": {wanted}}}}}'
    document = f'{{"Statement": [{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {condition}}}]}}'
    policies = f'[{{"name": "p", "document": {json.dumps(document) if as_text else document}}}]'
    request = json.dumps(REQUEST)[:-1] + f', "context": {{"x:k": {given}}}}}'
    assert answered(f'{{"request": {request}, "identity_policies": {policies}}}')[0]["decision"] == "allow"
