"""Patterns with `*` and `?`, as policies write them (M2, M10).

`*` stands for any characters, also none, and `?` for exactly one; everything else stands for itself, and the pattern
must cover the whole text. Frequent shapes use Python's own string methods. The rest keep a set of positions in the
pattern, one bit each, and move it through the text once: nothing backtracks, so no pattern is slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from iamlab.engine.remembering import remembered


class Wildcard(Enum):
    """The two characters that have a meaning of their own."""

    ANY_RUN = "*"
    ANY_ONE = "?"


ANY_RUN = Wildcard.ANY_RUN
ANY_ONE = Wildcard.ANY_ONE

_WILDCARDS = {wildcard.value: wildcard for wildcard in Wildcard}
_AT_WILDCARDS = re.compile(r"([*?])")

Token: TypeAlias = str | Wildcard
"""Literal text, in which `*` and `?` stand for themselves, or a wildcard."""


@dataclass(frozen=True, slots=True)
class Glob:
    """A compiled pattern. `matches(text)` says whether it covers the whole text.

    `tokens` never hold an empty literal, two literals in a row or two `ANY_RUN` in a row: build one with
    `compile_glob` or `compile_parts`.
    """

    tokens: tuple[Token, ...]
    ignore_case: bool = False
    matches: Callable[[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matches", _matcher(self))

    def __str__(self) -> str:
        return "".join(token if isinstance(token, str) else token.value for token in self.tokens)


@remembered(8192)
def compile_glob(pattern: str, *, ignore_case: bool = False) -> Glob:
    """The glob that `pattern` writes. Upper and lower case differ unless `ignore_case` (M1, M10)."""
    return compile_parts(split_wildcards(pattern), ignore_case=ignore_case)


def compile_parts(parts: Iterable[Token], *, ignore_case: bool = False) -> Glob:
    """The glob made of `parts`, whose strings are literal text.

    For patterns in which a `*` or `?` came from a policy variable and has no wildcard meaning (V7, V8).
    """
    tokens: list[Token] = []
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            literal = part.lower() if ignore_case else part
            if tokens and isinstance(tokens[-1], str):
                tokens[-1] += literal
                continue
            tokens.append(literal)
        elif part is ANY_ONE or not tokens or tokens[-1] is not ANY_RUN:
            tokens.append(part)
    return Glob(tuple(tokens), ignore_case)


def split_wildcards(pattern: str) -> Iterator[Token]:
    """The parts of a pattern as written: every `*` and `?` in it is a wildcard."""
    return (_WILDCARDS.get(part, part) for part in _AT_WILDCARDS.split(pattern) if part)


def nearest_failure(glob: Glob, text: str) -> int:
    """How many characters at the start of `text` the pattern could still have matched.

    The length of `text` if all of it can begin a match. Ranks near misses: the greater, the nearer.
    """
    automaton = Automaton.of(glob)
    state = automaton.start
    for consumed, char in enumerate(text.lower() if glob.ignore_case else text):
        state = automaton.step(state, char)
        if not state:
            return consumed
    return len(text)


@dataclass(frozen=True, slots=True)
class Automaton:
    """A glob as a machine that reads a text one character at a time.

    `symbols` are the pattern's characters with the runs taken out; bit i of a state says that the first i of them may
    just have been read. A run is a position where the machine may also stay: `loops` holds those bits. `moves` maps a
    character to the positions that it leads to, `others` are the positions that every character leads to.
    """

    symbols: tuple[Token, ...]
    loops: int
    moves: dict[str, int]
    others: int

    @classmethod
    def of(cls, glob: Glob) -> "Automaton":
        """The machine for `glob`. Of a glob that ignores case it reads lower-case text."""
        symbols: list[Token] = []
        loops = 0
        for token in glob.tokens:
            if isinstance(token, str):
                symbols.extend(token)
            elif token is ANY_ONE:
                symbols.append(token)
            else:
                loops |= 1 << len(symbols)
        others = sum(1 << index for index, symbol in enumerate(symbols, 1) if symbol is ANY_ONE)
        moves = {symbol: others for symbol in symbols if isinstance(symbol, str)}
        for index, symbol in enumerate(symbols, 1):
            if isinstance(symbol, str):
                moves[symbol] |= 1 << index
        return cls(tuple(symbols), loops, moves, others)

    @property
    def start(self) -> int:
        """The state before the first character."""
        return 1

    def step(self, state: int, char: str) -> int:
        """The state after reading `char`; 0 when no text that goes on from here can match."""
        return ((state << 1) & self.moves.get(char, self.others)) | (state & self.loops)

    def accepts(self, state: int) -> bool:
        """Whether what was read up to `state` matches the whole pattern."""
        return bool(state >> len(self.symbols) & 1)


def _matcher(glob: Glob) -> Callable[[str], bool]:
    match = _by_positions(glob) if ANY_ONE in glob.tokens else _by_literals(glob.tokens)
    return (lambda text: match(text.lower())) if glob.ignore_case else match


def _by_literals(tokens: tuple[Token, ...]) -> Callable[[str], bool]:
    match tokens:
        case ():
            return lambda text: not text
        case (Wildcard.ANY_RUN,):
            return lambda text: True
        case (str(literal),):
            return lambda text: text == literal
        case (str(prefix), Wildcard.ANY_RUN):
            return lambda text: text.startswith(prefix)
        case (Wildcard.ANY_RUN, str(suffix)):
            return lambda text: text.endswith(suffix)
    return _by_literals_in_order([token if isinstance(token, str) else "" for token in tokens])


def _by_literals_in_order(literals: list[str]) -> Callable[[str], bool]:
    prefix, *middle, suffix = literals

    def matches(text: str) -> bool:
        place = len(prefix)
        end = len(text) - len(suffix)
        if place > end or not text.startswith(prefix) or not text.endswith(suffix):
            return False
        for literal in middle:
            found = text.find(literal, place, end)
            if found < 0:
                return False
            place = found + len(literal)
        return True

    return matches


def _by_positions(glob: Glob) -> Callable[[str], bool]:
    first = glob.tokens[0]
    prefix = first if isinstance(first, str) else ""
    automaton: Automaton | None = None

    def matches(text: str) -> bool:
        nonlocal automaton
        if not text.startswith(prefix):
            return False
        # Built when first needed: most patterns of a policy fail on their prefix.
        automaton = automaton or Automaton.of(glob)
        state = automaton.start
        for char in text:
            state = automaton.step(state, char)
            if not state:
                return False
        return automaton.accepts(state)

    return matches
