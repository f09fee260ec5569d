"""From a question as written to a question as asked: values drawn from a seed, key and feedback made by the engine."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from iamlab.engine import Decision, Evaluation, explain
from lessons.courseware.claims import decide, scenario_of
from lessons.courseware.questions import OneQuestion, Question, VerdictQuestion
from lessons.courseware.requests import AskedRequest, Variation

VERDICTS = {
    Decision.ALLOW: "Allowed",
    Decision.EXPLICIT_DENY: "Denied explicitly",
    Decision.IMPLICIT_DENY: "Denied implicitly",
}
_SLOT = re.compile(r"<([a-z0-9-]+(?:\.[a-z0-9-]+)?)>")


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """Something to choose. `id` is what an answer names; text and `why` are inline Markdown."""

    id: str
    text: str
    right: bool
    why: str
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question as one person meets it. `variation` is what it asks about; None where it asks about words."""

    ask: str
    choices: tuple[tuple[str, str], ...]
    variation: Variation | None = None


def draw(question: Question, seed: int) -> DrawnQuestion:
    """The question for a seed: what stands on the page before the answer. The same seed gives the same question."""
    if isinstance(question, OneQuestion):
        choices = [(str(number), option.text) for number, option in enumerate(question.options)]
        _random(seed).shuffle(choices)
        return DrawnQuestion(question.ask, tuple(choices))
    values = _drawn_values(question, seed)
    choices = [(str(decision), word) for decision, word in VERDICTS.items()]
    return DrawnQuestion(_filled(question.ask, values), tuple(choices), _variation(question, values))


def varied_by(question: VerdictQuestion, seed: int) -> Variation:
    """The variation of the scenario that a template asks about, for a seed."""
    return _variation(question, _drawn_values(question, seed))


def resolve(question: Question, seed: int, scenario: str) -> tuple[DrawnOption, ...]:
    """The same question with its key and its feedback, in the order of the drawn choices.

    `scenario` is the text of the lesson's scenario. Raises ImpossibleVariation for a template that nobody checked.
    """
    if isinstance(question, OneQuestion):
        drawn = draw(question, seed)
        written = {str(number): option for number, option in enumerate(question.options)}
        options = ((id, written[id]) for id, _ in drawn.choices)
        return tuple(
            DrawnOption(id, option.text, option.right, option.why, option.misconception) for id, option in options
        )
    evaluation = decide(scenario_of(scenario), varied_by(question, seed))
    return tuple(_verdict_option(decision, evaluation, question) for decision in VERDICTS)


def slots(question: VerdictQuestion) -> frozenset[str]:
    """The slots that stand in a template, wherever that is."""
    texts = (question.ask, question.request.model_dump_json(), *question.policies.values())
    return frozenset(name for text in texts for name in _SLOT.findall(text))


def slot_names(question: VerdictQuestion) -> frozenset[str]:
    """The slots that a template's values fill."""
    return frozenset(
        name for slot, values in question.values.items() for value in values for name in _named(slot, value)
    )


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - for variety, not for secrecy


def _drawn_values(question: VerdictQuestion, seed: int) -> dict[str, str]:
    random = _random(seed)
    drawn: dict[str, str] = {}
    for slot, values in question.values.items():
        drawn |= _named(slot, random.choice(values))
    return drawn


def _named(slot: str, value: str | Mapping[str, str]) -> dict[str, str]:
    """What a value fills: `<slot>`, or for a group of texts `<slot.name>` each."""
    return {slot: value} if isinstance(value, str) else {f"{slot}.{name}": text for name, text in value.items()}


def _variation(question: VerdictQuestion, values: Mapping[str, str]) -> Variation:
    written = question.request
    context = {key: tuple(_filled(each, values) for each in texts) for key, texts in written.context.items()}
    request = AskedRequest(
        caller=_filled(written.caller, values),
        action=_filled(written.action, values),
        resource=_filled(written.resource, values),
        context=context,
    )
    return Variation(
        policies={place: _filled(text, values) for place, text in question.policies.items()}, request=request
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


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
