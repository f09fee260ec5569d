"""From a question as written to a question as asked: values drawn from a seed, and what there is to choose from."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from iamlab.engine import Decision, GateKind
from lessons.courseware.questions import (
    ClozeQuestion,
    Computed,
    FixQuestion,
    GateQuestion,
    MatchQuestion,
    OrderQuestion,
    Question,
    ReasonQuestion,
    StatementQuestion,
    Template,
    TextQuestion,
    TrapQuestion,
    VerdictQuestion,
)
from lessons.courseware.requests import AskedRequest, Variation

VERDICTS = {
    Decision.ALLOW: "Allowed",
    Decision.EXPLICIT_DENY: "Denied explicitly",
    Decision.IMPLICIT_DENY: "Denied implicitly",
}
GATES = {
    GateKind.RCP: "Resource control policies",
    GateKind.SCP: "Service control policies",
    GateKind.RESOURCE: "The resource policy",
    GateKind.IDENTITY: "The identity policies",
    GateKind.BOUNDARY: "The permissions boundary",
    GateKind.SESSION: "The session policy",
}
NO_STATEMENT = "none"
_SLOT = re.compile(r"<([a-z0-9-]+(?:\.[a-z0-9-]+)?)>")

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question as one person meets it. `variation` is what it asks about; None where it asks about words.

    `choices` are what an answer names, `targets` what each of them is matched with. `policies` are texts that stand
    beside it, by place; `kind` says how it is answered.
    """

    ask: str
    choices: Choices
    variation: Variation | None = None
    kind: str = "one"
    targets: Choices = ()
    policies: tuple[tuple[str, str], ...] = ()


def draw(question: Question, seed: int) -> DrawnQuestion:
    """The question for a seed: what stands on the page before the answer. The same seed gives the same question."""
    random = random_of(seed)
    match question:
        case VerdictQuestion() | GateQuestion() | StatementQuestion():
            values = drawn_values(question, seed)
            variation = variation_of(question, values)
            choices = computed_choices(question, variation)
            return DrawnQuestion(_filled(question.ask, values), choices, variation, question.kind)
        case OrderQuestion():
            return DrawnQuestion(question.ask, _shuffled(question.items, random), kind="order")
        case MatchQuestion():
            targets = _shuffled(tuple(pair.right for pair in question.pairs), random)
            lefts = tuple((str(number), pair.left) for number, pair in enumerate(question.pairs))
            return DrawnQuestion(question.ask, lefts, kind="match", targets=targets)
        case ClozeQuestion():
            blanks = tuple((name, f"Blank {name}") for name in question.blanks)
            return DrawnQuestion(question.ask, blanks, kind="cloze", policies=((question.place, question.policy),))
        case TextQuestion():
            grades = (("1", "It has all of it"), ("0.5", "It has a part of it"), ("0", "It misses the point"))
            return DrawnQuestion(question.ask, grades, kind="text")
        case FixQuestion():
            variation = Variation(policies=question.policies, request=question.request)
            texts = tuple(option.text for option in question.options)
            return DrawnQuestion(question.ask, _shuffled(texts, random), variation, "fix")
        case ReasonQuestion():
            said = tuple(f"{'True' if each.says else 'False'}: {each.text}" for each in question.options)
            return DrawnQuestion(question.ask, _shuffled(said, random), kind="reason")
        case TrapQuestion():
            texts = tuple(option.text for option in question.options)
            policies = (("", question.policy),)
            return DrawnQuestion(question.ask, _shuffled(texts, random), kind="trap", policies=policies)
        case _:
            texts = tuple(option.text for option in question.options)
            return DrawnQuestion(question.ask, _shuffled(texts, random), kind=question.kind)


def varied_by(question: Computed, seed: int) -> Variation:
    """The variation of the scenario that a template asks about, for a seed."""
    return variation_of(question, drawn_values(question, seed))


def computed_choices(question: Computed, variation: Variation) -> Choices:
    """What a computed question offers."""
    if isinstance(question, VerdictQuestion):
        return tuple((str(decision), word) for decision, word in VERDICTS.items())
    if isinstance(question, GateQuestion):
        return tuple((str(gate), word) for gate, word in GATES.items())
    return (*_statements(variation), (NO_STATEMENT, "No statement: nothing that is written decides"))


def _statements(variation: Variation) -> Iterator[tuple[str, str]]:
    """The statements of the policies in a variation, named by place and number."""
    for place, text in variation.policies.items():
        written = json.loads(text).get("Statement", [])
        for number, statement in enumerate(written if isinstance(written, list) else [written]):
            sid = statement.get("Sid") or f"statement {number + 1}"
            yield f"{place}#{number}", f"`{sid}`"


def slots(question: Template) -> frozenset[str]:
    """The slots that stand in a template, wherever that is."""
    texts = (question.ask, question.request.model_dump_json(), question.session_policy, *question.policies.values())
    return frozenset(name for text in texts for name in _SLOT.findall(text))


def slot_names(question: Template) -> frozenset[str]:
    """The slots that a template's values fill."""
    return frozenset(
        name for slot, values in question.values.items() for value in values for name in _named(slot, value)
    )


def random_of(seed: int) -> Random:
    """The dice of a seed."""
    return Random(seed)  # noqa: S311 - for variety, not for secrecy


def _shuffled(texts: tuple[str, ...], random: Random) -> Choices:
    choices = [(str(number), text) for number, text in enumerate(texts)]
    random.shuffle(choices)
    return tuple(choices)


def drawn_values(question: Template, seed: int) -> dict[str, str]:
    """The values of a template's slots for a seed."""
    random = random_of(seed)
    drawn: dict[str, str] = {}
    for slot, values in question.values.items():
        drawn |= _named(slot, random.choice(values))
    return drawn


def _named(slot: str, value: str | Mapping[str, str]) -> dict[str, str]:
    """What a value fills: `<slot>`, or for a group of texts `<slot.name>` each."""
    return {slot: value} if isinstance(value, str) else {f"{slot}.{name}": text for name, text in value.items()}


def variation_of(question: Template, values: Mapping[str, str]) -> Variation:
    """The variation that a template asks about, its slots filled."""
    written = question.request
    context = {key: tuple(_filled(each, values) for each in texts) for key, texts in written.context.items()}
    request = AskedRequest(
        caller=_filled(written.caller, values),
        action=_filled(written.action, values),
        resource=_filled(written.resource, values),
        context=context,
    )
    return Variation(
        policies={place: _filled(text, values) for place, text in question.policies.items()},
        session_policy=_filled(question.session_policy, values),
        request=request,
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)
