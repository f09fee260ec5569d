"""Quiz questions as written in `quiz.yaml`. Each text is inline Markdown."""

from hashlib import sha256
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from iamlab.engine import Decision, GateKind
from lessons.courseware.requests import AskedRequest, Id, OneRight, OptionText
from lessons.courseware.schema import Schema


class Asked(Schema):
    """What every question has."""

    uuid: UUID
    ask: str


class OneQuestion(OneRight, Asked):
    """One of several options is right."""

    kind: Literal["one"]


class SeveralQuestion(Asked):
    """Several of several options are right. The score is what is right less what is wrong, never below 0."""

    kind: Literal["several"]
    options: Annotated[tuple[OptionText, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _has_both(self) -> Self:
        if len({option.right for option in self.options}) != 2:
            raise ValueError("some options have to be marked `right: true`, and some not")
        return self


class Reason(OptionText):
    """An answer and its reason: `says` whether the claim is true."""

    says: bool


class ReasonQuestion(Asked):
    """True or false, with the reason: `ask` is the claim."""

    kind: Literal["reason"]
    options: Annotated[tuple[Reason, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _has_one_right_option(self) -> Self:
        if sum(option.right for option in self.options) != 1 or len({option.says for option in self.options}) != 2:
            raise ValueError("one option has to be right, and both true and false have to be among them")
        return self


class OrderQuestion(Asked):
    """Things to be put in order, as they are written. The score is the share of things in their place."""

    kind: Literal["order"]
    items: Annotated[tuple[str, ...], Field(min_length=3, max_length=9)]
    why: str


class Pair(Schema):
    """Two things that belong together."""

    left: str
    right: str
    why: str


class MatchQuestion(Asked):
    """Pairs to be matched. The score is the share of pairs found."""

    kind: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=3, max_length=8)]

    @model_validator(mode="after")
    def _has_different_sides(self) -> Self:
        if len({pair.right for pair in self.pairs}) != len(self.pairs):
            raise ValueError("two pairs have the same right side")
        return self


class TrapQuestion(OneRight, Asked):
    """A policy with one thing wrong in it, to be found among the options."""

    kind: Literal["trap"]
    policy: str


class TextQuestion(Asked):
    """A short text of the learner's own, compared with a model answer by the learner."""

    kind: Literal["text"]
    model: str


class ClozeQuestion(Asked):
    """A policy with blanks `{{1}}`, graded by what it decides in the lesson's scenario.

    `place` is where the filled policy goes. `solution` fills each blank so that `needs` are allowed and `forbidden` are
    denied; whatever else does so is as right.
    """

    kind: Literal["cloze"]
    place: str
    policy: str
    needs: Annotated[tuple[AskedRequest, ...], Field(min_length=1)]
    forbidden: Annotated[tuple[AskedRequest, ...], Field(min_length=1)]
    solution: Annotated[dict[str, str], Field(min_length=1)]
    why: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names of the blanks, in order."""
        return tuple(sorted(self.solution))

    def filled(self, words: dict[str, str]) -> str:
        """The policy with words in its blanks."""
        text = self.policy
        for name in self.blanks:
            text = text.replace("{{" + name + "}}", words.get(name, ""))
        return text


class FixOption(Schema):
    """A change that might allow a request: the policies after it. Which is the smallest, the engine says."""

    text: str
    policies: Annotated[dict[str, str], Field(min_length=1)]
    why: str


class FixQuestion(Asked):
    """Choose the smallest fix: of those that allow the request, the one that allows the least besides."""

    kind: Literal["fix"]
    request: AskedRequest
    policies: dict[str, str] = {}
    options: Annotated[tuple[FixOption, ...], Field(min_length=2)]


class Template(Asked):
    """A question over the lesson's scenario whose values are drawn; the engine makes key and feedback.

    `values` gives each slot what can be drawn for it: texts for `<slot>`, or groups of texts that belong together for
    `<slot.name>`. Slots may stand in `ask`, in the request, in the replaced `policies` and in the `session_policy` that
    is passed to the session which asks. These stand beside the question with those policies of the scenario that
    `shows` names.
    """

    values: dict[Id, Annotated[tuple[str | dict[Id, str], ...], Field(min_length=2)]] = {}
    request: AskedRequest
    policies: dict[str, str] = {}
    session_policy: str = Field(default="", min_length=0)
    shows: tuple[str, ...] = ()


class VerdictQuestion(Template):
    """What does AWS decide? `misconceptions` names the belief behind a wrong answer."""

    kind: Literal["verdict"]
    misconceptions: dict[Decision, Id] = {}


class GateQuestion(Template):
    """Which gate decides?"""

    kind: Literal["gate"]
    misconceptions: dict[GateKind, Id] = {}


class StatementQuestion(Template):
    """Which statement of the replaced policies decides, or does none?"""

    kind: Literal["statement"]


Computed = VerdictQuestion | GateQuestion | StatementQuestion
Question = Annotated[
    OneQuestion
    | SeveralQuestion
    | ReasonQuestion
    | OrderQuestion
    | MatchQuestion
    | TrapQuestion
    | TextQuestion
    | ClozeQuestion
    | FixQuestion
    | VerdictQuestion
    | GateQuestion
    | StatementQuestion,
    Field(discriminator="kind"),
]


class Quiz(Schema):
    """The questions of a lesson, in order."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


def question_version(question: Question, scenario: str) -> str:
    """A hash of all that decides what a question asks and which answer is right: 16 hexadecimal digits.

    What the engine answers follows from the lesson's scenario, so it changes with that.
    """
    asks_engine = isinstance(question, Template | ClozeQuestion | FixQuestion)
    text = question.model_dump_json() + (scenario if asks_engine else "")
    return sha256(text.encode()).hexdigest()[:16]
