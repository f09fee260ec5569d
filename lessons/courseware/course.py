"""The course as values: modules, lessons and their sections, glossary terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from pydantic import Field, HttpUrl

from lessons.courseware.blocks import Block, ChallengeLink, Load, PlacedQuestion, Predict, TryIt, WorkedDecision
from lessons.courseware.cards import Card
from lessons.courseware.challenges import Challenge
from lessons.courseware.paths import Path
from lessons.courseware.problems import Problem
from lessons.courseware.questions import Question
from lessons.courseware.requests import Id, Status
from lessons.courseware.schema import Schema

Loadable = TryIt | WorkedDecision | Load
"""What a page may load into the sandbox."""


class Source(Schema):
    """A page of AWS's documentation that a lesson rests on."""

    title: str
    url: HttpUrl


class Misconception(Schema):
    """Something that people believe, in their words, and what is so, in one sentence."""

    belief: str
    correction: str


class LessonFields(Schema):
    """The front matter of `lesson.md`. Identity is `uuid`: a folder may be renamed and progress stays."""

    uuid: UUID
    title: str
    summary: str
    minutes: Annotated[int, Field(ge=1, le=60)]
    prerequisites: tuple[UUID, ...] = ()
    teaches: tuple[Id, ...] = ()
    misconceptions: dict[Id, Misconception] = {}
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    status: Status = "published"


class ModuleFields(Schema):
    """The front matter of `module.md`."""

    uuid: UUID
    title: str


class TermFields(Schema):
    """The front matter of a glossary file: `example` is inline Markdown, `lesson` where the term is taught."""

    uuid: UUID
    title: str
    example: str
    lesson: UUID


class Section(Schema):
    """A part of a lesson: the text under one heading. The first has no title: it stands under the lesson's."""

    id: Id
    title: str = Field(min_length=0)
    blocks: tuple[Block, ...]


class Lesson(Schema):
    """One lesson: its text rendered, its scenario as text, its quiz and its challenge as written. `number` is `1.4`."""

    fields: LessonFields
    slug: Id
    module: int
    position: int
    sections: tuple[Section, ...]
    scenario: str
    questions: tuple[Question, ...] = ()
    challenge: Challenge | None = None

    @property
    def number(self) -> str:
        """The lesson's number as people say it: `1.4`."""
        return f"{self.module}.{self.position}"

    @property
    def digest(self) -> str:
        """A hash of everything in the lesson."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def blocks(self) -> Iterator[Block]:
        """All blocks, in reading order."""
        return (block for section in self.sections for block in section.blocks)

    def predictions(self) -> Iterator[Predict]:
        """The predictions that the lesson asks for."""
        return (block for block in self.blocks() if isinstance(block, Predict))

    def section_of(self, id: str) -> str:
        """The id of the section that holds the block with an id; empty when there is none."""
        found = (section.id for section in self.sections for block in section.blocks if getattr(block, "id", "") == id)
        return next(found, "")

    def placed_questions(self) -> frozenset[UUID]:
        """The questions that stand in the text instead of at its end."""
        return frozenset(block.uuid for block in self.blocks() if isinstance(block, PlacedQuestion))

    @property
    def places_challenge(self) -> bool:
        """Whether the way to the challenge stands in the text instead of before the quiz."""
        return any(isinstance(block, ChallengeLink) for block in self.blocks())

    def loadable(self, id: str) -> Loadable | None:
        """The block that a page may load into the sandbox, by its id; None when there is none."""
        return next((block for block in self.blocks() if isinstance(block, Loadable) and block.id == id), None)


@dataclass(frozen=True, slots=True)
class Module:
    """A module and its lessons, in the order of their numbers."""

    uuid: UUID
    number: int
    slug: str
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary. `meaning`, one sentence, and `example` are inline HTML; `lesson` teaches it."""

    uuid: UUID
    slug: str
    title: str
    meaning: str
    example: str
    lesson: UUID


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that could be read."""

    modules: tuple[Module, ...]
    terms: Mapping[str, Term]
    cards: tuple[Card, ...] = ()
    paths: tuple[Path, ...] = ()

    def lessons(self) -> Iterator[Lesson]:
        """All lessons, in order."""
        return (lesson for module in self.modules for lesson in module.lessons)


@dataclass(frozen=True, slots=True)
class CourseReading:
    """A course folder as read. A lesson with a problem is not in the course."""

    course: Course
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
