import pytest

from iamlab.engine.syntax.diagnostics import caret_excerpt, closest, in_backticks
from iamlab.engine.syntax.positions import LineIndex

ELEMENTS = ("Version", "Id", "Statement", "Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "Condition")


def excerpt(text: str, marked: str) -> list[str]:
    start = text.index(marked)
    return caret_excerpt(text, LineIndex(text).span(start, start + len(marked))).split("\n")


def test_carets_stand_under_the_marked_text() -> None:
    assert excerpt('{\n  "Efect": "Allow"\n}', '"Efect"') == ['  "Efect": "Allow"', "  ^^^^^^^"]


def test_a_place_without_width_has_one_caret() -> None:
    assert caret_excerpt("ab", LineIndex("ab").span(2, 2)) == "ab\n  ^"


def test_tabs_are_four_columns_wide() -> None:
    assert excerpt("\ta\tb", "b") == ["    a   b", "        ^"]


def test_carets_stop_at_the_end_of_the_first_line() -> None:
    assert excerpt("a {\r\n}", "{\r\n}") == ["a {", "  ^"]


def test_characters_that_cannot_be_seen_are_made_visible() -> None:
    assert excerpt("a\u200bb", "\u200b") == ["a\N{REPLACEMENT CHARACTER}b", " ^"]


@pytest.mark.parametrize("offset", [0, 30, 149, 150, 299])
def test_a_long_line_is_cut_around_the_place(offset: int) -> None:
    text = "".join(chr(ord("a") + index % 26) for index in range(300))
    line, carets = caret_excerpt(text, LineIndex(text).span(offset, offset + 1)).split("\n")
    assert line[len(carets) - 1] == text[offset]
    assert len(line) <= 102
    assert line.startswith("…") or text.startswith(line[:-1])
    assert line.endswith(("…", text[-10:]))


@pytest.mark.parametrize("offset", [0, 47, 48, 90, 100, 299])
def test_the_place_lies_where_a_narrow_pane_shows_it(offset: int) -> None:
    text = "x" * offset + '"Foo": 1}' + "y" * (300 - offset)
    line, carets = excerpt(text, '"Foo"')
    assert line[carets.index("^") :].startswith('"Foo"')
    assert carets.index("^") < 48


def test_carets_do_not_leave_the_window() -> None:
    line, carets = excerpt("x" * 20 + "y" * 400, "y" * 400)
    assert len(carets) <= len(line)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("effect", "Effect"),
        ("ACTION", "Action"),
        ("Actions", "Action"),
        ("Efect", "Effect"),
        ("Resorce", "Resource"),
        ("Resuorce", "Resource"),
        ("Statment", "Statement"),
        ("Sids", "Sid"),
        ("notaction", "NotAction"),
        ("Permission", None),
        ("", None),
        ("xy", None),
    ],
)
def test_the_closest_word_forgives_case_and_typing_errors(word: str, meant: str | None) -> None:
    assert closest(word, ELEMENTS) == meant


def test_the_nearest_of_several_candidates_wins() -> None:
    assert closest("s3:GetObjct", ("s3:PutObject", "s3:GetObjects", "s3:GetObject")) == "s3:GetObject"


def test_quoted_text_is_short_and_visible() -> None:
    assert in_backticks("a\nb") == "`a\N{REPLACEMENT CHARACTER}b`"
    assert in_backticks("a" * 100) == f"`{'a' * 39}…`"
