"""What is wrong with a learner's text, as a value with a place and help."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine.syntax.positions import Span

EXCERPT_WIDTH = 100
_SEEN_WIDTH, _LEAD = 48, 24
"""Columns that a narrow pane shows without scrolling, and those before a place that lies beyond them."""
_TAB_WIDTH = 4
_SHOWN_LENGTH = 40


class FindingType(StrEnum):
    """How serious a remark is: the four types of IAM Access Analyzer's policy validation."""

    ERROR = "ERROR"
    SECURITY_WARNING = "SECURITY_WARNING"
    WARNING = "WARNING"
    SUGGESTION = "SUGGESTION"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark about a text.

    `message` is one lower-case sentence with the learner's own words in backticks, `help` says what to do.
    `span` is None where the document did not come as text; `path` is a JSON pointer into it. `related` are other
    places that matter, such as the first of two equal keys.
    """

    code: str
    finding_type: FindingType
    message: str
    help: str
    span: Span | None
    path: str = ""
    related: tuple[Span, ...] = ()


def in_backticks(text: str) -> str:
    """The learner's text as messages quote it: shortened, on one line, visible."""
    shown = text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"
    return f"`{_printable(shown)}`"


def caret_excerpt(text: str, span: Span) -> str:
    """Two lines: the line of `text` on which `span` starts, and carets under the place.

    Tabs become four columns. Of a long line a window of about 100 characters is shown, its cut ends marked with `…`:
    from its beginning, or where a narrow pane would not show the place, from a little before that. A span that runs
    over several lines is marked up to the end of its first line.
    """
    start = span.start.offset
    line_start = start - (span.start.column - 1)
    line = _line_at(text, line_start)
    last = min(span.end.offset - line_start, len(line))
    left = _columns(line[: start - line_start])
    marks = max(1, len(_columns(line[:last])) - len(left))
    return _windowed(_columns(line), len(left), marks)


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None when none is near.

    Another spelling in upper and lower case wins; then the fewest typing errors, one in a word of up to five letters
    and two in a longer one.
    """
    allowed = 1 if len(word) <= 5 else 2
    folded = word.lower()
    best: tuple[int, str] | None = None
    for candidate in candidates:
        if candidate.lower() == folded:
            return candidate
        if abs(len(candidate) - len(word)) <= allowed:
            distance = _typing_errors(folded, candidate.lower())
            if distance <= allowed and (best is None or distance < best[0]):
                best = (distance, candidate)
    return best[1] if best else None


def _line_at(text: str, start: int) -> str:
    ends = (text.find(break_, start) for break_ in "\r\n")
    return text[start : min((end for end in ends if end >= 0), default=len(text))]


def _columns(text: str) -> str:
    return _printable(text.expandtabs(_TAB_WIDTH))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _windowed(line: str, left: int, marks: int) -> str:
    first = left - _LEAD if left >= _SEEN_WIDTH else 0
    shown = line[first : first + EXCERPT_WIDTH]
    before = "…" if first else ""
    after = "…" if first + EXCERPT_WIDTH < len(line) else ""
    indent = len(before) + left - first
    marks = min(marks, max(1, len(before) + len(shown) - indent))
    return f"{before}{shown}{after}\n{' ' * indent}{'^' * marks}"


def _typing_errors(word: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn one word into the other."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, other_letter in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other_letter))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == other_letter:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]
