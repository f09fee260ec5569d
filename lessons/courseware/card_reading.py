"""Reads the interview deck, and checks that each card leads to a lesson, and to a demonstration in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lessons.courseware.cards import TOPICS, Card, CardFields
from lessons.courseware.course import Lesson
from lessons.courseware.identities import Identities
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.requests import is_id
from lessons.courseware.schema import read_model
from lessons.courseware.yaml_reader import YamlDocument, read_yaml


@dataclass(slots=True)
class CardReader:
    """Reads card after card of one course, whose lessons are read already."""

    lessons: Mapping[UUID, Lesson]
    identities: Identities
    questions: dict[str, str] = field(default_factory=dict)

    def read(self, topic: str, slug: str, text: str, report: FileReport) -> Card | None:
        """A card; None after a mistake, which is reported."""
        if topic not in TOPICS:
            report.add(
                Place(), "unknown-topic", f"`{topic}` is no topic of the deck", f"There are: {', '.join(TOPICS)}."
            )
            return None
        if not is_id(slug):
            report.add(
                Place(), "wrong-id", f"`{slug}` is no address", "Name the file in lower-case words with hyphens."
            )
            return None
        document = read_yaml(text, report)
        fields = read_model(CardFields, document, report) if document else None
        if not document or not fields:
            return None
        self.identities.take_uuid(fields.uuid, report, document.place(("uuid",)))
        self._check_question(fields, document, report)
        self._check_lesson(fields, document, report)
        return None if report.problems else Card(topic, slug, fields)

    def _check_question(self, fields: CardFields, document: YamlDocument, report: FileReport) -> None:
        question = fields.question.casefold()
        if question in self.questions:
            message = f"{self.questions[question]} asks the same question"
            report.add(document.place(("question",)), "duplicate-question", message, "Ask another, or remove one card.")
        self.questions.setdefault(question, report.file)

    def _check_lesson(self, fields: CardFields, document: YamlDocument, report: FileReport) -> None:
        lesson = self.lessons.get(fields.lesson)
        if lesson is None:
            # A lesson with a mistake of its own is there, and told already.
            if not self.identities.is_lesson(fields.lesson):
                message = f"no lesson has the uuid `{fields.lesson}`"
                report.add(
                    document.place(("lesson",)), "unknown-lesson", message, "Copy it from the lesson's `lesson.md`."
                )
        elif fields.show and lesson.loadable(fields.show) is None:
            blocks = ", ".join(_loadable(lesson)) or "none"
            message = f"lesson {lesson.number} has no `try-it` or `decision` block `{fields.show}`"
            report.add(document.place(("show",)), "unknown-block", message, f"It has: {blocks}.")


def _loadable(lesson: Lesson) -> Iterator[str]:
    return (block.id for block in lesson.blocks() if block.kind in ("try-it", "decision"))
