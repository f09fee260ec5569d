"""JSON values that know where in the text they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from iamlab.engine.syntax.positions import Span

JsonKind: TypeAlias = Literal["object", "array", "string", "number", "boolean", "null"]
Scalar: TypeAlias = str | int | float | bool | None

_ARRAY_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A JSON value. `value` is a tuple of `Member` for an object, a tuple of `JsonNode` for an array, else a scalar.

    `span` is None where the value did not come as text.
    """

    kind: JsonKind
    value: "tuple[Member, ...] | tuple[JsonNode, ...] | Scalar"
    span: Span | None

    @property
    def members(self) -> "tuple[Member, ...]":
        """The members of an object, as written, a repeated key as often as it stands there; none for other kinds."""
        return cast("tuple[Member, ...]", self.value) if self.kind == "object" else ()

    @property
    def items(self) -> "tuple[JsonNode, ...]":
        """The items of an array; none for other kinds."""
        return cast("tuple[JsonNode, ...]", self.value) if self.kind == "array" else ()


@dataclass(frozen=True, slots=True)
class Member:
    """A key of an object and its value."""

    key: str
    key_span: Span | None
    node: JsonNode


def to_python(node: JsonNode) -> object:
    """The dicts, lists and scalars that `json.loads` gives for the same text: of equal keys the last one counts."""
    if node.kind == "object":
        return {member.key: to_python(member.node) for member in node.members}
    if node.kind == "array":
        return [to_python(item) for item in node.items]
    return node.value


def from_python(value: object) -> JsonNode:
    """The node for a value made of dicts, lists and scalars, without spans.

    Raises TypeError for anything that JSON has no form for; a key that is not text is one of those.
    """
    match value:
        case dict():
            members = (Member(_checked_key(key), None, from_python(item)) for key, item in value.items())
            return JsonNode("object", tuple(members), None)
        case list() | tuple():
            return JsonNode("array", tuple(from_python(item) for item in value), None)
        case str():
            return JsonNode("string", value, None)
        case bool():
            return JsonNode("boolean", value, None)
        case int() | float():
            return JsonNode("number", value, None)
        case None:
            return JsonNode("null", None, None)
    raise TypeError(f"not a JSON value: {value!r}")


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


def locate_member(node: JsonNode, pointer: str) -> Member | None:
    """The key and value that the pointer leads to; None if it leads nowhere, to an array's item or to `node` itself."""
    parent, slash, token = pointer.rpartition("/")
    holder = locate(node, parent) if slash else None
    return _member(holder, token) if holder else None


def json_pointer(path: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) that takes these keys and array indices in turn."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _member(node: JsonNode, token: str) -> Member | None:
    key = token.replace("~1", "/").replace("~0", "~")
    return next((member for member in reversed(node.members) if member.key == key), None)


def _item(node: JsonNode, token: str) -> JsonNode | None:
    return node.items[int(token)] if _ARRAY_INDEX.fullmatch(token) and int(token) < len(node.items) else None


def _checked_key(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"not a JSON key: {key!r}")
