"""A policy's text as lines that can be lit."""

import re
from html import unescape

import pytest

from iamlab.sandbox.showing.highlight import MOST_COLOURED, MOST_LINES, Bar, Mark, policy_lines

TEXT = '{\n  "Action": [\n    "s3:Get*",\n    "s3:${x}"\n  ],\n\n  "Effect": "Deny"\n}'


def shown(html: str) -> str:
    """The text that a browser shows of it."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("text", [TEXT, "", "\n", "no json <script>", '"open\n"\\', "\t{}", "é\N{SNOWMAN}"])
def test_every_character_of_the_text_is_there_and_nothing_else(text: str) -> None:
    assert shown(policy_lines(text, [Mark(1, len(text), "/x")] if len(text) > 1 else [])) == text


def test_an_element_over_several_lines_is_lit_on_each_of_them() -> None:
    start, end = TEXT.index('"Action"'), TEXT.index("]") + 1
    html = policy_lines(
        TEXT, [Mark(start, end, "/Action"), Mark(TEXT.index('"s3:Get'), TEXT.index('*"') + 2, "/Action/0")]
    )
    assert html.count('data-path="/Action"') == 4
    assert html.count('data-path="/Action/0"') == 1
    assert html.count("<span") == html.count("</span>")
    assert shown(html) == TEXT


def test_wildcards_variables_and_effects_stand_out() -> None:
    html = policy_lines(TEXT)
    assert '<span class="w">*</span>' in html
    assert '<span class="w">${x}</span>' in html
    assert '<span class="eff-deny">&quot;Deny&quot;</span>' in html


def test_a_statement_has_its_bar_on_its_lines() -> None:
    html = policy_lines(TEXT, bars=[Bar(2, 5, "allow")])
    assert re.findall(r'data-n="(\d)"[^>]*data-state="allow"', html) == ["2", "3", "4", "5"]


def test_colours_end_where_a_text_was_not_written_to_be_read() -> None:
    text = '"*"' * 2 * MOST_COLOURED
    html = policy_lines(text)
    assert html.count("<span") <= MOST_COLOURED + 1
    assert shown(html) == text
    assert shown(policy_lines("\n" * MOST_LINES)) == ""
