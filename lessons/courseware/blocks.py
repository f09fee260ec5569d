"""What a section of a lesson is made of: prose as HTML, and blocks that a page shows and lets a person use."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from iamlab.engine import PolicyKind
from lessons.courseware.questions import OneQuestion
from lessons.courseware.requests import AskedRequest, Claim, DecidedClaim, Id, OneRight, Variation
from lessons.courseware.schema import Schema


class Prose(Schema):
    """Paragraphs, lists, tables and code."""

    kind: Literal["prose"] = "prose"
    html: str


class Predict(OneRight):
    """A question to answer before reading on; `answer` is what the page says afterwards."""

    kind: Literal["predict"] = "predict"
    id: Id
    uuid: UUID
    question: str
    answer: str

    def as_question(self) -> OneQuestion:
        """The same as a quiz question, to be drawn, answered and recorded like any other."""
        return OneQuestion(kind="one", uuid=self.uuid, ask=self.question, options=self.options)


class TryIt(Schema):
    """A button that loads a variation into the sandbox."""

    kind: Literal["try-it"] = "try-it"
    id: Id
    title: str
    note: str
    variation: Claim
    decided: DecidedClaim | None = None


class WorkedDecision(Schema):
    """A request decided beside the text, with what the engine said when the lesson was read."""

    kind: Literal["decision"] = "decision"
    id: Id
    title: str
    note: str
    variation: Claim
    decided: DecidedClaim | None = None


class Load(Schema):
    """A button that brings the sandbox somewhere, without a claim: other policies, a request, or the lesson's start."""

    kind: Literal["sandbox"] = "sandbox"
    id: Id
    title: str
    note: str = Field(default="", min_length=0)
    policies: dict[str, str] = {}
    session_policy: str = Field(default="", min_length=0)
    request: AskedRequest | None = None

    @property
    def variation(self) -> Variation | None:
        """What is asked once it is loaded; None where only policies are replaced."""
        if self.request is None:
            return None
        return Variation(policies=self.policies, session_policy=self.session_policy, request=self.request)


class LineNote(Schema):
    """What is said about a line of a policy."""

    line: int
    text: str


class PolicyText(Schema):
    """A policy to read: some lines marked, some with a note, and what lint says where the lesson is about that."""

    kind: Literal["policy"] = "policy"
    title: str
    policy_kind: PolicyKind
    text: str
    marked: tuple[int, ...] = ()
    notes: tuple[LineNote, ...] = ()
    remarks: tuple[str, ...] = ()


class SameInAws(Schema):
    """How the same is done in AWS: the way through the console, step by step, and the command."""

    kind: Literal["same-in-aws"] = "same-in-aws"
    title: str
    console: tuple[str, ...]
    cli: str
    note: str = Field(default="", min_length=0)


class TermBox(Schema):
    """A term of the glossary, with its meaning as inline HTML."""

    kind: Literal["term"] = "term"
    title: str
    html: str


class PlacedQuestion(Schema):
    """A question of the quiz that stands in the text instead of at its end."""

    kind: Literal["quiz"] = "quiz"
    uuid: UUID


class ChallengeLink(Schema):
    """The way to the lesson's challenge, where it stands in the text instead of before the quiz."""

    kind: Literal["challenge"] = "challenge"


class Trap(Schema):
    """A common belief, quoted as people say it, and what is so instead."""

    kind: Literal["trap"] = "trap"
    misconception: Id
    belief: str
    html: str


class Takeaways(Schema):
    """What to remember: a short list."""

    kind: Literal["takeaways"] = "takeaways"
    html: str


class Interview(Schema):
    """A question as asked aloud, and a model answer."""

    kind: Literal["interview"] = "interview"
    question: str
    html: str


class Compare(Schema):
    """A table that sets things side by side; `caption` names it for those who can't see it."""

    kind: Literal["compare"] = "compare"
    caption: str
    html: str


class Figure(Schema):
    """A drawing as SVG text, with its words."""

    kind: Literal["figure"] = "figure"
    svg: str
    alt: str
    caption: str = Field(default="", min_length=0)


Block = Annotated[
    Prose
    | Predict
    | TryIt
    | WorkedDecision
    | Load
    | PolicyText
    | SameInAws
    | Trap
    | Takeaways
    | Interview
    | Compare
    | Figure
    | TermBox
    | PlacedQuestion
    | ChallengeLink,
    Field(discriminator="kind"),
]

__all__ = [
    "Block",
    "ChallengeLink",
    "Compare",
    "Figure",
    "Interview",
    "LineNote",
    "Load",
    "PlacedQuestion",
    "PolicyText",
    "Predict",
    "Prose",
    "SameInAws",
    "Takeaways",
    "TermBox",
    "Trap",
    "TryIt",
    "WorkedDecision",
]
