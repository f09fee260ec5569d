"""JSON values that know where in the text they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias, cast

from iamlab.engine.syntax.positions import LineIndex, Span

JsonKind: TypeAlias = Literal["object", "array", "string", "number", "boolean", "null"]
Scalar: TypeAlias = str | int | Decimal | bool | None

_ARRAY_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A JSON value. `value` is a tuple of `Member` for an object, a tuple of `JsonNode` for an array, else a scalar.

    It stands at the offsets `start` to `end` of the text that `lines` counts. Lines and columns are worked out when
    asked for: most nodes of a policy are never shown.
    """

    kind: JsonKind
    value: "tuple[Member, ...] | tuple[JsonNode, ...] | Scalar"
    start: int
    end: int
    lines: LineIndex = field(repr=False, compare=False)
    _by_key: "dict[str, Member] | None" = field(default=None, init=False, repr=False, compare=False)

    @property
    def span(self) -> Span:
        """Where the value stands, brackets and quotes included."""
        return self.lines.span(self.start, self.end)

    @property
    def members(self) -> "tuple[Member, ...]":
        """The members of an object, as written, a repeated key as often as it stands there; none for other kinds."""
        return cast("tuple[Member, ...]", self.value) if self.kind == "object" else ()

    @property
    def items(self) -> "tuple[JsonNode, ...]":
        """The items of an array; none for other kinds."""
        return cast("tuple[JsonNode, ...]", self.value) if self.kind == "array" else ()

    def member(self, key: str) -> "Member | None":
        """The member with a key, of equal keys the last one; None if there is none."""
        if self._by_key is None:
            # Kept with the node: a search through the members for each of thousands of keys would be slow.
            object.__setattr__(self, "_by_key", {member.key: member for member in self.members})
        return self._by_key.get(key) if self._by_key else None

    def to_python(self) -> object:
        """The dicts, lists and scalars that `json.loads` gives for the same text, but for decimals, which are exact. Of
        equal keys the last one counts.
        """
        if self.kind == "object":
            return {member.key: member.node.to_python() for member in self.members}
        if self.kind == "array":
            return [item.to_python() for item in self.items]
        return self.value


@dataclass(frozen=True, slots=True)
class Member:
    """A key of an object, at the offsets `key_start` to `key_end`, and its value."""

    key: str
    key_start: int
    key_end: int
    node: JsonNode

    @property
    def key_span(self) -> Span:
        """Where the key stands, its quotes included."""
        return self.node.lines.span(self.key_start, self.key_end)


def locate(node: JsonNode, pointer: str) -> JsonNode | None:
    """What the JSON pointer (RFC 6901) leads to, or None if it leads nowhere.

    The empty pointer is `node` itself. Of equal keys the last one counts.
    """
    first, *tokens = pointer.split("/")
    found: JsonNode | None = None if first else node
    for token in tokens:
        if found is None:
            return None
        member = _member(found, token)
        found = member.node if member else _item(found, token)
    return found


def locate_key(node: JsonNode, pointer: str) -> Span | None:
    """Where the key stands that the pointer ends with; None if it leads nowhere, to an array's item or to `node`."""
    parent, slash, token = pointer.rpartition("/")
    holder = locate(node, parent) if slash else None
    member = _member(holder, token) if holder else None
    return member.key_span if member else None


def json_pointer(path: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) that takes these keys and array indices in turn."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _member(node: JsonNode, token: str) -> Member | None:
    return node.member(token.replace("~1", "/").replace("~0", "~"))


def _item(node: JsonNode, token: str) -> JsonNode | None:
    return node.items[int(token)] if _ARRAY_INDEX.fullmatch(token) and int(token) < len(node.items) else None
