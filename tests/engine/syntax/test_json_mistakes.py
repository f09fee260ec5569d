"""What people get wrong in JSON: where the caret stands, what is said, and what reading goes on with.

A case gives the text, and for each expected remark its line, its column, the marked text and the message.
"""

from typing import NamedTuple

import pytest

from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType, caret_excerpt
from iamlab.engine.syntax.json_reader import read_json


class Remark(NamedTuple):
    line: int
    column: int
    marked: str
    message: str


def remark(text: str, diagnostic: Diagnostic) -> Remark:
    span = diagnostic.span
    assert span is not None
    return Remark(span.start.line, span.start.column, text[span.start.offset : span.end.offset], diagnostic.message)


STOPPED = object()

SEPARATORS = [
    ('{"a": 1\n "b": 2}', [Remark(1, 8, "", "expected `,` after this value")], {"a": 1, "b": 2}),
    ('["a" "b"]', [Remark(1, 5, "", "expected `,` after this value")], ["a", "b"]),
    ('[{"a": 1}\n {"b": 2}]', [Remark(1, 10, "", "expected `,` after this value")], [{"a": 1}, {"b": 2}]),
    ('{"a": 1; "b": 2}', [Remark(1, 8, ";", "expected `,` after this value, found `;`")], {"a": 1, "b": 2}),
    ('{"a": 1,\n}', [Remark(1, 8, ",", "this `,` has nothing after it")], {"a": 1}),
    ("[1, 2, ]", [Remark(1, 6, ",", "this `,` has nothing after it")], [1, 2]),
    ("[1,, 2]", [Remark(1, 4, ",", "this `,` has nothing before it")], [1, 2]),
    ('{, "a": 1}', [Remark(1, 2, ",", "this `,` has nothing before it")], {"a": 1}),
    ("[,]", [Remark(1, 2, ",", "this `,` has nothing before it")], []),
    ('{"a" = 1}', [Remark(1, 6, "=", "expected `:` after this key, found `=`")], {"a": 1}),
    ('{"a" => 1}', [Remark(1, 6, "=>", "expected `:` after this key, found `=>`")], {"a": 1}),
    ('{"a" "b"}', [Remark(1, 5, "", "expected `:` after this key")], {"a": "b"}),
    ('{"a" [1]}', [Remark(1, 5, "", "expected `:` after this key")], {"a": [1]}),
    ('{"a"}', [Remark(1, 2, '"a"', "the key `a` has no value")], {}),
    ('{"a", "b": 1}', [Remark(1, 2, '"a"', "the key `a` has no value")], {"b": 1}),
    ('{"a": , "b": 1}', [Remark(1, 6, "", "expected a value here")], {"b": 1}),
    ('{"a":\n}', [Remark(1, 6, "", "expected a value here")], {}),
    ('["a": 1]', [Remark(1, 5, ":", "found `:` inside an array")], STOPPED),
    ('{"a": 1: 2}', [Remark(1, 8, ":", "expected `,` or `}`, found `:`")], STOPPED),
    ('{"a" @ 1}', [Remark(1, 6, "@", "expected `:` after this key, found `@`")], STOPPED),
    ('{"a": @}', [Remark(1, 7, "@", "expected a value, found `@`")], STOPPED),
    ("{[1]: 2}", [Remark(1, 2, "[", "expected a key in double quotes, found `[`")], STOPPED),
    ('{"S": {"a": 1}, {"b": 2}}', [Remark(1, 17, "{", "expected a key, found an object")], STOPPED),
    ('{"S": {"a": 1} {"b": 2}}', [Remark(1, 16, "{", "expected a key, found an object")], STOPPED),
]

QUOTES = [
    ("{'a': 1}", [Remark(1, 2, "'a'", "`'a'` is not in straight double quotes")], {"a": 1}),
    ("{\"a\": 'b'}", [Remark(1, 7, "'b'", "`'b'` is not in straight double quotes")], {"a": "b"}),
    ('{"a": `b`}', [Remark(1, 7, "`b`", "``b`` is not in straight double quotes")], {"a": "b"}),
    ("{“a”: 1}", [Remark(1, 2, "“a”", "`“a”` is not in straight double quotes")], {"a": 1}),
    ('["a", «b»]', [Remark(1, 7, "«b»", "`«b»` is not in straight double quotes")], ["a", "b"]),
    ('{"a": "b”,\n "c": 1}', [Remark(1, 9, "”", "`”` does not close the text")], {"a": "b", "c": 1}),
    ('{"a": "b”, "c": 1}', [Remark(1, 9, "”", "`”` does not close the text")], STOPPED),
    ('{"a”: "b"}', [Remark(1, 4, "”", "`”` does not close the text")], STOPPED),
    ('{"a": \'b}', [Remark(1, 7, "'", "expected a value, found `'`")], STOPPED),
    ('{"a": \'b\n}', [Remark(1, 7, "'", "expected a value, found `'`")], STOPPED),
    ("{Effect: 1}", [Remark(1, 2, "Effect", "`Effect` needs double quotes")], {"Effect": 1}),
    (
        '{aws:SourceIp: "x"}',
        [Remark(1, 2, "aws:SourceIp", "`aws:SourceIp` needs double quotes")],
        {"aws:SourceIp": "x"},
    ),
    ('{"a": s3:Get*}', [Remark(1, 7, "s3:Get*", "`s3:Get*` needs double quotes")], {"a": "s3:Get*"}),
    ('{"Effect: "Allow"}', [Remark(1, 2, '"Effect: "', "the key `Effect` has no closing quote")], STOPPED),
    ('{"a": "say "hi" now"}', [Remark(1, 12, '"', 'this `"` ends the text here, and more follows')], STOPPED),
    ('{"a": "b", "c "d" e": 1}', [Remark(1, 15, '"', 'this `"` ends the text here, and more follows')], STOPPED),
    ('{"a: b,\n "c": 1}', [Remark(1, 2, '"a: b', "this text has no closing quote on its line")], {"c": 1}),
    ('{"Action": "*"*}', [Remark(1, 14, '"', 'this `"` ends the text here, and more follows')], STOPPED),
    (
        '{“a”: 1, "b“c" "d"}',
        [
            Remark(1, 2, "“a”", "`“a”` is not in straight double quotes"),
            Remark(1, 15, "", "expected `:` after this key"),
        ],
        {"a": 1, "b“c": "d"},
    ),
    ('{"a": "b,\n "c": 1}', [Remark(1, 7, '"b', "this text has no closing quote on its line")], {"a": "b", "c": 1}),
]

VALUES = [
    ('{"a": True}', [Remark(1, 7, "True", "`True` is not JSON")], {"a": True}),
    ('{"a": FALSE}', [Remark(1, 7, "FALSE", "`FALSE` is not JSON")], {"a": False}),
    ('{"a": None}', [Remark(1, 7, "None", "`None` is not JSON")], {"a": None}),
    ('{"a": NaN}', [Remark(1, 7, "NaN", "`NaN` is not JSON")], {"a": None}),
    ('{"a": -Infinity}', [Remark(1, 7, "-Infinity", "`-Infinity` is not JSON")], {"a": None}),
    ("[012345678901]", [Remark(1, 2, "012345678901", "`012345678901` is not a JSON number")], ["012345678901"]),
    ("[2012-10-17]", [Remark(1, 2, "2012-10-17", "`2012-10-17` is not a JSON number")], ["2012-10-17"]),
    ("[+1]", [Remark(1, 2, "+1", "`+1` is not a JSON number")], ["+1"]),
    ("[.5]", [Remark(1, 2, ".5", "`.5` is not a JSON number")], [".5"]),
    ("[1.]", [Remark(1, 2, "1.", "`1.` is not a JSON number")], ["1."]),
    ('["a\tb"]', [Remark(1, 4, "\t", "a tab stands inside this text")], ["a\tb"]),
    ('["a\x01b"]', [Remark(1, 4, "\x01", "a control character (U+0001) stands inside this text")], ["a\x01b"]),
    (r'["\d+"]', [Remark(1, 3, r"\d", r"`\d` is not a JSON escape")], [r"\d+"]),
    (r'["\u12"]', [Remark(1, 3, r"\u", r"`\u` needs four hexadecimal digits")], [r"\u12"]),
]

AROUND = [
    ("", [Remark(1, 1, "", "the document is empty")], STOPPED),
    (" \n\t", [Remark(1, 1, "", "the document is empty")], STOPPED),
    ("\ufeff{}", [Remark(1, 1, "\ufeff", "the text starts with an invisible byte order mark")], {}),
    ('{ // why\n "a": 1}', [Remark(1, 3, "// why", "this is a comment, and JSON has none")], {"a": 1}),
    ("# why\n{}", [Remark(1, 1, "# why", "this is a comment, and JSON has none")], {}),
    ("[1, /* a\nb */ 2]", [Remark(1, 5, "/* a\nb */", "this is a comment, and JSON has none")], [1, 2]),
    ("[1 / 2]", [Remark(1, 4, "/", "expected `,` or `]`, found `/`")], STOPPED),
    (
        "{\u00a0\u00a0}",
        [Remark(1, 2, "\u00a0\u00a0", "an invisible character stands here: no-break space (U+00A0)")],
        {},
    ),
    ("[\x00]", [Remark(1, 2, "\x00", "an invisible character stands here: control character (U+0000)")], []),
    ('{"a": [1, 2\n', [Remark(1, 12, "", "the text ends while the `[` of line 1 is still open")], STOPPED),
    ('{\n "a": {"b": 1}', [Remark(2, 15, "", "the text ends while the `{` of line 1 is still open")], STOPPED),
    ('{"a":', [Remark(1, 6, "", "the text ends while the `{` of line 1 is still open")], STOPPED),
    ('{"a"', [Remark(1, 5, "", "the text ends while the `{` of line 1 is still open")], STOPPED),
    ("{", [Remark(1, 2, "", "the text ends while the `{` of line 1 is still open")], STOPPED),
    ("[\n 1}", [Remark(2, 3, "}", "expected `]` to close the `[` of line 1, found `}`")], STOPPED),
    ('{"a": {"b": 1]}', [Remark(1, 14, "]", "expected `}` to close the `{` of line 1, found `]`")], STOPPED),
    ("{}\n{}", [Remark(2, 1, "{", "a second document begins here")], STOPPED),
    ("{}}", [Remark(1, 3, "}", "this `}` closes nothing")], STOPPED),
    ("{},", [Remark(1, 3, ",", "the document ended before this place")], STOPPED),
    ('"a": 1', [Remark(1, 4, ":", "this key stands outside of an object")], STOPPED),
    ("Version: 2012", [Remark(1, 1, "V", "expected `{` at the beginning of the document")], STOPPED),
    ("```json\n{}\n```", [Remark(1, 1, "`", "expected `{` at the beginning of the document")], STOPPED),
]


@pytest.mark.parametrize(("text", "remarks", "value"), [*SEPARATORS, *QUOTES, *VALUES, *AROUND])
def test_a_mistake_is_named_at_its_place(text: str, remarks: list[Remark], value: object) -> None:
    reading = read_json(text)
    assert [remark(text, diagnostic) for diagnostic in reading.diagnostics] == remarks
    if value is STOPPED:
        assert reading.value is None
    else:
        assert reading.value is not None
        assert reading.value.to_python() == value


@pytest.mark.parametrize("text", [case[0] for case in [*SEPARATORS, *QUOTES, *VALUES, *AROUND]])
def test_every_remark_is_an_error_in_one_lower_case_sentence_with_help(text: str) -> None:
    for diagnostic in read_json(text).diagnostics:
        assert diagnostic.finding_type is FindingType.ERROR
        assert diagnostic.finding_type == "ERROR"
        assert diagnostic.message[0].islower() or diagnostic.message[0] == "`"
        assert not diagnostic.message.endswith(".")
        assert diagnostic.help[0].isupper()
        assert diagnostic.help.endswith((".", "`"))


def test_reading_goes_on_to_the_next_mistake() -> None:
    text = '{\n  "Version": "2012-10-17"\n  "Statement": [\n    {"Effect": Allow,},\n  ]\n}'
    reading = read_json(text)
    assert [remark(text, diagnostic) for diagnostic in reading.diagnostics] == [
        Remark(2, 26, "", "expected `,` after this value"),
        Remark(4, 16, "Allow", "`Allow` needs double quotes"),
        Remark(4, 21, ",", "this `,` has nothing after it"),
        Remark(4, 23, ",", "this `,` has nothing after it"),
    ]
    assert reading.value is not None
    assert reading.value.to_python() == {"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}


def test_reading_stops_after_five_mistakes() -> None:
    reading = read_json("[" + "None, " * 9 + "1]")
    assert reading.value is None
    assert len(reading.diagnostics) == 5


def test_a_mistake_says_in_which_member_it_stands() -> None:
    (diagnostic,) = read_json('{"Statement": [{"a/b": tru}]}').diagnostics
    assert diagnostic.path == "/Statement/0/a~1b"


@pytest.mark.parametrize(("text", "opener"), [('{"a": [1', 6), ('{"a": 1]', 0)])
def test_a_bracket_that_is_not_closed_is_a_related_place(text: str, opener: int) -> None:
    (diagnostic,) = read_json(text).diagnostics
    assert [(span.start.offset, span.end.offset) for span in diagnostic.related] == [(opener, opener + 1)]


def test_the_caret_of_a_missing_comma_stands_where_the_comma_belongs() -> None:
    text = '{\n  "Effect": "Allow"\n  "Action": "*"\n}'
    (diagnostic,) = read_json(text).diagnostics
    assert diagnostic.span is not None
    assert caret_excerpt(text, diagnostic.span) == '  "Effect": "Allow"\n                   ^'


@pytest.mark.parametrize(
    ("text", "help_text"),
    [
        ("[012345678901]", 'Write `"012345678901"` if it is text, such as an account ID or a date'),
        ('{"a": Allow}', 'Write `"Allow"`.'),
        ("{'a': 1}", 'Write `"a"`: JSON knows no other quotes.'),
        ('{"a": True}', "Write `true`, in lower-case letters."),
        (r'["\d"]', r"Write `\\d` for a backslash"),
        ("{}{}", "A policy is one JSON object: put all statements into the array of one `Statement`."),
        ("{} ]", "Remove it, or add the opening bracket that it belongs to."),
    ],
)
def test_help_says_what_to_write(text: str, help_text: str) -> None:
    assert read_json(text).diagnostics[0].help.startswith(help_text)
