"""A test as its learner meets it: the question that is next, or at the end all of them, graded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects

from iamlab.accounts.guests import Learner
from lessons.courseware import Question, question_version
from lessons.library.course_tests import asked_in
from lessons.library.models import Activity, Lesson
from lessons.progress.models import Record

from ..queries import ShownQuestion, answered, waiting
from ..tokens import next_draw

TITLES: Mapping[str, str] = {
    Activity.Kind.PRE_TEST: "Test before the course",
    Activity.Kind.POST_TEST: "Test after the course",
}


@dataclass(frozen=True, slots=True)
class BegunTest:
    """A learner's records of a test, in the order in which it asks; none where it was not begun."""

    kind: str
    records: tuple[Record, ...]

    @property
    def title(self) -> str:
        """What pages call it."""
        return TITLES[self.kind]

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.records)

    @property
    def right(self) -> int:
        """How many were answered right."""
        return sum(record.best == 1 for record in self.records)

    @property
    def next(self) -> Record | None:
        """The first record without an answer; None at the end."""
        return next((record for record in self.records if not record.attempt_count), None)

    def number(self, record: Record) -> int:
        """What the page calls a question."""
        return self.records.index(record) + 1

    def record(self, uuid: UUID) -> Record | None:
        """The record of an activity of this test."""
        return next((record for record in self.records if record.activity_id == uuid), None)


def begun_test(learner: Learner | None, kind: str) -> BegunTest:
    """A learner's test: one query. What the course asks no more is left out."""
    records = Record.objects.of(learner).filter(
        activity__kind=kind, activity__is_current=True, activity__lesson__is_published=True
    )
    in_order = records.order_by("activity__lesson__module__number", "activity__lesson__position", "activity__position")
    return BegunTest(kind, tuple(in_order.select_related("activity__lesson__module")))


def question_of(test: BegunTest, record: Record, lesson: Lesson) -> Question | None:
    """The question that a record is about, in its lesson as it is now."""
    questions = lesson.content.questions
    return next((each for each in questions if asked_in(each.uuid, test.kind) == record.activity_id), None)


def asked(
    test: BegunTest,
    record: Record,
    learner: Learner | None,
    *,
    error: str = "",
    sent: Mapping[str, Sequence[str]] | None = None,
) -> ShownQuestion | None:
    """A question of a test, drawn for its learner; None when its lesson has it no more."""
    lesson = _with_content(record)
    question = question_of(test, record, lesson)
    if question is None:
        return None
    version = question_version(question, lesson.content.scenario)
    coming = next_draw(learner, record.activity_id, version, 1)
    return waiting(lesson, question, coming, test.number(record), error=error, sent=sent)


def results(test: BegunTest) -> tuple[ShownQuestion, ...]:
    """All questions of a test that was answered, graded: two queries. One that changed since can't be shown again."""
    prefetch_related_objects(test.records, "attempts", "activity__lesson__revision")
    shown = (_result(test, record) for record in test.records)
    return tuple(each for each in shown if each)


def _result(test: BegunTest, record: Record) -> ShownQuestion | None:
    lesson = record.activity.lesson
    question = question_of(test, record, lesson)
    attempt = next(iter(record.attempts.all()), None)
    if question is None or attempt is None or attempt.version != question_version(question, lesson.content.scenario):
        return None
    return answered(lesson, question, attempt, test.number(record), 1)


def _with_content(record: Record) -> Lesson:
    return Lesson.objects.select_related("module", "revision").get(pk=record.activity.lesson_id)
