"""The reader against json.loads, its limits, and finding values by pointer."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine.syntax.json_reader import JsonNode, locate, locate_key, read_json

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}, "Bool": {"aws:SecureTransport": true}}
    }
  ]
}
"""

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5)
)
WHITE_SPACE = st.text(" \t\r\n", max_size=3)
JSON_PIECES = st.sampled_from([*'{}[]:,"', '"a"', "1", "true", "null", " ", "\n", "'", "“", "//", "/*", "\\", "\ufeff"])


def read(text: str) -> JsonNode:
    """The node for a text without mistakes."""
    reading = read_json(text)
    assert reading.diagnostics == ()
    assert reading.value is not None
    return reading.value


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 1, "\t"]))
def test_reads_what_json_writes(value: object, escaped: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    assert read(text).to_python() == json.loads(text, parse_float=Decimal)


@given(st.lists(st.tuples(st.sampled_from(["[", "]", "1", "true", '"a"', ","]), WHITE_SPACE)), WHITE_SPACE)
def test_accepts_exactly_what_json_loads_accepts(parts: list[tuple[str, str]], before: str) -> None:
    assert_same_verdict(before + "".join(piece + space for piece, space in parts))


@given(st.lists(JSON_PIECES, max_size=20).map("".join) | st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert_same_verdict(text)


@given(st.data())
def test_a_changed_policy_is_read_without_an_exception(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(POLICY)))
    end = data.draw(st.integers(start, min(len(POLICY), start + 4)))
    assert_same_verdict(POLICY[:start] + data.draw(JSON_PIECES | st.text(max_size=3)) + POLICY[end:])


def assert_same_verdict(text: str) -> None:
    """Diagnostics exactly where json.loads refuses, each within the text, at most five."""
    reading = read_json(text)
    assert len(reading.diagnostics) <= 5
    assert reading.value is not None or reading.diagnostics
    for diagnostic in reading.diagnostics:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start.offset <= diagnostic.span.end.offset <= len(text)
    if any(diagnostic.code in ("DUPLICATE_KEY", "DOCUMENT_TOO_DEEP") for diagnostic in reading.diagnostics):
        return
    try:
        expected = json.loads(text, parse_constant=refuse_constant)
    except ValueError:
        assert reading.diagnostics
    else:
        assert read(text).to_python() == expected


def refuse_constant(name: str) -> Any:
    raise ValueError(name)


@pytest.mark.parametrize(
    "text",
    [
        "-0",
        "0",
        "-0.0",
        "1e400",
        "1E+2",
        "12.5e-3",
        r'"\ud83d\ude00"',
        r'"\ud800"',
        r'"\/\b\f\n\r\t\\\""',
        '"\x7f"',
        "[]",
        "{}",
    ],
)
def test_corners_of_json_are_read_as_json_loads_reads_them(text: str) -> None:
    value = read(text).to_python()
    assert repr(value) == repr(json.loads(text, parse_float=Decimal))


@pytest.mark.parametrize("text", ["0e99999", "-0.0e99999", "0e-99999"])
def test_nothing_is_nothing_however_far_the_point_is_moved(text: str) -> None:
    assert repr(read(text).to_python()) == "Decimal('0')"


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        ("", POLICY.strip()),
        ("/Version", '"2012-10-17"'),
        ("/Statement/0/Action/1", '"s3:PutObject"'),
        ("/Statement/0/Condition/StringEquals/aws:PrincipalTag~1team", '["a", "b"]'),
        ("/Statement/0/Condition/Bool/aws:SecureTransport", "true"),
    ],
)
def test_a_pointer_leads_to_the_place_of_a_value(pointer: str, text: str) -> None:
    node = locate(read(POLICY), pointer)
    assert node is not None
    assert POLICY[node.span.start.offset : node.span.end.offset] == text


@pytest.mark.parametrize(
    "pointer",
    ["Version", "/Nothing", "/Statement/1", "/Statement/-", "/Statement/00", "/Version/0", "/Statement/0/Sid/x", "/"],
)
def test_a_pointer_may_lead_nowhere(pointer: str) -> None:
    assert locate(read(POLICY), pointer) is None
    assert locate_key(read(POLICY), pointer) is None


def test_a_pointer_escapes_slash_and_tilde() -> None:
    node = locate(read('{"a/b": {"~1": 7}}'), "/a~1b/~01")
    assert node is not None
    assert node.to_python() == 7


def test_the_place_of_a_key_is_known() -> None:
    span = locate_key(read(POLICY), "/Statement/0/Effect")
    assert span is not None
    assert (span.start.line, span.start.column, span.end.column) == (5, 7, 15)


@pytest.mark.parametrize("pointer", ["", "/Statement/0"])
def test_the_document_and_the_items_of_an_array_have_no_key(pointer: str) -> None:
    assert locate_key(read(POLICY), pointer) is None


def test_kinds_members_and_items_describe_a_node() -> None:
    node = read('{"a": [1, true, null, "x"]}')
    assert [(member.key, member.node.kind) for member in node.members] == [("a", "array")]
    assert [item.kind for item in node.members[0].node.items] == ["number", "boolean", "null", "string"]
    assert node.items == ()
    assert node.members[0].node.members == ()


def test_a_repeated_key_is_reported_with_both_places_and_the_last_one_counts() -> None:
    reading = read_json('{"Effect": "Deny",\n "Effect": "Allow"}')
    (diagnostic,) = reading.diagnostics
    assert (diagnostic.code, diagnostic.path) == ("DUPLICATE_KEY", "/Effect")
    assert diagnostic.message == "the key `Effect` is already in this object"
    assert diagnostic.span is not None
    assert (diagnostic.span.start.line, diagnostic.span.start.column) == (2, 2)
    assert [(span.start.line, span.start.column) for span in diagnostic.related] == [(1, 2)]
    assert reading.value is not None
    assert reading.value.to_python() == {"Effect": "Allow"}
    effect = locate(reading.value, "/Effect")
    assert effect is not None
    assert effect.value == "Allow"


def test_every_repetition_of_a_key_points_to_the_first() -> None:
    reading = read_json('{"a": {"b": 1, "b": 2, "b": 3}}')
    assert [(d.path, d.related[0].start.offset) for d in reading.diagnostics] == [("/a/b", 7), ("/a/b", 7)]


def test_equal_keys_in_different_objects_are_fine() -> None:
    assert read('{"a": {"a": 1}, "b": {"a": 2}}').to_python() == {"a": {"a": 1}, "b": {"a": 2}}


def test_a_text_over_the_limit_is_refused_with_its_size() -> None:
    reading = read_json('"' + "x" * 200_000 + '"')
    (diagnostic,) = reading.diagnostics
    assert reading.value is None
    assert diagnostic.code == "DOCUMENT_TOO_LARGE"
    assert diagnostic.message == "the text has 200,002 characters, more than the 131,072 that can be read"
    assert diagnostic.help.startswith("Shorten it by 68,930 characters.")


def test_the_limit_on_size_can_be_lifted() -> None:
    text = '"' + "x" * 200_000 + '"'
    assert read_json(text, max_length=None).diagnostics == ()
    assert read_json(text, max_length=len(text)).diagnostics == ()
    assert read_json(text, max_length=len(text) - 1).diagnostics


def test_fifty_levels_are_read_and_one_more_is_refused() -> None:
    assert read("[" * 50 + "]" * 50).kind == "array"
    (diagnostic,) = read_json("[" * 51 + "]" * 51).diagnostics
    assert diagnostic.code == "DOCUMENT_TOO_DEEP"
    assert diagnostic.span is not None
    assert diagnostic.span.start.column == 51


@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_very_deep_nesting_ends_at_the_limit(opener: str) -> None:
    assert [d.code for d in read_json(opener * 10_000).diagnostics] == ["DOCUMENT_TOO_DEEP"]


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    (diagnostic,) = read_json("[" + "1" * 5000 + "]").diagnostics
    assert diagnostic.message == "this number has more digits than can be read"
