"""A policy document as values: statements, their elements and their conditions, each with its JSON pointer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import ConditionOperator
from iamlab.engine.syntax.json_node import JsonNode, locate, locate_key
from iamlab.engine.syntax.json_reader import read_json
from iamlab.engine.syntax.positions import Span


class Effect(StrEnum):
    """What a statement does when it applies. A request has a decision, never an effect (G4)."""

    ALLOW = "Allow"
    DENY = "Deny"


CURRENT_VERSION = "2012-10-17"
"""The only language version in which `${…}` is a variable (G20, V1)."""


def value_path(path: str, index: int, listed: bool) -> str:
    """JSON pointer of a value: inside the list, or the element itself where one bare value is written (G9)."""
    return f"{path}/{index}" if listed else path


@dataclass(frozen=True, slots=True)
class PatternElement:
    """Action, NotAction, Resource or NotResource with the patterns written in it."""

    name: str
    values: tuple[str, ...]
    listed: bool
    path: str

    @property
    def negated(self) -> bool:
        """Whether the element stands for everything that it does not list (M4, M19)."""
        return self.name.startswith("Not")

    def value_paths(self) -> Iterator[str]:
        """JSON pointers of the values, in order."""
        return (value_path(self.path, index, self.listed) for index in range(len(self.values)))


@dataclass(frozen=True, slots=True)
class PrincipalEntry:
    """One principal as written: its key (`AWS`, `Service`, …; empty for the bare `"*"`) and its value."""

    key: str
    value: str
    path: str


@dataclass(frozen=True, slots=True)
class PrincipalElement:
    """Principal or NotPrincipal with its entries in the order written."""

    name: str
    entries: tuple[PrincipalEntry, ...]
    path: str

    @property
    def negated(self) -> bool:
        """Whether the element stands for everybody whom it does not list (M47)."""
        return self.name == "NotPrincipal"


@dataclass(frozen=True, slots=True)
class ConditionClause:
    """One operator, one key and the values written for it; a Condition block is the AND of its clauses (O1)."""

    operator: ConditionOperator
    key: str
    values: tuple[str, ...]
    listed: bool
    path: str

    @property
    def lookup_key(self) -> str:
        """The key as the request context indexes it: key names have no case (G13)."""
        return self.key.lower()


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement. Elements that are not written are None."""

    index: int
    path: str
    sid: str | None
    effect: Effect
    principal: PrincipalElement | None
    action: PatternElement
    resource: PatternElement | None
    conditions: tuple[ConditionClause, ...]


@dataclass(frozen=True, eq=False)
class PolicyDocument:
    """A policy that could be read, with its name in the account and, where it was read from text, that text."""

    kind: PolicyKind
    name: str
    statements: tuple[Statement, ...]
    version: str | None = None
    policy_id: str | None = None
    arn: str | None = None
    text: str | None = field(default=None, repr=False)
    derived: dict[str, object] = field(default_factory=dict, init=False, repr=False)
    """What later stages have worked out from this document once and for all."""

    @property
    def has_variables(self) -> bool:
        """Whether `${…}` is a variable in this document (V1)."""
        return self.version == CURRENT_VERSION

    @cached_property
    def _tree(self) -> JsonNode | None:
        return read_json(self.text, max_length=None).value if self.text is not None else None

    def node(self, path: str) -> JsonNode | None:
        """The value at a JSON pointer with its place in the text; None for a document given as an object."""
        return locate(self._tree, path) if self._tree else None

    def span(self, path: str) -> Span | None:
        """Where the value at a JSON pointer stands in the text; None for a document given as an object."""
        node = self.node(path)
        return node.span if node else None

    def member_span(self, path: str) -> Span | None:
        """Like `span`, from the member's name to the end of its value: the whole `"Action": …`."""
        value, name = self.span(path), locate_key(self._tree, path) if self._tree else None
        return Span(name.start, value.end) if value and name else value
