"""A policy's text as lines of HTML: syntax in colours, statements with a bar in the gutter, elements that can be lit.

The markup is the one of static/css/policy.css. static/js/editor.js colours the same way while somebody types, and
static/js/stepper.js lights an element by its `data-path`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

TOKEN = re.compile(r'("(?:\\.|[^"\\\n])*"?)(\s*:)?|([{}\[\],:])')
WILD = re.compile(r"(\$\{[^}\n]*\}|[*?])")
EFFECTS = {'"Allow"': "eff-allow", '"Deny"': "eff-deny"}
DEEPEST_INDENT = 10


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
    each of them.
    """
    nested = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    pieces = list(_pieces(text))
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
    edges = {start, end}
    stretches = [(each.start, each.end) for each in pieces] + [(each.start, each.end) for each in marks]
    edges.update(edge for stretch in stretches for edge in stretch if start < edge < end)
    ordered = sorted(edges)
    html: list[str] = []
    for left, right in pairwise(ordered):
        for mark in marks:
            if max(mark.start, start) == left:
                html.append(format_html('<span class="el" data-path="{}">', mark.path))
        css = next((piece.css for piece in pieces if piece.start <= left and right <= piece.end), "")
        shown = escape(text[left:right])
        html.append(format_html('<span class="{}">{}</span>', css, shown) if css else shown)
        html.extend("</span>" for mark in marks if min(mark.end, end) == right)
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
