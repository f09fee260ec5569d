"""What a lesson holds, part by part, and how much of each part its learner has done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from lessons.courseware import Loadable, Predict, Section
from lessons.library.models import Lesson

from .models import Record

QUIZ = "quiz"
"""The anchor of a lesson's quiz, and the place of whoever answered a question last."""
CHALLENGE = "challenge"
"""The anchor of a lesson's challenge."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a lesson, its challenge or its quiz.

    `count` things can be done in it; its learner left off where `is_here`.
    """

    anchor: str
    title: str
    done: int
    count: int
    is_here: bool

    @property
    def is_done(self) -> bool:
        """Whether everything in it was done; a part without anything to do never is."""
        return 0 < self.count <= self.done

    @property
    def state(self) -> str:
        """What `parts` of static/css/progress.css call it: `done`, `now` or nothing."""
        return "done" if self.is_done else "now" if self.is_here else ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a lesson in reading order. `is_begun` where its learner did something here."""

    parts: tuple[Part, ...]
    is_begun: bool = False

    @property
    def counted(self) -> tuple[Part, ...]:
        """The parts in which there is something to do."""
        return tuple(part for part in self.parts if part.count)

    @property
    def done(self) -> int:
        """How many of those are done."""
        return sum(part.is_done for part in self.counted)

    @property
    def has_passed(self) -> bool:
        """Whether the lesson's challenge was passed."""
        return any(part.is_done for part in self.parts if part.anchor == CHALLENGE)

    @property
    def place(self) -> Part | None:
        """Where the learner left off; None at the start of the lesson."""
        return next((part for part in self.parts[1:] if part.is_here), None)


def contents_of(lesson: Lesson, records: Mapping[UUID, Record]) -> Contents:
    """The contents of a lesson, from its learner's records by activity, the lesson's own among them."""
    own = records.get(lesson.uuid)
    place, did = (own.place, frozenset(own.did)) if own else ("", frozenset())
    sections = (_section(section, place, did, records) for section in lesson.content.sections)
    parts = (*sections, *_challenge(lesson, records), *_quiz(lesson, place, records))
    return Contents(parts, is_begun=own is not None)


def title_of(lesson: Lesson, place: str) -> str:
    """A place of a lesson as people read it; nothing for the start, or for one that the lesson has no more."""
    titles = {section.id: section.title for section in lesson.content.sections}
    return "the quiz" if place == QUIZ else titles.get(place, "")


def place_in(lesson: Lesson, place: str) -> str:
    """A place that a browser names, if the lesson has it; else nothing."""
    anchors = {section.id for section in lesson.content.sections} | {QUIZ}
    return place if place in anchors else ""


def _section(section: Section, place: str, did: frozenset[str], records: Mapping[UUID, Record]) -> Part:
    asked = [block.uuid for block in section.blocks if isinstance(block, Predict)]
    loadable = [block.id for block in section.blocks if isinstance(block, Loadable)]
    done = sum(uuid in records for uuid in asked) + sum(id in did for id in loadable)
    title = section.title or "Opening"
    return Part(section.id, title, done, len(asked) + len(loadable), is_here=section.id == place)


def _quiz(lesson: Lesson, place: str, records: Mapping[UUID, Record]) -> Iterator[Part]:
    questions = [question.uuid for question in lesson.content.questions]
    if questions:
        right = sum(uuid in records and records[uuid].best == 1 for uuid in questions)
        yield Part(QUIZ, "Quiz", right, len(questions), is_here=place == QUIZ)


def _challenge(lesson: Lesson, records: Mapping[UUID, Record]) -> Iterator[Part]:
    if challenge := lesson.content.challenge:
        is_passed = bool(challenge.uuid in records and records[challenge.uuid].best)
        yield Part(CHALLENGE, f"Challenge: {challenge.title}", int(is_passed), 1, is_here=False)
