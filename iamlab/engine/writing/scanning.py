"""Where a place stands in a policy that is still being written: half a JSON text, most of the time.

Reading (`syntax`) says what is wrong with a text; this says what somebody is about to write at a place of it, whatever
is wrong elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from iamlab.engine.syntax.json_reader import MAX_DEPTH, read_json

_TOKEN = re.compile(r'"(?:\\[^\n]|[^"\\\n])*"?|[{}\[\],:]|[^\s"{}\[\],:]+')

Path = tuple[str | int, ...]
"""Keys and indices from the document down."""


@dataclass(frozen=True, slots=True)
class Word:
    """A string of the text between the offsets `start` and `end`, its quotes left out.

    `path` leads to the value; that of a key leads to the object that the key stands in. `closed` tells whether its
    second quote is there, `holder` where its object or list begins.
    """

    path: Path
    is_key: bool
    start: int
    end: int
    text: str
    closed: bool
    holder: int


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at a place: the path, whether a key belongs there, and the stretch that a completion replaces.

    `typed` is what stands from `start` up to the place itself. Outside a string `start` is `end`, and `quoted` is
    False: a completion brings its own quotes.
    """

    path: Path
    is_key: bool
    start: int
    end: int
    typed: str
    quoted: bool
    holder: int = -1


@dataclass(slots=True)
class _Frame:
    """An object or a list that is open at some point of the text."""

    is_object: bool
    path: Path
    start: int
    key: str | None = None
    index: int = 0
    awaits_value: bool = False

    @property
    def is_at_key(self) -> bool:
        return self.is_object and not self.awaits_value

    @property
    def inner(self) -> Path:
        """The path of the value that stands, or would stand, at this point."""
        if not self.is_object:
            return (*self.path, self.index)
        return (*self.path, self.key or "") if self.awaits_value else self.path


def words_of(text: str) -> tuple[Word, ...]:
    """All strings of a text, in order, as far as it nests no deeper than JSON is read."""
    return tuple(word for _, word, _ in _walk(text) if word is not None)


def place_at(text: str, caret: int) -> Place | None:
    """What stands at the offset `caret`, 0 to the length of the text; None outside the document's braces."""
    place = None
    for end, word, open_place in _walk(text):
        if word and word.start <= caret <= word.end:
            return Place(word.path, word.is_key, word.start, word.end, text[word.start : caret], True, word.holder)
        if end > caret:
            break
        place = open_place
    return replace(place, start=caret, end=caret) if place else None


def _walk(text: str) -> Iterator[tuple[int, Word | None, Place | None]]:
    """Each mark's end, its word if it is one, and what could stand after it."""
    frames: list[_Frame] = []
    for found in _TOKEN.finditer(text):
        mark, top = found[0], frames[-1] if frames else None
        word = None
        if mark in ("{", "["):
            if len(frames) == MAX_DEPTH:
                return
            frames.append(_Frame(mark == "{", top.inner if top else (), found.start()))
        elif mark in ("}", "]"):
            del frames[-1:]
        elif top and mark == ",":
            top.index += 1
            top.awaits_value = False
        elif top and mark == ":":
            top.awaits_value = top.is_object
        elif top and mark.startswith('"'):
            word = _word(found, mark, top)
            top.key = word.text if word.is_key else top.key
        yield found.end(), word, _open_place(frames)


def _open_place(frames: list[_Frame]) -> Place | None:
    if not frames:
        return None
    top = frames[-1]
    return Place(top.inner, top.is_at_key, 0, 0, "", False, top.start)


def _word(found: re.Match[str], mark: str, top: _Frame) -> Word:
    closed = len(mark) > 1 and mark.endswith('"')
    inner = mark[1 : -1 if closed else None]
    start = found.start() + 1
    return Word(top.inner, top.is_at_key, start, start + len(inner), _unescaped(inner), closed, top.start)


def _unescaped(inner: str) -> str:
    value = read_json(f'"{inner}"').value if "\\" in inner else None
    return value.value if value and isinstance(value.value, str) else inner
