"""Every statement that a decision looked at, as rows of a table: which of its elements matched."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine import (
    ConditionTrace,
    Decision,
    ElementTrace,
    Evaluation,
    Explanation,
    PolicyDocument,
    StatementTrace,
)

# What it means that a statement has no such element: the policy hangs on somebody, or on the resource itself.
NOT_WRITTEN = {"principal": "who it is attached to", "action": "none", "resource": "what it is attached to"}
STATEMENTS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """An element or the conditions of a statement: its state, in one or two words."""

    label: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement and its elements; `near` marks the one that came closest to changing the decision."""

    name: str
    effect: str
    policy: str
    line: int | None
    cells: tuple[Cell, ...]
    applies: bool
    near: bool


@dataclass(frozen=True, slots=True)
class StatementTable:
    """What is shown of the statements that a decision looked at, and how many are counted instead."""

    rows: tuple[StatementRow, ...]
    left_out: int


def statement_table(evaluation: Evaluation, explanation: Explanation) -> StatementTable:
    """The statements that were looked at, gate by gate; of many, those that apply and those that came nearest."""
    seen = [
        (policy.policy, statement)
        for gate in evaluation.gates
        for policy in gate.policies
        for statement in policy.statements
    ]
    misses = [(id(miss.policy), miss.statement) for miss in explanation.near_misses]
    nearness = {place: rank for rank, place in enumerate(misses)}
    ranked = sorted(range(len(seen)), key=lambda number: nearness.get((id(seen[number][0]), seen[number][1].index), -1))
    shown = sorted(ranked[:STATEMENTS_SHOWN])
    return StatementTable(tuple(_rows(evaluation, explanation, [seen[n] for n in shown])), len(seen) - len(shown))


def _rows(
    evaluation: Evaluation, explanation: Explanation, seen: list[tuple[PolicyDocument, StatementTrace]]
) -> Iterator[StatementRow]:
    notes = {(id(step.policy), step.path): step.note for step in explanation.story if step.policy and step.note}
    nearest = next((miss for miss in explanation.near_misses if miss.matched), None)
    denied = evaluation.decision is not Decision.ALLOW
    for policy, statement in seen:
        near = nearest and (nearest.policy, nearest.statement) == (policy, statement.index)
        yield _row(policy, statement, notes, near=denied and bool(near))


def _row(
    policy: PolicyDocument, statement: StatementTrace, notes: dict[tuple[int, str], str], *, near: bool
) -> StatementRow:
    elements = {element.kind.value: element for element in statement.elements}
    cells = [_element_cell(kind, elements.get(kind), notes, policy) for kind in NOT_WRITTEN]
    return StatementRow(
        name=statement.sid or f"Statement {statement.index + 1}",
        effect=statement.effect.value,
        policy=policy.name,
        line=statement.span.start.line if statement.span else None,
        cells=(*cells, _condition_cell(statement.conditions)),
        applies=statement.applies,
        near=near,
    )


def _element_cell(
    kind: str, element: ElementTrace | None, notes: dict[tuple[int, str], str], policy: PolicyDocument
) -> Cell:
    label = kind.capitalize()
    if element is None:
        return Cell(label, "na", NOT_WRITTEN[kind])
    word = notes.get((id(policy), element.path)) or ("matches" if element.matches else "does not match")
    return Cell(label, "allow" if element.matches else "implicit", word)


def _condition_cell(conditions: tuple[ConditionTrace, ...]) -> Cell:
    if not conditions:
        return Cell("Condition", "na", "none")
    failed = next((each for each in conditions if not each.holds), None)
    return Cell("Condition", "implicit", f"{failed.key} fails") if failed else Cell("Condition", "allow", "true")
