"""What a section of a lesson is made of: prose as HTML, and blocks that a page shows and lets a person use."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from lessons.courseware.questions import OneQuestion
from lessons.courseware.requests import Claim, DecidedClaim, Id, OneRight
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
    Prose | Predict | TryIt | WorkedDecision | Trap | Takeaways | Interview | Compare | Figure,
    Field(discriminator="kind"),
]

__all__ = [
    "Block",
    "Compare",
    "Figure",
    "Interview",
    "Predict",
    "Prose",
    "Takeaways",
    "Trap",
    "TryIt",
    "WorkedDecision",
]
