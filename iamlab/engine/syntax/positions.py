"""Where something stands in a text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: `offset` counts characters from 0, `line` and `column` from 1."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, `end` exclusive. Where something is missing, both ends are the place it belongs."""

    start: Position
    end: Position


class LineIndex:
    """Turns offsets into positions; a line ends at `\\n`, `\\r\\n` or `\\r`, as in the browser's editor."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(line_break.end() for line_break in _LINE_BREAK.finditer(self._text))]

    def position(self, offset: int) -> Position:
        """The position of the character at `offset`."""
        starts = self._starts
        line = bisect_right(starts, offset)
        return Position(offset, line, offset - starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """The span from offset `start` up to, not including, offset `end`."""
        return Span(self.position(start), self.position(end))
