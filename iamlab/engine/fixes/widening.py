"""Changes that let a statement, or a new one, allow what was asked."""

from collections.abc import Iterator
from dataclasses import replace

from iamlab.engine.fixes.editing import (
    TextEdit,
    add_item,
    add_member,
    add_value,
    first_member,
    new_policy,
    remove_item,
    replace_member,
)
from iamlab.engine.fixes.model import ChangeKind, PolicyChange
from iamlab.engine.fixes.values import principal_entry, statement_for, values_to_add
from iamlab.engine.policy.documents import (
    CURRENT_VERSION,
    ConditionClause,
    PatternElement,
    PolicyDocument,
    PrincipalElement,
    Statement,
)
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.request.request import Request
from iamlab.engine.syntax.json_node import JsonNode
from iamlab.engine.trace import GateKind, StatementTrace

MOST_ELEMENTS = 2
"""A statement that fails in more elements, or in both its action and its resource, is about something else: a new one
is the smaller change.
"""

_OF_MANY = ("aws:principalorg", "aws:principalaccount")
"""How the keys begin that a whole account or organization shares: to except one of them excepts everybody in it."""

Piece = tuple[str, tuple[TextEdit, ...], tuple[str, ...]]
"""An element's name, the edits that change it, and the values they add."""


def widened(
    document: PolicyDocument, trace: StatementTrace, gate: GateKind, level: str, request: Request
) -> PolicyChange | None:
    """The change of an Allow statement with which it applies to the request, if that takes few added values."""
    statement = document.statements[trace.index]
    failing = [element.kind.value for element in trace.elements if not element.matches]
    clauses = [
        clause for clause, traced in zip(statement.conditions, trace.conditions, strict=True) if not traced.holds
    ]
    about_something_else = {"action", "resource"} <= {*failing}
    if document.text is None or about_something_else or not 0 < len(failing) + len(clauses) <= MOST_ELEMENTS:
        return None
    pieces = [_element_piece(document, statement, kind, request) for kind in failing]
    pieces += [None if each.operator.negated else _values_piece(document, each, request) for each in clauses]
    found = [piece for piece in pieces if piece is not None]
    if len(found) < len(pieces):
        return None
    change = _change(ChangeKind.WIDEN, document, statement, gate, level, found)
    return replace(change, broad=_is_broad(trace, change))


def _is_broad(trace: StatementTrace, change: PolicyChange) -> bool:
    """Whether the other element takes everything, so that an action or a resource more opens far more than asked."""
    other = {"Action": "Resource", "Resource": "Action"}
    wide = {other[name] for name in change.elements if name in other}
    return any(
        pattern.matches and (pattern.text == "*" or pattern.text.endswith(":*")) and element.asked != "*"
        for element in trace.elements
        if element.name in wide
        for pattern in element.patterns
    )


def excepted(
    document: PolicyDocument, trace: StatementTrace, gate: GateKind, level: str, request: Request
) -> Iterator[PolicyChange]:
    """Changes of a Deny statement with which it no longer applies to the request, the narrowest first."""
    statement, text = document.statements[trace.index], document.text
    node = document.node(statement.path)
    if text is None or node is None:
        return
    for piece in _exceptions(document, statement, node, gate, request):
        yield _change(ChangeKind.EXCEPTION, document, statement, gate, level, [piece])
    holder = document.node("/Statement")
    if holder and len(holder.items) > 1:
        piece = ("Statement", (remove_item(holder, statement.index),), ())
        yield _change(ChangeKind.REMOVE_STATEMENT, document, statement, gate, level, [piece])


def with_version(document: PolicyDocument, gate: GateKind, level: str) -> PolicyChange | None:
    """The change of a policy whose variables are plain text, since it is written in the old language (V1, G20)."""
    text, root, version = document.text, document.node(""), document.node("/Version")
    if text is None or root is None or document.has_variables or "${" not in text:
        return None
    if version:
        edit = TextEdit(version.start, version.end, f'"{CURRENT_VERSION}"')
    else:
        edit = first_member(text, root, "Version", CURRENT_VERSION)
    return PolicyChange(
        gate, ChangeKind.VERSION, document.kind, document, (edit,), level=level, elements=("Version",),
        values=(CURRENT_VERSION,),
    )  # fmt: skip


def with_statement(
    document: PolicyDocument, gate: GateKind, level: str, request: Request, principal: tuple[str, str] | None = None
) -> PolicyChange | None:
    """The change of a policy that adds a statement for exactly this request."""
    statement, node = statement_for(request, document.kind, principal), document.node("/Statement")
    if statement is None or node is None or document.text is None:
        return None
    edit = add_item(document.text, node, statement)
    return PolicyChange(
        gate, ChangeKind.NEW_STATEMENT, document.kind, document, (edit,), level=level,
        values=_values_of(request, principal),
    )  # fmt: skip


def fresh_policy(
    kind: PolicyKind, gate: GateKind, level: str, request: Request, principal: tuple[str, str] | None = None
) -> PolicyChange | None:
    """A new policy with one statement, for exactly this request."""
    statement = statement_for(request, kind, principal)
    if statement is None:
        return None
    return PolicyChange(
        gate, ChangeKind.NEW_POLICY, kind, None, text=new_policy(statement), level=level,
        values=_values_of(request, principal),
    )  # fmt: skip


def _values_of(request: Request, principal: tuple[str, str] | None) -> tuple[str, ...]:
    return (request.action, request.resource, *(principal[1:] if principal else ()))


def _change(
    kind: ChangeKind,
    document: PolicyDocument,
    statement: Statement,
    gate: GateKind,
    level: str,
    pieces: list[Piece],
) -> PolicyChange:
    return PolicyChange(
        gate,
        kind,
        document.kind,
        document,
        tuple(edit for _, edits, _ in pieces for edit in edits),
        level=level,
        statement=statement.index,
        sid=statement.sid,
        effect=statement.effect,
        elements=tuple(name for name, _, _ in pieces),
        values=tuple(value for _, _, values in pieces for value in values),
    )


def _element_piece(document: PolicyDocument, statement: Statement, kind: str, request: Request) -> Piece | None:
    if kind == "principal":
        return _principal_piece(document, statement.principal, request)
    element, value = (statement.action, request.action) if kind == "action" else (statement.resource, request.resource)
    return _added(document, element, value) if element and not element.negated else None


def _added(document: PolicyDocument, element: PatternElement, value: str) -> Piece | None:
    node = document.node(element.path)
    return (element.name, (add_value(document.text or "", node, value),), (value,)) if node else None


def _principal_piece(document: PolicyDocument, element: PrincipalElement | None, request: Request) -> Piece | None:
    named, text = principal_entry(request.principal), document.text or ""
    node = document.node(element.path) if element else None
    if element is None or element.negated or named is None or node is None or not node.members:
        return None
    key, value = named
    member = node.member(key)
    edit = add_value(text, member.node, value) if member else add_member(text, node, key, value)
    return element.name, (edit,), (value,)


def _values_piece(document: PolicyDocument, clause: ConditionClause, request: Request) -> Piece | None:
    node, values = document.node(clause.path), values_to_add(clause, request)
    if node is None or not values:
        return None
    if len(values) == 1:
        return clause.key, (add_value(document.text or "", node, values[0]),), values
    if node.kind != "array" or not node.items:
        return None
    return clause.key, tuple(add_value(document.text or "", node, value) for value in values), values


def _exceptions(
    document: PolicyDocument, statement: Statement, node: JsonNode, gate: GateKind, request: Request
) -> Iterator[Piece]:
    """Ways to except this request from a Deny: by what is listed there already, by who asks, by what is asked for."""
    negated = [clause for clause in statement.conditions if clause.operator.negated]
    pieces = [(clause, _values_piece(document, clause, request)) for clause in negated]
    yield from (piece for clause, piece in pieces if piece and not clause.lookup_key.startswith(_OF_MANY))
    elements = ((statement.action, request.action), (statement.resource, request.resource))
    for element, value in elements:
        if element and element.negated and (piece := _added(document, element, value)):
            yield piece
    attached_to_caller = gate in (GateKind.IDENTITY, GateKind.BOUNDARY, GateKind.SESSION)
    if not attached_to_caller:
        yield from _caller_exempted(document, statement, node, request)
    for element, value in elements:
        if element and not element.negated and (piece := _taken_out(document, element, value)):
            yield piece
    yield from (piece for clause, piece in pieces if piece and clause.lookup_key.startswith(_OF_MANY))
    for element, value in elements:
        member = node.member(element.name) if element else None
        if element and member and not element.negated and element.values == ("*",):
            yield f"Not{element.name}", (replace_member(member, f"Not{element.name}", value),), (value,)
    if attached_to_caller:
        yield from _caller_exempted(document, statement, node, request)


def _taken_out(document: PolicyDocument, element: PatternElement, value: str) -> Piece | None:
    """A listed value taken out, where it is exactly what was asked."""
    node = document.node(element.path)
    matching = [number for number, each in enumerate(element.values) if each.lower() == value.lower()]
    if node is None or len(node.items) < 2 or len(matching) != 1:
        return None
    return element.name, (remove_item(node, matching[0]),), ()


def _caller_exempted(
    document: PolicyDocument, statement: Statement, node: JsonNode, request: Request
) -> Iterator[Piece]:
    """A condition more, with which a Deny spares this principal: for a session that is its role (C12)."""
    entry, text = request.context.get("aws:principalarn"), document.text or ""
    if entry is None:
        return
    value, condition = entry.values[0], node.member("Condition")
    key, operator = "aws:PrincipalArn", "ArnNotEquals"
    if condition is None:
        edit = add_member(text, node, "Condition", {operator: {key: value}})
    else:
        block = condition.node.member(operator)
        if block is None and condition.node.members:
            edit = add_member(text, condition.node, operator, {key: value})
        elif block and block.node.members and block.node.member(key) is None:
            edit = add_member(text, block.node, key, value)
        else:
            return
    yield key, (edit,), (value,)
