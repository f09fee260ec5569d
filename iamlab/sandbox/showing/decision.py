"""One decision as the templates show it: verdict, rail of gates, steps, statements, and what is said beside them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud import CaseReading, PolicySlot
from iamlab.engine import (
    Decision,
    Effect,
    Evaluation,
    Explanation,
    NoteKind,
    Span,
    StateWord,
    Step,
    StepKind,
    evaluate,
    explain,
)
from iamlab.engine.catalog import service

from .rail import SWEEP, RailGate, gate_name, rail_of
from .report import case_as_json
from .statements import StatementTable, statement_table

NEAR_MISSES_SHOWN = 3
STEPS_OF_A_POLICY = 12
KEYS_SHOWN = 12
SUMMING_UP = "Decision"
VERDICTS = {
    Decision.ALLOW: ("allow", "Allowed"),
    Decision.EXPLICIT_DENY: ("explicit", "Denied explicitly"),
    Decision.IMPLICIT_DENY: ("implicit", "Denied implicitly"),
}


@dataclass(frozen=True, slots=True)
class NearMissView:
    """A statement that nearly applied: how much of it matched, and why the rest did not."""

    name: str
    counts: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """Everything shown of a decision. `evaluation` and `explanation` are the engine's own."""

    reading: CaseReading
    evaluation: Evaluation
    explanation: Explanation

    @property
    def state(self) -> str:
        """The verdict as the style sheets name it."""
        return VERDICTS[self.evaluation.decision][0]

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        return VERDICTS[self.evaluation.decision][1]

    @property
    def why(self) -> str:
        """The sentence of the decision without the verdict's own words."""
        rest = self.explanation.sentence
        for word in (self.word, "Allowed", "Denied"):
            rest = rest.removeprefix(word)
        rest = rest.lstrip(":, ")
        return rest[:1].upper() + rest[1:]

    @property
    def said_before_reason(self) -> str:
        """AWS's message up to the clause that gives the reason; all of it where there is none."""
        wire = self.explanation.wire
        return wire.text.removesuffix(wire.reason) if wire else ""

    @property
    def rail(self) -> tuple[RailGate, ...]:
        """The sweep for explicit denies, then the gates in AWS's order."""
        return rail_of(self.evaluation, self.explanation)

    @property
    def steps(self) -> tuple["StepView", ...]:
        """The story, one step after the other; of a policy about STEPS_OF_A_POLICY, the others counted."""
        deciding = _deciding_step(self.evaluation, self.explanation)
        told = _told(self.evaluation, self.explanation, deciding)
        return tuple(StepView(step, self._place_of(step), step is deciding, self._part_of(step)) for step in told)

    def _part_of(self, step: Step) -> str:
        return SUMMING_UP if step.kind is StepKind.DECISION else gate_name(self.evaluation, step.gate)

    def _place_of(self, step: Step) -> str:
        slot = self.reading.slot_of(step.policy) if step.policy else None
        return place_of(slot) if slot else ""

    @property
    def statements(self) -> StatementTable:
        """The statements that were looked at, gate by gate."""
        return statement_table(self.evaluation, self.explanation)

    @property
    def near_misses(self) -> tuple["NearMissView", ...]:
        """Statements that nearly applied to a request that was denied, the nearest first."""
        if self.evaluation.decision is Decision.ALLOW:
            return ()
        near = [miss for miss in self.explanation.near_misses if miss.matched]
        shown = near[:NEAR_MISSES_SHOWN]
        return tuple(
            NearMissView(miss.sid or f"Statement {miss.statement + 1}", miss.counts, miss.sentence) for miss in shown
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """What the request does not tell and the decision hangs on, as sentences."""
        said = [note.text for note in self.explanation.notes if note.kind is NoteKind.CONTEXT]
        if len(said) > KEYS_SHOWN:
            said[KEYS_SHOWN:] = [f"{len(said) - KEYS_SHOWN:,} more keys are not told either."]
        return tuple(said)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Where AWS's pages leave a rule of this decision open, as sentences."""
        return tuple(note.text for note in self.explanation.notes if note.kind is NoteKind.DOUBT)

    @property
    def unmodelled(self) -> tuple[str, ...]:
        """What AWS would also look at for this request and this simulator does not have."""
        return tuple(_unmodelled(self.evaluation))

    @property
    def case_json(self) -> str:
        """The case as `manage.py evaluate` reads it, for a report."""
        return case_as_json(self.reading.case, self.evaluation) if self.reading.case else ""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the story, the reference of the policy it speaks of, and whether the stepper starts there.

    `gate_name` is what the gate is called that it belongs to; the last step, which sums up, belongs to none.
    """

    step: Step
    policy: str
    deciding: bool
    gate_name: str

    @property
    def path(self) -> str:
        """The JSON pointer to light: of the value that the sentence quotes, else of its element.

        For what a statement does that is its Effect, not all its lines.
        """
        if self.step.kind is StepKind.STATEMENT and self.step.path:
            return f"{self.step.path}/Effect"
        return self.step.here_path or self.step.path

    @property
    def span(self) -> Span | None:
        """Where that stands in the policy's text."""
        return self.step.policy.member_span(self.path) if self.step.policy and self.path else None

    @property
    def gate(self) -> str:
        """The key of the gate it belongs to on the rail."""
        return self.step.gate.value if self.step.gate else SWEEP


def place_of(slot: PolicySlot) -> str:
    """What names a policy on the page: its reference, or the ARN or title of one that nobody can edit."""
    return slot.called


def decision_view(reading: CaseReading) -> DecisionView | None:
    """Decide the case of a reading and explain it; None where there is no case."""
    if reading.case is None:
        return None
    evaluation = evaluate(reading.case)
    return DecisionView(reading, evaluation, explain(evaluation))


def _deciding_step(evaluation: Evaluation, explanation: Explanation) -> Step | None:
    """The step that the stepper opens with: it lights what decided, or what came nearest to deciding otherwise."""
    decided = evaluation.decision is not Decision.IMPLICIT_DENY
    wanted = None if evaluation.decision is Decision.EXPLICIT_DENY else evaluation.decided_by
    at_gate = [step for step in explanation.story if step.gate is wanted]
    lit = [step for step in at_gate if step.path]
    if decided:
        applied = _applied(evaluation)
        preferred = [step for step in lit if step.policy and (id(step.policy), step.statement) in applied]
    else:
        nearest = {(id(miss.policy), miss.path) for miss in explanation.near_misses[:1]}
        preferred = [step for step in lit if step.policy and (id(step.policy), step.path) in nearest]
    found = preferred or lit or at_gate or list(explanation.story)
    return found[-1] if found else None


def _told(evaluation: Evaluation, explanation: Explanation, deciding: Step | None) -> Iterator[Step]:
    """The steps without those of a policy's further statements; what decided, or came nearest, is told first."""
    applied = _applied(evaluation)
    first = (id(deciding.policy), deciding.statement) if deciding and deciding.policy else None
    lengths = Counter((id(step.policy), step.statement) for step in explanation.story if step.statement is not None)
    told: set[tuple[int, int | None]] = set()
    room: dict[int, int] = {}
    for place in sorted(lengths, key=lambda place: (place != first, place not in applied)):
        policy, length = place[0], lengths[place]
        if policy not in room or length <= room[policy]:
            told.add(place)
            room[policy] = room.get(policy, STEPS_OF_A_POLICY) - length
    left_out = Counter(policy for policy, statement in lengths if (policy, statement) not in told)
    for step in explanation.story:
        policy = id(step.policy)
        if step.statement is None or (policy, step.statement) in told:
            yield step
        elif left_out[policy]:
            count = left_out.pop(policy)
            what = "1 more statement is" if count == 1 else f"{count:,} more statements are"
            key = f"{step.key}/and-more"
            yield Step(key, step.gate, StepKind.FOLDED, StateWord.SILENT, f"{what} not told step by step.", step.policy)


def _applied(evaluation: Evaluation) -> set[tuple[int, int | None]]:
    """The statements that made the decision, as their policy and number."""
    effect = Effect.ALLOW if evaluation.allowed else Effect.DENY
    policies = [policy for gate in evaluation.gates for policy in gate.policies]
    return {
        (id(policy.policy), statement.index)
        for policy in policies
        for statement in policy.statements
        if statement.applies and statement.effect is effect
    }


def _unmodelled(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.request.service == "s3":
        yield "access control lists and Block Public Access of S3"
    if evaluation.request.service == "kms":
        yield "grants of KMS"
    several = _types_of_one_call(evaluation.request.action)
    if several:
        yield f"the other resources of one call, each of which has to be allowed too: {', '.join(several)}"
    yield "what the service itself checks before or after its policies"


def _types_of_one_call(action: str) -> tuple[str, ...]:
    """The types of resource that every call of an action touches, where there are several (M20)."""
    prefix, _, name = action.partition(":")
    known = service(prefix)
    found = known.action(name) if known else None
    types = tuple(each.type for each in found.resources if each.required) if found else ()
    return types if len(types) > 1 else ()
