"""Quiz questions as written in `quiz.yaml`. Each text is inline Markdown."""

from hashlib import sha256
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from iamlab.engine import Decision
from lessons.courseware.requests import AskedRequest, Id, OneRight
from lessons.courseware.schema import Schema


class OneQuestion(OneRight):
    """One of several options is right."""

    kind: Literal["one"]
    uuid: UUID
    ask: str


class VerdictQuestion(Schema):
    """What does AWS decide? A template over the lesson's scenario; the engine makes key and feedback.

    `values` gives each slot what can be drawn for it: texts for `<slot>`, or groups of texts that belong together for
    `<slot.name>`. Slots may stand in `ask`, in the request and in the replaced `policies`, which stand beside the
    question with those policies of the scenario that `shows` names. `misconceptions` names the belief behind a wrong
    answer.
    """

    kind: Literal["verdict"]
    uuid: UUID
    ask: str
    values: dict[Id, Annotated[tuple[str | dict[Id, str], ...], Field(min_length=2)]] = {}
    request: AskedRequest
    policies: dict[str, str] = {}
    shows: tuple[str, ...] = ()
    misconceptions: dict[Decision, Id] = {}


Question = Annotated[OneQuestion | VerdictQuestion, Field(discriminator="kind")]


class Quiz(Schema):
    """The questions of a lesson, in order."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


def question_version(question: OneQuestion | VerdictQuestion, scenario: str) -> str:
    """A hash of all that decides what a question asks and which answer is right: 16 hexadecimal digits.

    A computed question's answers follow from the lesson's scenario, so it changes with that.
    """
    text = question.model_dump_json() + (scenario if isinstance(question, VerdictQuestion) else "")
    return sha256(text.encode()).hexdigest()[:16]
