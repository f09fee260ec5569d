"""Texts, words and numbers that JSON does not allow, read as they were meant."""

import json
import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from iamlab.engine.syntax import json_mistakes as mistakes
from iamlab.engine.syntax.json_mistakes import Mistake
from iamlab.engine.syntax.json_node import Scalar

_PIECE = re.compile(
    r'(?P<plain>[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))|(?P<bad>\\u|\\[^\x00-\x1f]|[\x00-\x1f])'
)
_LINE_BREAKS = "\r\n"
_CLOSERS = {
    "'": "'",
    "`": "`",
    "´": "´`'",
    "«": "»",
    **dict.fromkeys("“”„‟", '“”„‟"'),
    **dict.fromkeys("‘’‚‛", "‘’‚‛'"),
}
QUOTES = frozenset(_CLOSERS)
"""Characters that people use for quoting and JSON does not."""

TYPOGRAPHIC_QUOTE = re.compile("[“”„‟]")
_WORD = re.compile(r"""[^\s,;\[\]{}"'“”„‟‘’‚‛«»]+""")
_KEY = re.compile(r"[\w.$@/*-]+(?::[\w.$@/*-]+)*(?=\s*[:=])|[\w.$@/*-]+")
_NUMBER_LIKE = re.compile(r"[+-]?\.?[0-9].*")
_CONSTANTS = {"true": "true", "false": "false", "null": "null", "none": "null", "nil": "null", "undefined": "null"}
_NOT_NUMBERS = frozenset({"nan", "inf", "infinity"})


Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake at its place, from offset `start` up to `end`."""

    mistake: Mistake
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token(Generic[Value]):
    """What was meant, where it ends, and what is wrong with it."""

    value: Value
    end: int
    flaws: tuple[Flaw, ...]


def flawed_string(text: str, start: int) -> Token[str]:
    """The string that opens at `start`, of which json.loads would complain.

    One that is still open at the end of its line ends there, without a last comma.
    """
    pieces: list[str] = []
    flaws: list[Flaw] = []
    at = start + 1
    while (piece := _PIECE.match(text, at)) and piece[0] not in _LINE_BREAKS:
        at = piece.end()
        if piece["plain"]:
            pieces.append(piece[0])
        else:
            pieces.append(json.dumps(piece[0])[1:-1])
            flaws.append(Flaw(_bad_piece(piece[0]), piece.start(), at))
    if text[at : at + 1] == '"':
        return Token(json.loads(f'"{"".join(pieces)}"'), at + 1, tuple(flaws))
    return _string_without_end(text, start, at)


def _bad_piece(piece: str) -> Mistake:
    if piece == "\\u":
        return mistakes.BAD_UNICODE_ESCAPE
    return mistakes.bad_escape(piece) if piece[0] == "\\" else mistakes.control_character(piece)


def _string_without_end(text: str, start: int, line_end: int) -> Token[str]:
    content = text[start + 1 : line_end]
    if curly := TYPOGRAPHIC_QUOTE.search(content):
        at = start + 1 + curly.start()
        return Token(content[: curly.start()], at + 1, (Flaw(mistakes.typographic_quote(curly[0]), at, at + 1),))
    kept = content.rstrip(" \t,")
    end = start + 1 + len(kept)
    return Token(kept, end, (Flaw(mistakes.NOT_CLOSED_ON_ITS_LINE, start, end),))


def flawed_scalar(text: str, start: int) -> Token[Scalar] | None:
    """The word, number or misquoted text at `start`, or None if nothing of that kind stands there."""
    if text[start] in _CLOSERS:
        return _misquoted(text, start)
    word = _WORD.match(text, start)
    if word is None or not (word[0][0].isalnum() or word[0][0] in "+-._$*"):
        return None
    value, mistake = _meant(word[0])
    return Token(value, word.end(), (Flaw(mistake, start, word.end()),))


def flawed_key(text: str, start: int) -> Token[str] | None:
    """The key without quotes, or in others than double quotes, at `start`; None if there is none."""
    if text[start] in _CLOSERS:
        return _misquoted(text, start)
    word = _KEY.match(text, start)
    return word and Token(word[0], word.end(), (Flaw(mistakes.unquoted(word[0]), start, word.end()),))


def _misquoted(text: str, start: int) -> Token[str] | None:
    closing = re.compile(f"[{_CLOSERS[text[start]]}\r\n]").search(text, start + 1)
    if closing is None or closing[0] in _LINE_BREAKS:
        return None
    meant = text[start + 1 : closing.start()]
    flaw = Flaw(mistakes.misquoted(text[start : closing.end()], meant), start, closing.end())
    return Token(meant, closing.end(), (flaw,))


def _meant(word: str) -> tuple[Scalar, Mistake]:
    constant = _CONSTANTS.get(word.lower())
    if constant:
        return json.loads(constant), mistakes.misspelt_constant(word, constant)
    if word.lower().lstrip("+-") in _NOT_NUMBERS:
        return None, mistakes.not_a_number(word)
    if _NUMBER_LIKE.fullmatch(word):
        return word, mistakes.malformed_number(word)
    return word, mistakes.unquoted(word)
