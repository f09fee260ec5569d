"""A place in a JSON text that moves forward, and the mistakes seen on the way."""

import re
from typing import NoReturn

from iamlab.engine.syntax import json_mistakes as mistakes
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.json_mistakes import Mistake
from iamlab.engine.syntax.json_node import json_pointer
from iamlab.engine.syntax.json_tokens import Token, Value
from iamlab.engine.syntax.positions import LineIndex, Span

MAX_DIAGNOSTICS = 5

_SPACE = re.compile(r"[ \t\n\r]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/|#[^\r\n]*", re.DOTALL)
_USUAL = frozenset('"{}[]:,0123456789-tfn') | {""}


class UnreadableError(Exception):
    """Reading cannot go on; the reason is in the diagnostics."""


class Cursor:
    """The place `at` in `text`. `openers` are the offsets of the brackets open there, `path` the keys and indices."""

    __slots__ = ("at", "diagnostics", "lines", "openers", "path", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines = LineIndex(text)
        self.openers: list[int] = []
        self.path: list[str | int] = []
        self.diagnostics: list[Diagnostic] = []

    @property
    def char(self) -> str:
        """The character at the cursor, "" at the end of the text."""
        return self.text[self.at : self.at + 1]

    def skip(self) -> str:
        """Moves to the next character that is not white space and returns it, or "" at the end of the text."""
        at = self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        char = self.text[at : at + 1]
        return char if char in _USUAL else self._skip_unusual(char)

    def accept(self, token: Token[Value]) -> Value:
        """Moves past the token and reports what is wrong with it; returns what was meant."""
        for flaw in token.flaws:
            self.report(flaw.mistake, flaw.start, flaw.end)
        self.at = token.end
        return token.value

    def give_up(self, expected: str) -> NoReturn:
        """Stops at a character for which no meaning can be guessed; `expected` names what could stand there."""
        char = self.char
        opener = self.openers[-1]
        opener_span = self.lines.span(opener, opener + 1)
        line = opener_span.start.line
        if not char:
            end = len(self.text.rstrip())
            self.stop(mistakes.unclosed(self.text[opener], line), end, end, opener_span)
        if char in "}]":
            self.stop(mistakes.wrong_closer(self.text[opener], line, char), self.at, self.at + 1, opener_span)
        self.stop(mistakes.unexpected(char, expected), self.at, self.at + 1)

    def stop(self, mistake: Mistake, start: int, end: int, *related: Span) -> NoReturn:
        """Reports the mistake and ends the reading."""
        self.report(mistake, start, end, *related)
        raise UnreadableError

    def report(self, mistake: Mistake, start: int, end: int, *related: Span) -> None:
        """Adds a diagnostic for the text from `start` to `end`; `related` are other places that matter.

        Of two mistakes at one place the first is reported. After the fifth, reading stops.
        """
        span = self.lines.span(start, end)
        if any(diagnostic.span == span for diagnostic in self.diagnostics):
            return
        pointer = json_pointer(self.path)
        self.diagnostics.append(
            Diagnostic(mistake.code, FindingType.ERROR, mistake.message, mistake.help, span, pointer, related)
        )
        if len(self.diagnostics) >= MAX_DIAGNOSTICS:
            raise UnreadableError

    def _skip_unusual(self, char: str) -> str:
        comment = _COMMENT.match(self.text, self.at)
        if comment:
            self.report(mistakes.COMMENT, self.at, comment.end())
            self.at = comment.end()
            return self.skip()
        if char.isprintable():
            return char
        start = self.at
        while self.text[self.at : self.at + 1] == char:
            self.at += 1
        self.report(mistakes.invisible_character(char), start, self.at)
        return self.skip()
