"""Policy variables: where they may stand and how they are written (V1 to V7)."""

import re
from collections.abc import Iterator

from iamlab.engine.policy.documents import CURRENT_VERSION, PolicyDocument, Statement, value_path
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.operators import Family
from iamlab.engine.request.keys import MULTIVALUED
from iamlab.engine.syntax.diagnostics import in_backticks

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_TAKES_VARIABLES = (Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE, Family.ARN)
_SHAPE = "Write `${key}`, or `${key, 'default'}`."

Place = tuple[str, str]
"""A JSON pointer and the text that stands there."""


def check_variables(statement: Statement, document: PolicyDocument) -> Iterator[Remark]:
    """Every `${…}` of one statement."""
    for path, text in _elements_without(statement):
        if "${" in text:
            message = f"{in_backticks(text)} has a variable where none is replaced"
            help = "Use variables in `Resource` and in the values of conditions only."
            yield Remark("VARIABLE_UNSUPPORTED_IN_ELEMENT", path, message, help)
    for path, text in _values_without(statement):
        if "${" in text:
            message = f"{in_backticks(text)} has a variable, which this operator does not replace"
            help = "Use a String or ARN operator, or write the value itself."
            yield Remark("INVALID_VARIABLE_FOR_OPERATOR", path, message, help)
    for path, text in _values_with(statement):
        for inside in _variables(text):
            yield from _written(inside, path, document)


def _elements_without(statement: Statement) -> Iterator[Place]:
    yield from zip(statement.action.value_paths(), statement.action.values, strict=True)
    if statement.principal:
        yield from ((entry.path, entry.value) for entry in statement.principal.entries)
    yield from ((clause.path, clause.key) for clause in statement.conditions)


def _values(statement: Statement, replaced: bool) -> Iterator[Place]:
    for clause in statement.conditions:
        if (clause.operator.family in _TAKES_VARIABLES) is replaced:
            for index, value in enumerate(clause.values):
                yield value_path(clause.path, index, clause.listed), value


def _values_without(statement: Statement) -> Iterator[Place]:
    return _values(statement, replaced=False)


def _values_with(statement: Statement) -> Iterator[Place]:
    if statement.resource:
        yield from zip(statement.resource.value_paths(), statement.resource.values, strict=True)
    yield from _values(statement, replaced=True)


def _variables(text: str) -> Iterator[str | None]:
    """What stands inside each `${…}`; None, once, where a brace is never closed."""
    last = text.rfind("}") + 1
    yield from (variable.group(1) for variable in _VARIABLE.finditer(text, 0, last))
    if "${" in text[last:]:
        yield None


def _written(inside: str | None, path: str, document: PolicyDocument) -> Iterator[Remark]:
    if inside is None:
        yield Remark("MISSING_BRACE_IN_VARIABLE", path, "a variable has no closing brace", _SHAPE)
        return
    shown = in_backticks(f"${{{inside}}}")
    key, comma, default = inside.partition(",")
    if not document.has_variables:
        help = f'Write `"Version": "{CURRENT_VERSION}"` at the top of the policy.'
        message = f"{shown} is plain text in this version of the policy language"
        yield Remark("VARIABLE_UNSUPPORTED_IN_VERSION", path, message, help)
    elif not key.strip():
        yield Remark("EMPTY_VARIABLE", path, f"{shown} names no key", _SHAPE)
    elif key != key.strip() or " " in key:
        help = "Remove it: spaces may stand inside the default only."
        yield Remark("UNSUPPORTED_SPACE_IN_VARIABLE", path, f"{shown} has a space", help)
    elif comma and not re.fullmatch(r"\s*'[^']*'", default):
        message = f"the default in {shown} is not in single quotes"
        yield Remark("MISSING_QUOTE_IN_VARIABLE", path, message, _SHAPE)
    elif key.lower() in MULTIVALUED:
        help = "Use a key with one value: of several values none can be put in the place of the variable."
        yield Remark("MULTIVALUED_KEY_IN_VARIABLE", path, f"`{key}` can have several values", help)
