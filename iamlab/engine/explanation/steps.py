"""Steps of the story about one statement: each lights one element and says one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine.explanation import statements
from iamlab.engine.explanation.model import StateWord, Step, StepKind
from iamlab.engine.explanation.naming import Names
from iamlab.engine.explanation.phrases import quoted
from iamlab.engine.policy.documents import Effect
from iamlab.engine.request.context import KeyState
from iamlab.engine.trace import ConditionTrace, ElementTrace, Gate, GateKind, PolicyTrace, StatementTrace


@dataclass(frozen=True, slots=True)
class Place:
    """One policy in one pass over its statements of one effect. `failed` is how an element that fails is marked."""

    gate: Gate
    policy: PolicyTrace
    effect: Effect
    failed: StateWord
    names: Names

    @property
    def key(self) -> str:
        """How the keys of its steps begin."""
        level = f"/{self.policy.level}" if self.policy.level else ""
        return f"{self.gate.kind}{level}/{self.policy.policy.name}"

    @property
    def step_gate(self) -> GateKind | None:
        """The gate that its steps belong to; none while explicit denies are searched for."""
        return None if self.effect is Effect.DENY else self.gate.kind

    def state(self, matches: bool) -> StateWord:
        """How a part that matches, or fails, is marked."""
        if not matches:
            return self.failed
        return StateWord.ALLOW if self.effect is Effect.ALLOW else StateWord.EXPLICIT


def parts_of(statement: StatementTrace) -> Iterator[tuple[ElementTrace | ConditionTrace, bool]]:
    """The elements and conditions of a statement in the order a reader takes them, each with whether it matched."""
    yield from ((element, element.matches) for element in statement.elements)
    yield from ((condition, condition.holds) for condition in statement.conditions)


def told_parts(statement: StatementTrace) -> Iterator[tuple[ElementTrace | ConditionTrace, bool]]:
    """The parts up to the first that fails: there a reader stops."""
    for part, matches in parts_of(statement):
        yield part, matches
        if not matches:
            return


def statement_steps(place: Place, statement: StatementTrace) -> Iterator[Step]:
    """One step for each part of a statement up to the first that fails, and one for a statement that applies."""
    for part, _ in told_parts(statement):
        if isinstance(part, ElementTrace):
            yield _element(place, statement, part)
        else:
            yield _condition(place, statement, part)
    if statement.applies:
        yield _applies(place, statement)


def folded(place: Place, phrase: str, statements: list[StatementTrace]) -> Step:
    """One step for statements that are counted and not told."""
    effect, count = quoted(place.effect), str(len(statements))
    sentence = place.names.wording.sentence(phrase, count=count, effect=effect)
    key = f"{place.key}/{place.effect.lower()}/{phrase.rpartition('.')[2]}"
    policy, level = place.policy.policy, place.policy.level
    return Step(key, place.step_gate, StepKind.FOLDED, StateWord.SILENT, sentence, policy, level)


def _element(place: Place, statement: StatementTrace, trace: ElementTrace) -> Step:
    remark = statements.element(place.names, trace, place.policy.policy)
    return _step(place, statement, trace, remark, trace.kind, StepKind.ELEMENT, place.state(trace.matches), trace.asked)


def _condition(place: Place, statement: StatementTrace, trace: ConditionTrace) -> Step:
    remark = statements.condition(place.names, trace, place.policy.policy)
    state = StateWord.CONTEXT if trace.state is KeyState.UNKNOWN else place.state(trace.holds)
    part = f"condition/{trace.operator}/{trace.key}"
    return _step(place, statement, trace, remark, part, StepKind.CONDITION, state, ", ".join(trace.asked))


def _step(
    place: Place,
    statement: StatementTrace,
    trace: ElementTrace | ConditionTrace,
    remark: statements.Remark,
    part: str,
    kind: StepKind,
    state: StateWord,
    asked: str,
) -> Step:
    pattern = remark.pattern
    return Step(
        f"{place.key}/{statement.index}/{part}",
        place.step_gate,
        kind,
        state,
        remark.sentence,
        place.policy.policy,
        place.policy.level,
        statement.index,
        trace.path,
        trace.span,
        pattern.text if pattern else "",
        pattern.path if pattern else "",
        pattern.span if pattern else None,
        asked,
        trace.kind if isinstance(trace, ElementTrace) else f"context:{trace.key}",
        remark.note,
        trace.doubts,
    )


def _applies(place: Place, statement: StatementTrace) -> Step:
    phrase = "statement.allows" if statement.effect is Effect.ALLOW else "statement.denies"
    sentence = place.names.wording.sentence(phrase, statement=place.names.statement(statement))
    return Step(
        f"{place.key}/{statement.index}/applies",
        place.step_gate,
        StepKind.STATEMENT,
        place.state(True),
        sentence,
        place.policy.policy,
        place.policy.level,
        statement.index,
        statement.path,
        statement.span,
    )
