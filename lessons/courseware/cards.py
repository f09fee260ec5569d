"""Interview cards, `interview/<topic>/<slug>.yaml`: one question as asked aloud, and what its answer is judged by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from lessons.courseware.requests import Id
from lessons.courseware.schema import Schema

TOPICS = {
    "users-groups-roles": "Users, groups and roles",
    "policy-language": "Policy language",
    "how-aws-decides": "How AWS decides",
    "guardrails": "Guardrails",
    "roles-and-sts": "Roles and STS",
    "across-accounts": "Across accounts",
    "federation": "Federation",
    "least-privilege-audit-incidents": "Least privilege, audit and incidents",
}
"""The folders of the deck, in the order in which it is shown, and what people call them."""


class Level(StrEnum):
    """Whom a question is asked."""

    SCREENING = "screening"
    ENGINEER = "engineer"
    SECURITY = "security"


class FollowUp(Schema):
    """What an interviewer asks next, and a model answer. Inline Markdown."""

    question: str
    answer: str


class CardFields(Schema):
    """The content of a card's file; each text is inline Markdown.

    `answer` has the points of a model answer, `weak` and `strong` say how answers sound, `levels` what tells the levels
    apart. `show` is the id of a block of the `lesson` that runs what the card is about.
    """

    uuid: UUID
    level: Level
    question: str
    answer: Annotated[tuple[str, ...], Field(min_length=5, max_length=7)]
    weak: str
    strong: str
    levels: str
    follow_ups: Annotated[tuple[FollowUp, ...], Field(min_length=2, max_length=2)]
    red_flag: str
    lesson: UUID
    show: Id | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card with its address: `topic` is one of `TOPICS`, `slug` its file's name."""

    topic: str
    slug: str
    fields: CardFields

    @property
    def place_in_deck(self) -> tuple[int, int, str]:
        """What the deck is sorted by: topics as listed, in each the levels from screening up."""
        return list(TOPICS).index(self.topic), list(Level).index(self.fields.level), self.slug
