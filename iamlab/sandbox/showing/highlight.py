"""A policy's text as lines of HTML: syntax in colours, statements with a bar in the gutter, elements that can be lit.

The markup is the one of static/css/policy.css. static/js/editor.js colours the same way while somebody types, and
static/js/stepper.js lights an element by its `data-path`.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

TOKEN = re.compile(r'("(?:\\.|[^"\\\n])*"?)(\s*:)?|([{}\[\],:]+)')
WILD = re.compile(r"(\$\{[^}\n]*\}|[*?]+)")
EFFECTS = {'"Allow"': "eff-allow", '"Deny"': "eff-deny"}
DEEPEST_INDENT = 10
# Policies of AWS's own sizes stay below both; what is above was not written to be read.
MOST_COLOURED = 6_000
MOST_LINES = 2_500


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, from offset `start` to `end`, that a step can light by its JSON pointer `path`."""

    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The state of the statement that stands on the lines `first` to `last`, counted from 1."""

    first: int
    last: int
    state: str


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    css: str


def policy_lines(text: str, marks: Iterable[Mark] = (), bars: Iterable[Bar] = ()) -> SafeString:
    """Return `text` as a `<code>` element with one `.line` for each of its lines.

    Marks may lie inside each other but may not overlap otherwise. One that runs over several lines becomes one `.el` on
    each of them. Colours end after MOST_COLOURED pieces. A text of more than MOST_LINES lines gives an empty element,
    and the browser colours it by itself.
    """
    if text.count("\n") >= MOST_LINES:
        text = ""
    nested = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    pieces = list(islice(_pieces(text), MOST_COLOURED))
    starts = [piece.start for piece in pieces]
    states = {number: bar.state for bar in bars for number in range(bar.first, bar.last + 1)}
    lines = []
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        end = offset + len(line)
        here = pieces[max(0, bisect_right(starts, offset) - 1) : bisect_right(starts, end)]
        body = _line_body(text, offset, end, here, [mark for mark in nested if mark.start < end and mark.end > offset])
        lines.append(_line(number, line, states.get(number, ""), body))
        offset = end + 1
    return format_html("<code>{}</code>", mark_safe("\n".join(lines)))  # noqa: S308 - escaped piece by piece


def _line(number: int, line: str, state: str, body: SafeString) -> SafeString:
    indent = min(len(line) - len(line.lstrip(" ")), DEEPEST_INDENT) // 2 * 2
    deep = format_html(' data-in="{}"', indent) if indent else ""
    bar = format_html(' data-state="{}"', state) if state else ""
    return format_html('<span class="line" data-n="{}"{}{}>{}</span>', number, deep, bar, body)


def _line_body(text: str, start: int, end: int, pieces: list[_Piece], marks: list[Mark]) -> SafeString:
    """Return the HTML of the characters from `start` to `end`: a tag is opened and closed at each edge of a mark."""
    opening: dict[int, list[str]] = {}
    closing: Counter[int] = Counter()
    for mark in marks:
        opening.setdefault(max(mark.start, start), []).append(
            format_html('<span class="el" data-path="{}">', mark.path)
        )
        closing[min(mark.end, end)] += 1
    edges = {start, end, *opening, *closing}
    edges.update(edge for piece in pieces for edge in (piece.start, piece.end) if start < edge < end)
    html: list[str] = []
    upcoming = iter(pieces)
    piece = next(upcoming, None)
    for left, right in pairwise(sorted(edges)):
        while piece and piece.end <= left:
            piece = next(upcoming, None)
        shown = escape(text[left:right])
        coloured = piece is not None and piece.start <= left
        html += opening.get(left, ())
        html.append(f'<span class="{piece.css}">{shown}</span>' if piece and coloured else shown)
        html.append("</span>" * closing[right])
    return mark_safe("".join(html))  # noqa: S308 - every part is escaped above


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield what has a colour, in order and without overlaps."""
    for token in TOKEN.finditer(text):
        if token[3]:
            yield _Piece(token.start(), token.end(), "p")
        elif token[2]:
            yield _Piece(token.start(1), token.end(1), "k")
            yield _Piece(token.start(2), token.end(2), "p")
        else:
            yield from _string(token[1], token.start(1))


def _string(text: str, offset: int) -> Iterator[_Piece]:
    if text in EFFECTS:
        yield _Piece(offset, offset + len(text), EFFECTS[text])
        return
    for part in WILD.split(text):
        if part:
            yield _Piece(offset, offset + len(part), "w" if WILD.fullmatch(part) else "s")
        offset += len(part)
