import pytest

from iamlab.engine.syntax.positions import LineIndex, Position, Span


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_ends_a_line(line_break: str) -> None:
    text = f"ab{line_break}c"
    assert LineIndex(text).position(text.index("c")) == Position(text.index("c"), 2, 1)


def test_columns_count_characters_not_bytes() -> None:
    text = "é\N{GRINNING FACE}x"
    assert LineIndex(text).position(text.index("x")).column == 3


def test_the_end_of_the_text_is_a_position() -> None:
    assert LineIndex("a\n").position(2) == Position(2, 2, 1)


def test_a_span_may_run_over_lines() -> None:
    assert LineIndex("ab\ncd").span(1, 4) == Span(Position(1, 1, 2), Position(4, 2, 2))
