"""The policy that is checked, and what checks ask about its statements."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine.patterns import compile_glob
from iamlab.engine.policy.documents import ConditionClause, PatternElement, PolicyDocument, Statement, value_path
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.json_node import JsonNode

STRINGS = (Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE)


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy that could be read, and the tree of its text. `account` is whose policy it is; "" if nobody knows."""

    document: PolicyDocument
    tree: JsonNode
    account: str = ""

    @property
    def kind(self) -> PolicyKind:
        """Where the policy is attached."""
        return self.document.kind


def has_wildcard(text: str) -> bool:
    """Whether a pattern has a wildcard; `${*}` and `${?}` are the characters themselves (V7)."""
    if "${" in text:
        text = text.replace("${*}", "").replace("${?}", "")
    return "*" in text or "?" in text


def places(element: PatternElement) -> Iterator[tuple[str, str]]:
    """JSON pointer and text of each value of an element."""
    return zip(element.value_paths(), element.values, strict=True)


def value_places(clause: ConditionClause) -> Iterator[tuple[str, str]]:
    """JSON pointer and text of each value of a condition."""
    for index, value in enumerate(clause.values):
        yield value_path(clause.path, index, clause.listed), value


def lists_action(element: PatternElement, action: str) -> bool:
    """Whether a pattern of Action or NotAction covers an action such as `iam:PassRole`."""
    return any(compile_glob(value, ignore_case=True).matches(action) for value in element.values)


def reaches_action(statement: Statement, action: str) -> bool:
    """Whether a statement is about an action, as far as Action or NotAction say (M4)."""
    return lists_action(statement.action, action) is not statement.action.negated


def services_of(statement: Statement) -> frozenset[str]:
    """The service prefixes that Action names; empty for NotAction, and where `*` names all."""
    values = () if statement.action.negated else statement.action.values
    prefixes = {value.partition(":")[0].lower() for value in values}
    return frozenset() if any(has_wildcard(prefix) for prefix in prefixes) else frozenset(prefixes)


def clauses_on(statement: Statement, *keys: str) -> Iterator[ConditionClause]:
    """The conditions on keys, given in lower case; a key that ends with `/` stands for all tags."""
    for clause in statement.conditions:
        if any(clause.lookup_key == key or (key[-1] == "/" and clause.lookup_key.startswith(key)) for key in keys):
            yield clause


def has_key(statement: Statement, *keys: str) -> bool:
    """Whether a statement has a condition on one of the keys, given in lower case."""
    return next(clauses_on(statement, *keys), None) is not None
