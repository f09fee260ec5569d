"""Every shape in which a policy cannot be read, with its code, its pointer, and the line and column of the place."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from iamlab.engine import Diagnostic, PolicyKind, parse_policy

ROWS = json.loads(Path(__file__).with_name("unreadable.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Found:
    """What a row of the table says of one diagnostic."""

    code: str
    path: str
    line: int
    column: int
    message: str


def found(diagnostic: Diagnostic) -> Found:
    assert diagnostic.span is not None
    start = diagnostic.span.start
    return Found(diagnostic.code, diagnostic.path, start.line, start.column, diagnostic.message)


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_what_cannot_be_read_is_said_where_it_stands(row: dict[str, Any]) -> None:
    reading = parse_policy("\n".join(row["text"]), PolicyKind(row.get("kind", "identity")))
    assert reading.document is None
    assert [found(each) for each in reading.diagnostics] == [Found(*each) for each in row["found"]]
    assert all(each.help.endswith(".") for each in reading.diagnostics)


@pytest.mark.parametrize("row", [row for row in ROWS if row.get("as_object", True)], ids=lambda row: row["title"])
def test_the_same_policy_as_an_object_is_refused_without_places(row: dict[str, Any]) -> None:
    policy = json.loads("\n".join(row["text"]))
    diagnostics = parse_policy(policy, PolicyKind(row.get("kind", "identity"))).diagnostics
    assert [(each.code, each.path, each.message) for each in diagnostics] == [
        (code, path, message) for code, path, _, _, message in row["found"]
    ]
    assert all(each.span is None for each in diagnostics)


def test_a_text_over_the_limit_is_refused_and_aws_own_policies_have_none() -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": []}) + " " * 131_072
    (diagnostic,) = parse_policy(text, PolicyKind.IDENTITY).diagnostics
    assert diagnostic.code == "DOCUMENT_TOO_LARGE"
    assert parse_policy(text, PolicyKind.IDENTITY, max_length=None).document


def test_a_learners_words_are_quoted_on_one_line_and_shortened() -> None:
    policy = {"Version": "2012\n10", "Statement": {"Effect": "x" * 500, "Action": "*", "Re\tsource": "*"}}
    messages = [each.message for each in parse_policy(policy, PolicyKind.IDENTITY).diagnostics]
    assert messages == [
        "`2012�10` is not a version of the policy language",
        "`Re�source` is not an element of a statement",
        f"`{'x' * 39}…` is not an effect",
    ]


@pytest.mark.parametrize(
    "kind", [PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.TRUST, PolicyKind.RCP, PolicyKind.VPC_ENDPOINT]
)
def test_kinds_that_name_principals_need_one(kind: PolicyKind) -> None:
    statement = {"Effect": "Deny", "Action": "sts:AssumeRole"}
    (diagnostic,) = parse_policy({"Statement": statement}, kind).diagnostics
    assert (diagnostic.code, diagnostic.path) == ("MISSING_PRINCIPAL", "/Statement")


@pytest.mark.parametrize(
    ("written", "as_compared"),
    [
        (5, "5"),
        (-0.5, "-0.5"),
        (1e21, "1000000000000000000000"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.10"), "0.10"),
        (True, "true"),
        (10**5000, "1" + "0" * 5000),
    ],
    ids=["integer", "decimal", "exponent", "exact exponent", "exact decimal", "boolean", "five thousand digits"],
)
def test_bare_numbers_and_booleans_are_read_as_text(written: object, as_compared: str) -> None:
    condition = {"NumericEquals": {"custom:key": written}}
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}
    document = parse_policy({"Statement": statement}, PolicyKind.IDENTITY).document
    assert document is not None
    assert document.statements[0].conditions[0].values == (as_compared,)
