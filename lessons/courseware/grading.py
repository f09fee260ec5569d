"""Grades an answer to a drawn question: what was right, what was not, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from iamlab.cloud import answers, case_for, universe
from iamlab.engine import Decision, Evaluation, GateKind, deciding_statements, evaluate, explain
from lessons.courseware.claims import ImpossibleVariation, decide, scenario_of, varied
from lessons.courseware.drawing import NO_STATEMENT, VERDICTS, draw, varied_by
from lessons.courseware.questions import (
    ClozeQuestion,
    FixQuestion,
    GateQuestion,
    MatchQuestion,
    OrderQuestion,
    Question,
    SeveralQuestion,
    StatementQuestion,
    TextQuestion,
    VerdictQuestion,
)
from lessons.courseware.requests import Variation

Sent = Mapping[str, Sequence[str]]
LONGEST_WORD = 400
LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """Something to choose, with its key. `id` is what an answer names; text and `why` are inline Markdown."""

    id: str
    text: str
    right: bool
    why: str
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a graded answer. `given` is what was put there, `wanted` what belongs there, where that differs."""

    id: str
    text: str
    right: bool
    chosen: bool
    why: str = ""
    given: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded answer: `score` between 0 and 1, `data` to be kept, and the belief that a wrong answer shows."""

    score: float
    parts: tuple[Part, ...]
    data: dict[str, list[str]]
    misconception: str = ""
    explanation: str = ""


def grade(question: Question, seed: int, scenario: str, sent: Sent) -> Graded | None:
    """Grade what was sent for a drawn question; None where nothing that could be graded was."""
    match question:
        case SeveralQuestion():
            return _several(question, seed, scenario, sent)
        case OrderQuestion():
            return _order(question, seed, sent)
        case MatchQuestion():
            return _match(question, seed, sent)
        case TextQuestion():
            return _text(question, sent)
        case ClozeQuestion():
            return _cloze(question, scenario, sent)
        case _:
            return _one(question, seed, scenario, sent)


def resolve(question: Question, seed: int, scenario: str) -> tuple[DrawnOption, ...]:
    """The options of a question that offers some, with key and feedback, in the order of the drawn choices.

    `scenario` is the text of the lesson's scenario. Raises ImpossibleVariation for a template that nobody checked.
    """
    match question:
        case VerdictQuestion():
            evaluation = decide(scenario_of(scenario), varied_by(question, seed))
            return tuple(_verdict_option(decision, evaluation, question) for decision in VERDICTS)
        case GateQuestion():
            return tuple(_gate_options(question, seed, scenario))
        case StatementQuestion():
            return tuple(_statement_options(question, seed, scenario))
        case FixQuestion():
            return tuple(_fix_options(question, seed, scenario))
        case OrderQuestion() | MatchQuestion() | ClozeQuestion() | TextQuestion():
            return ()
        case _:
            written = {str(number): option for number, option in enumerate(question.options)}
            options = ((id, text, written[id]) for id, text in draw(question, seed).choices)
            return tuple(DrawnOption(id, text, each.right, each.why, each.misconception) for id, text, each in options)


def _one(question: Question, seed: int, scenario: str, sent: Sent) -> Graded | None:
    options = resolve(question, seed, scenario)
    chosen = next((each for each in options if each.id in _values(sent, "option")[:1]), None)
    if chosen is None:
        return None
    parts = tuple(Part(each.id, each.text, each.right, each is chosen, each.why) for each in options)
    misconception = "" if chosen.right else chosen.misconception or ""
    return Graded(float(chosen.right), parts, {"option": [chosen.id]}, misconception)


def _several(question: SeveralQuestion, seed: int, scenario: str, sent: Sent) -> Graded | None:
    options, chosen = resolve(question, seed, scenario), set(_values(sent, "option"))
    if not chosen & {each.id for each in options}:
        return None
    parts = tuple(Part(each.id, each.text, each.right, each.id in chosen, each.why) for each in options)
    right = sum(part.right for part in parts)
    score = sum((1 if part.right else -1) for part in parts if part.chosen) / right
    wrong = (each.misconception for each in options if each.id in chosen and not each.right and each.misconception)
    return Graded(max(0.0, score), parts, {"option": sorted(chosen)}, next(wrong, ""))


def _order(question: OrderQuestion, seed: int, sent: Sent) -> Graded | None:
    choices = draw(question, seed).choices
    places = {id: _first(sent, f"place-{id}") for id, _ in choices}
    if not all(place in map(str, range(1, len(choices) + 1)) for place in places.values()):
        return None
    parts = tuple(
        Part(id, text, places[id] == str(int(id) + 1), True, "", places[id], str(int(id) + 1))
        for id, text in sorted(choices, key=lambda choice: int(choice[0]))
    )
    data = {f"place-{id}": [place] for id, place in places.items()}
    return Graded(sum(part.right for part in parts) / len(parts), parts, data, explanation=question.why)


def _match(question: MatchQuestion, seed: int, sent: Sent) -> Graded | None:
    rights = {str(number): pair.right for number, pair in enumerate(question.pairs)}
    given = {id: _first(sent, f"pair-{id}") for id in rights}
    if not all(each in rights for each in given.values()):
        return None
    parts = tuple(
        Part(id, pair.left, given[id] == id, True, pair.why, rights[given[id]], pair.right)
        for id, pair in ((str(number), pair) for number, pair in enumerate(question.pairs))
    )
    data = {f"pair-{id}": [each] for id, each in given.items()}
    return Graded(sum(part.right for part in parts) / len(parts), parts, data)


def _text(question: TextQuestion, sent: Sent) -> Graded | None:
    own, text = _first(sent, "option"), _first(sent, "text")[:LONGEST_TEXT].strip()
    if own not in ("1", "0.5", "0") or not text:
        return None
    parts = (Part("text", "Your answer", own == "1", True, "", text, question.model),)
    return Graded(float(own), parts, {"option": [own], "text": [text]})


def _cloze(question: ClozeQuestion, scenario: str, sent: Sent) -> Graded | None:
    words = {name: _first(sent, f"blank-{name}")[:LONGEST_WORD].strip() for name in question.blanks}
    if not all(words.values()):
        return None
    parts = []
    for allowed, requests in ((True, question.needs), (False, question.forbidden)):
        for request in requests:
            variation = Variation(policies={question.place: question.filled(words)}, request=request)
            right, why = _decided(scenario, variation, allowed=allowed)
            wanted = "allowed" if allowed else "denied"
            parts.append(
                Part(request.action, f"`{request.action}` on `{request.resource}`", right, True, why, "", wanted)
            )
    data = {f"blank-{name}": [word] for name, word in words.items()}
    score = sum(part.right for part in parts) / len(parts)
    return Graded(score if all(part.right for part in parts) else min(score, 0.9), tuple(parts), data, "", question.why)


def _decided(scenario: str, variation: Variation, *, allowed: bool) -> tuple[bool, str]:
    """Whether a request is decided as it should be, and what the engine says."""
    try:
        evaluation = decide(scenario_of(scenario), variation)
    except ImpossibleVariation as impossible:
        return False, f"The policy can't be read: {impossible}."
    return evaluation.allowed is allowed, explain(evaluation).sentence


def _verdict_option(decision: Decision, evaluation: Evaluation, question: VerdictQuestion) -> DrawnOption:
    right = decision is evaluation.decision
    misconception = None if right else question.misconceptions.get(decision)
    return DrawnOption(str(decision), VERDICTS[decision], right, _verdict_feedback(decision, evaluation), misconception)


def _verdict_feedback(decision: Decision, evaluation: Evaluation) -> str:
    """What the trace says to somebody who expected `decision`."""
    told = explain(evaluation)
    if decision is evaluation.decision:
        return told.sentence
    if decision is Decision.ALLOW:
        return " ".join(told.blockers)
    if decision is Decision.IMPLICIT_DENY and evaluation.allowed:
        return next(gate.sentence for gate in told.gates if gate.kind is evaluation.decided_by)
    return told.sweep.sentence


def _gate_options(question: GateQuestion, seed: int, scenario: str) -> Iterator[DrawnOption]:
    evaluation = decide(scenario_of(scenario), varied_by(question, seed))
    told = {gate.kind: gate.sentence for gate in explain(evaluation).gates}
    for id, text in draw(question, seed).choices:
        kind = GateKind(id)
        right = kind is evaluation.decided_by
        belief = None if right else question.misconceptions.get(kind)
        yield DrawnOption(id, text, right, told.get(kind, ""), belief)


def _statement_options(question: StatementQuestion, seed: int, scenario: str) -> Iterator[DrawnOption]:
    variation = varied_by(question, seed)
    cloud = varied(scenario_of(scenario).cloud, scenario_of(scenario).you, variation)
    asked = variation.request
    reading = case_for(cloud, asked.caller, asked.action, asked.resource, asked.context)
    if reading.case is None:
        raise ImpossibleVariation("; ".join(problem.message for problem in reading.problems))
    evaluation = evaluate(reading.case)
    deciding = {
        f"{slot.ref}#{found.statement.index}"
        for found in deciding_statements(evaluation)
        if (slot := reading.slot_of(found.policy.policy))
    }
    sentence = explain(evaluation).sentence
    for id, text in draw(question, seed).choices:
        right = id in deciding or (id == NO_STATEMENT and not deciding)
        yield DrawnOption(id, text, right, sentence if right else "It does not decide this request.")


def _fix_options(question: FixQuestion, seed: int, scenario: str) -> Iterator[DrawnOption]:
    best = _best_fix(_Fixes(question, scenario))
    for id, text in draw(question, seed).choices:
        yield DrawnOption(id, text, int(id) == best, question.options[int(id)].why)


@dataclass(frozen=True, slots=True, eq=False)
class _Fixes:
    """A question about fixes, remembered by its identity and its scenario."""

    question: FixQuestion
    scenario: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Fixes) and (self.question, self.scenario) == (other.question, other.scenario)

    def __hash__(self) -> int:
        return hash((self.question.uuid, self.scenario))


@lru_cache(maxsize=128)
def _best_fix(fixes: _Fixes) -> int:
    """The number of the option that allows the request and the least besides. Raises ImpossibleVariation for none."""
    found = []
    for number, option in enumerate(fixes.question.options):
        policies = {**fixes.question.policies, **option.policies}
        variation = Variation(policies=policies, request=fixes.question.request)
        scenario = scenario_of(fixes.scenario)
        if decide(scenario, variation).allowed:
            cloud = varied(scenario.cloud, scenario.you, variation)
            found.append((sum(map(bool, answers(cloud, universe(cloud)).values())), number))
    if not found or sorted(found)[0][0] in [count for count, _ in sorted(found)[1:2]]:
        raise ImpossibleVariation("no option is the smallest that allows the request")
    return min(found)[1]


def _values(sent: Sent, name: str) -> list[str]:
    """All values of a field; a single text counts as one."""
    values = sent.get(name, ())
    return [values] if isinstance(values, str) else [str(value) for value in values]


def _first(sent: Sent, name: str) -> str:
    return next(iter(_values(sent, name)), "")
