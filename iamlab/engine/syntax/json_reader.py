"""Reading JSON as a learner types it: every value with its place, every mistake with help.

What `json.loads` accepts gives the same value here, but for decimals, which are exact; what it refuses gives
diagnostics. Reading goes on after a mistake where it is clear what was meant, so that a second one shows as well.
"""

import json
import re
from dataclasses import dataclass

from iamlab.engine.syntax import json_mistakes as mistakes
from iamlab.engine.syntax.diagnostics import Diagnostic
from iamlab.engine.syntax.json_cursor import Cursor, UnreadableError
from iamlab.engine.syntax.json_node import JsonKind, JsonNode, Member, Scalar, locate, locate_key
from iamlab.engine.syntax.json_recovery import bridge_colon, bridge_comma, recover_key, recover_scalar
from iamlab.engine.syntax.json_tokens import flawed_string
from iamlab.engine.syntax.numbers import exact_number

__all__ = ["JsonNode", "JsonReading", "Member", "locate", "locate_key", "read_json"]

MAX_LENGTH = 131_072
MAX_DEPTH = 50

_STRING = re.compile(r'"(?:([^"\\\x00-\x1f]*+)"|(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+")')
_NUMBER_OR_WORD = re.compile(
    r"(?:(true|false|null)|-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][+-]?[0-9]++)?)(?![^\s,;:\[\]{}\"])"
)
# The frequent ways on: a separator with a value behind it.
_COLON = re.compile(r'[ \t\n\r]*:[ \t\n\r]*(?=["{\[0-9tfn-])')
_COMMA = re.compile(r'[ \t\n\r]*,[ \t\n\r]*(?=["{\[0-9tfn-])')
_CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class JsonReading:
    """What a text holds. Without diagnostics it is valid JSON.

    `value` is None where reading had to stop; beside diagnostics it is what the text was taken to mean.
    """

    value: JsonNode | None
    diagnostics: tuple[Diagnostic, ...]


def read_json(text: str, *, max_length: int | None = MAX_LENGTH, max_depth: int = MAX_DEPTH) -> JsonReading:
    """Reads one JSON document and never raises, whatever the text is.

    Diagnostics have the codes JSON_SYNTAX_ERROR, EMPTY_DOCUMENT, DUPLICATE_KEY (G11), DOCUMENT_TOO_LARGE (G14) and
    DOCUMENT_TOO_DEEP, at most five of them, as met in reading. `max_length=None` lifts the limit on size.
    """
    reader = _Reader(text, max_depth)
    try:
        if max_length is not None and len(text) > max_length:
            reader.stop(mistakes.too_large(len(text), max_length), max_length, len(text))
        value = reader.read_document()
    except UnreadableError:
        value = None
    return JsonReading(value, tuple(reader.diagnostics))


class _Reader(Cursor):
    """The grammar: each method reads what starts at the cursor and leaves the cursor behind it."""

    __slots__ = ("max_depth",)

    def __init__(self, text: str, max_depth: int) -> None:
        super().__init__(text)
        self.max_depth = max_depth

    def read_document(self) -> JsonNode:
        if self.text.startswith("\ufeff"):
            self.report(mistakes.BYTE_ORDER_MARK, 0, 1)
            self.at = 1
        if not self.skip():
            self.stop(mistakes.EMPTY, 0, 0)
        node = self.read_value()
        if char := self.skip():
            self.stop(mistakes.text_after_the_end(char), self.at, self.at + 1)
        return node

    def read_value(self) -> JsonNode:
        start = self.at
        char = self.char
        if char == '"':
            return self.node("string", self.read_string(), start)
        if char == "{":
            self.open()
            return self.node("object", self.read_members(), start)
        if char == "[":
            self.open()
            return self.node("array", self.read_items(), start)
        return self.read_scalar()

    def node(self, kind: JsonKind, value: "tuple[Member, ...] | tuple[JsonNode, ...] | Scalar", start: int) -> JsonNode:
        return JsonNode(kind, value, start, self.at, self.lines)

    def open(self) -> None:
        if len(self.openers) >= self.max_depth:
            self.stop(mistakes.too_deep(self.max_depth), self.at, self.at + 1)
        self.openers.append(self.at)
        self.at += 1

    def close(self) -> None:
        self.openers.pop()
        self.at += 1

    def read_items(self) -> tuple[JsonNode, ...]:
        items: list[JsonNode] = []
        char = self.skip()
        while char != "]":
            self.path.append(len(items))
            if char == ",":
                self.report(mistakes.EXTRA_COMMA, self.at, self.at + 1)
            else:
                items.append(self.read_value())
            self.path.pop()
            char = self.separate("]")
        self.close()
        return tuple(items)

    def read_members(self) -> tuple[Member, ...]:
        members: list[Member] = []
        first_with: dict[str, Member] = {}
        char = self.skip()
        while char != "}":
            member = self.read_member(char, first_with)
            if member is not None:
                members.append(member)
                first_with.setdefault(member.key, member)
            char = self.separate("}")
        self.close()
        return tuple(members)

    def read_member(self, char: str, earlier: dict[str, Member]) -> Member | None:
        start = self.at
        key = self.read_string() if char == '"' else recover_key(self)
        if key is None:
            return None
        end = self.at
        colon = _COLON.match(self.text, end)
        if colon:
            self.at = colon.end()
        elif not self.read_colon(key, start):
            return None
        self.path.append(key)
        if key in earlier:
            self.report(mistakes.duplicate_key(key), start, end, earlier[key].key_span)
        node = self.read_value()
        self.path.pop()
        return Member(key, start, end, node)

    def read_colon(self, key: str, key_start: int) -> bool:
        """Moves past the colon after the key that ends here; returns whether a value follows."""
        key_end = self.at
        if self.skip() == ":":
            self.at += 1
        elif not bridge_colon(self, key, key_start, key_end):
            return False
        place = self.at
        if self.skip() not in (",", "}"):
            return True
        self.report(mistakes.MISSING_VALUE, place, place)
        return False

    def read_string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            return self.accept(flawed_string(self.text, self.at))
        self.at = match.end()
        plain: str | None = match[1]
        if plain is not None:
            return plain
        unescaped: str = json.loads(match[0])
        return unescaped

    def read_scalar(self) -> JsonNode:
        start = self.at
        match = _NUMBER_OR_WORD.match(self.text, start)
        if match is None:
            value = recover_scalar(self)
            return self.node(_kind_of(value), value, start)
        self.at = match.end()
        written, constant, fraction, exponent = match[0], match[1], match[2], match[3]
        if constant:
            return self.node("null" if constant == "null" else "boolean", _CONSTANTS[constant], start)
        try:
            number = exact_number(written) if fraction or exponent else int(written)
        except ValueError:
            # Python refuses to read integers of several thousand digits, and so does json.loads.
            self.stop(mistakes.TOO_MANY_DIGITS, start, self.at)
        return self.node("number", number, start)

    def separate(self, closer: str) -> str:
        """Moves past the comma after an item; returns the first character of the next item, or `closer`."""
        item_end = self.at
        between = _COMMA.match(self.text, item_end)
        if between:
            self.at = between.end()
            return self.char
        char = self.skip()
        if char == closer:
            return char
        if char != ",":
            return bridge_comma(self, item_end, closer)
        comma = self.at
        self.at += 1
        following = self.skip()
        if following == closer:
            self.report(mistakes.TRAILING_COMMA, comma, comma + 1)
        return following


def _kind_of(value: Scalar) -> JsonKind:
    if isinstance(value, str):
        return "string"
    return "boolean" if isinstance(value, bool) else "null"
