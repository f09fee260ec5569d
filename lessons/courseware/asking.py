"""Directives that ask something or load something into the sandbox; their bodies are YAML."""

from uuid import UUID

from pydantic import Field

from lessons.courseware.blocks import Block, ChallengeLink, Load, PlacedQuestion, Predict, TryIt, WorkedDecision
from lessons.courseware.claims import ImpossibleVariation, decide, with_policies
from lessons.courseware.directive import Directive
from lessons.courseware.requests import AskedRequest, Claim, OneRight
from lessons.courseware.schema import Schema


class PredictFields(OneRight):
    """The body of `::: predict id`."""

    uuid: UUID
    question: str
    answer: str


class ClaimFields(Claim):
    """The body of `::: try-it id` and `::: decision id`."""

    title: str
    note: str


class LoadFields(Schema):
    """The body of `::: sandbox id`."""

    title: str
    note: str = Field(default="", min_length=0)
    policies: dict[str, str] = {}
    session_policy: str = Field(default="", min_length=0)
    request: AskedRequest | None = None


def read_predict(directive: Directive) -> Block | None:
    """A question to answer before reading on."""
    fields = directive.fields(PredictFields)
    if fields is None:
        return None
    directive.lesson.identities.take_uuid(fields.uuid, directive.lesson.report, directive.place)
    return Predict(id=directive.argument, **dict(fields))


def read_try_it(directive: Directive) -> Block | None:
    """A variation to load, with what it claims."""
    fields = directive.fields(ClaimFields)
    if fields is None:
        return None
    claim = _claim(fields)
    said = directive.executed(claim)
    return TryIt(id=directive.argument, title=fields.title, note=fields.note, variation=claim, decided=said)


def read_decision(directive: Directive) -> Block | None:
    """A worked decision, with what it claims."""
    fields = directive.fields(ClaimFields)
    if fields is None:
        return None
    claim = _claim(fields)
    said = directive.executed(claim)
    return WorkedDecision(id=directive.argument, title=fields.title, note=fields.note, variation=claim, decided=said)


def _claim(fields: ClaimFields) -> Claim:
    return Claim(
        policies=fields.policies, session_policy=fields.session_policy, request=fields.request, expect=fields.expect
    )


def read_sandbox(directive: Directive) -> Block | None:
    """The scenario, or a variation of it, to load without a claim; it has to be possible."""
    fields = directive.fields(LoadFields)
    if fields is None:
        return None
    block = Load(id=directive.argument, **dict(fields))
    if directive.lesson.scenario is not None:
        try:
            if block.variation:
                decide(directive.lesson.scenario, block.variation)
            else:
                with_policies(directive.lesson.scenario.cloud, block.policies)
        except ImpossibleVariation as impossible:
            directive.problem("impossible-claim", f"the sandbox can't be brought there: {impossible}")
    return block


def read_quiz(directive: Directive) -> Block | None:
    """A question of the quiz, placed in the text."""
    try:
        uuid = UUID(directive.argument)
    except ValueError:
        hint = "Write the `uuid` of a question in `quiz.yaml`."
        directive.problem("wrong-id", f"`{directive.argument}` is no uuid", hint)
        return None
    return PlacedQuestion(uuid=uuid)


def read_challenge(directive: Directive) -> Block | None:
    """The way to the lesson's challenge, placed in the text."""
    return ChallengeLink()
