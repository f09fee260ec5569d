"""The story of a decision: the steps a reader can follow, in AWS's order (D2, D3)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from iamlab.engine.explanation.model import GateSentence, StateWord, Step, StepKind
from iamlab.engine.explanation.naming import Names
from iamlab.engine.explanation.steps import Place, folded, parts_of, statement_steps, told_parts
from iamlab.engine.policy.documents import Effect
from iamlab.engine.trace import (
    Decision,
    ElementKind,
    Evaluation,
    Gate,
    GateKind,
    GateOutcome,
    LevelTrace,
    StatementTrace,
)

_MOST_STEPS = 6
"""Steps of one policy in one pass, before what failed is counted instead of told."""
_FEW = 2
"""So many statements about other actions are shown one by one."""

_DECISION_STATES = {
    Decision.ALLOW: StateWord.ALLOW,
    Decision.EXPLICIT_DENY: StateWord.EXPLICIT,
    Decision.IMPLICIT_DENY: StateWord.IMPLICIT,
}


def story(
    evaluation: Evaluation, names: Names, sentence: str, sweep: GateSentence, outcomes: Iterable[GateSentence]
) -> tuple[Step, ...]:
    """Every step: the sweep for explicit denies, the gates in turn, the decision. No two steps have the same key."""
    steps = [*_sweep(evaluation, names, sweep)]
    for gate, outcome in zip(evaluation.gates, outcomes, strict=True):
        if gate.kind is not GateKind.SERVICE or gate.outcome is not GateOutcome.NOT_APPLICABLE:
            steps += _gate(evaluation, gate, names, outcome)
    steps.append(Step("decision", None, StepKind.DECISION, _DECISION_STATES[evaluation.decision], sentence))
    return tuple(_with_unique_keys(steps))


def _with_unique_keys(steps: Iterable[Step]) -> Iterator[Step]:
    """Policies of one name get numbers, in their order."""
    seen: Counter[str] = Counter()
    for step in steps:
        seen[step.key] += 1
        yield step if seen[step.key] == 1 else replace(step, key=f"{step.key}~{seen[step.key]}")


def _sweep(evaluation: Evaluation, names: Names, outcome: GateSentence) -> Iterator[Step]:
    """The first pass: every Deny statement of every policy that has a say (D2)."""
    denies = [
        step
        for gate in evaluation.gates
        for policy in gate.policies
        for step in _policy(Place(gate, policy, Effect.DENY, StateWord.NOT_APPLICABLE, names))
    ]
    if denies:
        yield Step("sweep/start", None, StepKind.SWEEP, StateWord.SILENT, names.wording.sentence("sweep.start"))
    yield from denies
    yield Step("sweep/outcome", None, StepKind.SWEEP, outcome.state, outcome.sentence)


def _gate(evaluation: Evaluation, gate: Gate, names: Names, outcome: GateSentence) -> Iterator[Step]:
    """The second pass over one gate: its Allow statements, level by level where it has levels, and what it says."""
    failed = StateWord.IMPLICIT if outcome.state is StateWord.IMPLICIT else StateWord.SILENT
    places = [Place(gate, policy, Effect.ALLOW, failed, names) for policy in gate.policies]
    if gate.kind is GateKind.SCP:
        yield from _levels(gate, places, names)
    else:
        for place in places:
            yield from _policy(place)
    yield Step(f"{gate.kind}/outcome", gate.kind, StepKind.GATE, outcome.state, outcome.sentence, doubts=gate.doubts)


def _levels(gate: Gate, places: list[Place], names: Names) -> Iterator[Step]:
    """The policies of every level, and after them what the level says: each has to allow (D43)."""
    for target, levels in groupby(gate.levels, lambda level: level.target):
        for place in places:
            if place.policy.level == target:
                yield from _policy(place)
        for level in levels:
            yield _level(gate, level, names)


def _level(gate: Gate, level: LevelTrace, names: Names) -> Step:
    state = {GateOutcome.ALLOW: StateWord.ALLOW, GateOutcome.DENY: StateWord.EXPLICIT}.get(
        level.outcome, StateWord.IMPLICIT
    )
    sentence = names.wording.sentence(
        names.wording.placed(level.reason, "level"), levels=names.levels([level.target]), **names.common()
    )
    return Step(f"{gate.kind}/{level.target}/outcome", gate.kind, StepKind.LEVEL, state, sentence, level=level.target)


def _policy(place: Place) -> Iterator[Step]:
    """The statements of one effect: what applies and what came near step by step, the others counted."""
    told = [statement for statement in place.policy.statements if statement.effect is place.effect]
    elsewhere = [statement for statement in told if not _action_matches(statement)]
    if len(elsewhere) <= _FEW:
        elsewhere = []
    shown, left_out = _choose([statement for statement in told if statement not in elsewhere])
    for statement in told:
        if statement in shown:
            yield from statement_steps(place, statement)
    if elsewhere:
        yield folded(place, "folded.other_actions", elsewhere)
    if left_out:
        yield folded(place, "folded.one" if len(left_out) == 1 else "folded.many", left_out)


def _action_matches(statement: StatementTrace) -> bool:
    return all(element.matches for element in statement.elements if element.kind is ElementKind.ACTION)


def _choose(candidates: list[StatementTrace]) -> tuple[list[StatementTrace], list[StatementTrace]]:
    """What is told and what is counted: a statement that applies is always told, and so is the nearest other one."""
    shown: list[StatementTrace] = []
    left_out: list[StatementTrace] = []
    room = _MOST_STEPS
    for statement in sorted(candidates, key=_failures):
        length = _length(statement)
        if statement.applies or not shown or length <= room:
            shown.append(statement)
            room -= length
        else:
            left_out.append(statement)
    return shown, left_out


def _failures(statement: StatementTrace) -> int:
    return sum(not matches for _, matches in parts_of(statement))


def _length(statement: StatementTrace) -> int:
    return sum(1 for _ in told_parts(statement)) + statement.applies
