"""A policy's text before and after a change, as the lines that differ with what changed in them marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

LINES_AROUND = 1
_DEEPEST = 10
_WORDS = {"+": "added: ", "-": "removed: "}
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\s+|.')


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `changed` where the line that it replaces, or that replaces it, does not have it."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a diff. `sign` is `+`, `-` or a space."""

    sign: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def word(self) -> str:
        """What the sign means, for those who can't see it."""
        return _WORDS.get(self.sign, "")

    @property
    def deep(self) -> int:
        """How far the line is set in, for the style sheet."""
        return min(len(self.text) - len(self.text.lstrip(" ")), _DEEPEST) // 2 * 2


def diff_lines(before: str, after: str) -> tuple[DiffLine, ...]:
    """The lines that differ, with LINES_AROUND others around them, all moved left by what they are set in alike."""
    lines = _differing(before, after)
    shared = min((len(line.text) - len(line.text.lstrip(" ")) for line in lines), default=0)
    return tuple(_moved_left(line, shared) for line in lines)


def _moved_left(line: DiffLine, columns: int) -> DiffLine:
    first, *rest = line.pieces
    return replace(line, pieces=(replace(first, text=first.text[columns:]), *rest))


def _differing(before: str, after: str) -> tuple[DiffLine, ...]:
    old, new = before.split("\n") if before else [], after.split("\n")
    lines: list[DiffLine] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            kept = old[i:j]
            head = kept[:LINES_AROUND] if lines else []
            tail = kept[-LINES_AROUND:] if m < len(new) else []
            around = kept if len(kept) <= 2 * LINES_AROUND and head and tail else [*head, *tail]
            lines += [_whole(" ", line) for line in around]
        else:
            lines += _changed(old[i:j], new[k:m])
    return tuple(lines)


def _changed(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    """Lines that gave way to others: what differs between the first of each is marked."""
    gone, come = _compared(old[0], new[0]) if old and new else ((), ())
    if gone:
        yield DiffLine("-", gone)
    yield from (_whole("-", line) for line in old[len(gone) > 0 :])
    if come:
        yield DiffLine("+", come)
    yield from (_whole("+", line) for line in new[len(come) > 0 :])


def _whole(sign: str, line: str) -> DiffLine:
    return DiffLine(sign, (Piece(line),))


def _compared(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two lines as pieces, compared by their strings and signs."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return _marked((kind, one[i:j]) for kind, i, j, _, _ in codes), _marked(
        (kind, other[k:m]) for kind, _, _, k, m in codes
    )


def _marked(parts: Iterator[tuple[str, list[str]]]) -> tuple[Piece, ...]:
    return tuple(Piece("".join(tokens), kind != "equal") for kind, tokens in parts if tokens)
