"""How one state decides a witness: verdict, gate, reason, and the statements that decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from iamlab.cloud import CaseReading, Cloud, RepresentativeRequest, case_for
from iamlab.engine import Effect, Evaluation, PolicyTrace, StatementTrace, deciding_statements

from ..showing.decision import decision_view
from ..showing.rail import gate_name

LONGEST_SHOWN = 4_000


@dataclass(frozen=True, slots=True)
class DecidingStatement:
    """A statement that decides: what it is called, the policy that it stands in, and its text."""

    name: str
    effect: str
    policy: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SideView:
    """What one state answers to a request. Without `gate` nobody was asked: who or what it is about is not there."""

    state: str
    word: str
    why: str
    gate: str = ""
    statements: tuple[DecidingStatement, ...] = ()


def side_of(cloud: Cloud, request: RepresentativeRequest) -> SideView:
    """Decide a request in a state, and tell why."""
    reading = case_for(cloud, request.caller, request.action, request.resource, dict(request.context))
    decision = decision_view(reading)
    if decision is None:
        said = reading.problems[0].message
        return SideView("na", "Not there", f"{said[:1].upper()}{said[1:]}.")
    evaluation = decision.evaluation
    gate = gate_name(evaluation, evaluation.decided_by)
    found = tuple(_view(reading, policy, statement) for policy, statement in _deciding(evaluation))
    return SideView(decision.state, decision.word, decision.why, gate, found)


def _deciding(evaluation: Evaluation) -> Iterator[tuple[PolicyTrace, StatementTrace]]:
    """The Deny that decides, or one Allow of each gate that the decision rests on."""
    if not evaluation.allowed:
        yield from ((found.policy, found.statement) for found in [*deciding_statements(evaluation)][:1])
        return
    for gate in evaluation.gates:
        applying = (
            (policy, statement)
            for policy in gate.policies
            for statement in policy.statements
            if gate.decisive and statement.applies and statement.effect is Effect.ALLOW
        )
        yield from [*applying][:1]


def _view(reading: CaseReading, policy: PolicyTrace, statement: StatementTrace) -> DecidingStatement:
    slot = reading.slot_of(policy.policy)
    text, span = (slot.text or "" if slot else ""), statement.span
    return DecidingStatement(
        statement.sid or f"Statement {statement.index + 1}",
        statement.effect.value,
        slot.title if slot else policy.policy.name,
        span.start.line if span else None,
        _set_left(text[span.start.offset : span.end.offset]) if span else "",
    )


def _set_left(text: str) -> str:
    """A statement cut out of its policy, its further lines moved left."""
    first, _, rest = text[:LONGEST_SHOWN].partition("\n")
    return f"{first}\n{dedent(rest)}" if rest else first
