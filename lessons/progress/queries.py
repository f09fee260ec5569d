"""What pages read of a learner's progress, in five queries however much there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from iamlab.accounts.guests import Learner
from lessons.library.models import Activity, Lesson, Misconception, Module

from .contents import title_of
from .course_tests import Comparison, comparison_from
from .mastery import Concept, concepts_from
from .models import Attempt, Record

Kind = Activity.Kind


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """Where a learner stands in a lesson. `state` is `new`, `part`, `now` (the one to go on with) or `done`."""

    lesson: Lesson
    state: str
    place: str
    right: int
    questions: int
    is_begun: bool

    @property
    def place_title(self) -> str:
        """The section where the learner left off, as people read it; it takes one query more."""
        return title_of(self.lesson, self.place)


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """A module with its lessons; `right` of `questions` quiz questions have been answered right at least once."""

    module: Module
    lessons: tuple[LessonProgress, ...]

    @property
    def right(self) -> int:
        """Questions answered right at least once."""
        return sum(lesson.right for lesson in self.lessons)

    @property
    def questions(self) -> int:
        """Questions that there are."""
        return sum(lesson.questions for lesson in self.lessons)

    @property
    def is_begun(self) -> bool:
        """Whether anything was done here."""
        return any(lesson.is_begun for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class BeliefProgress:
    """A misconception that a learner's answers showed; it is cleared when those questions were answered right since."""

    misconception: Misconception
    times: int
    latest: datetime
    is_cleared: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the page of a person's progress shows."""

    modules: tuple[ModuleProgress, ...]
    beliefs: tuple[BeliefProgress, ...]
    predictions: int
    right_predictions: int
    challenges: int = 0
    passed_challenges: int = 0
    concepts: tuple[Concept, ...] = ()
    tests: Comparison = field(default_factory=Comparison)

    @property
    def lessons(self) -> tuple[LessonProgress, ...]:
        """All lessons, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def done(self) -> int:
        """Lessons that are done."""
        return sum(lesson.state == "done" for lesson in self.lessons)

    @property
    def right(self) -> int:
        """Questions answered right at least once."""
        return sum(module.right for module in self.modules)

    @property
    def questions(self) -> int:
        """Questions that there are."""
        return sum(module.questions for module in self.modules)

    @property
    def open_beliefs(self) -> tuple[BeliefProgress, ...]:
        """The misconceptions that answers showed and that no right answer has cleared yet."""
        return tuple(belief for belief in self.beliefs if not belief.is_cleared)

    @property
    def cleared_beliefs(self) -> tuple[BeliefProgress, ...]:
        """The misconceptions that are cleared."""
        return tuple(belief for belief in self.beliefs if belief.is_cleared)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done in any lesson yet."""
        return not any(module.is_begun for module in self.modules)

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to show: of a lesson, or of a test."""
        return not self.is_empty or bool(self.tests.modules)

    @property
    def resume(self) -> LessonProgress | None:
        """The lesson to go on with: the one left open last, else the first that is new; None when all are done."""
        return next((lesson for lesson in self.lessons if lesson.state == "now"), None)


def progress_of(learner: Learner | None) -> Progress:
    """A learner's progress in the course as it is now."""
    current = Activity.objects.filter(is_current=True, lesson__is_published=True)
    activities = list(current.select_related("lesson__module"))
    # Each lesson is an activity of its own, so none is missing here.
    found = {activity.lesson_id: activity.lesson for activity in activities}
    lessons = sorted(found.values(), key=lambda lesson: (lesson.module.number, lesson.position))
    kinds = {activity.pk: (activity.kind, activity.lesson_id) for activity in activities}
    records = {record.activity_id: record for record in Record.objects.of(learner)}
    now = _lesson_to_go_on_with(lessons, records)
    scores: dict[UUID, list[bool]] = {lesson.pk: [] for lesson in lessons}
    for uuid, (kind, lesson_uuid) in kinds.items():
        if kind == Kind.QUESTION:
            scores[lesson_uuid].append(_is_right(records.get(uuid)))
    shown = (_lesson(lesson, records.get(lesson.pk), scores[lesson.pk], is_now=lesson.pk == now) for lesson in lessons)
    modules = tuple(
        ModuleProgress(module, tuple(each)) for module, each in groupby(shown, key=lambda each: each.lesson.module)
    )
    predicted = [record for uuid, record in records.items() if kinds.get(uuid, ("",))[0] == Kind.PREDICTION]
    right = sum(_is_right(record) for record in predicted)
    challenges = [records.get(uuid) for uuid, (kind, _) in kinds.items() if kind == Kind.CHALLENGE]
    passed = sum(bool(record and record.best) for record in challenges)
    concepts = concepts_from(lessons, activities, records)
    tests = comparison_from(lessons, activities, records)
    return Progress(modules, _beliefs(learner), len(predicted), right, len(challenges), passed, concepts, tests)


def _is_right(record: Record | None) -> bool:
    return record is not None and record.best == 1


def _lesson_to_go_on_with(lessons: Iterable[Lesson], records: Mapping[UUID, Record]) -> UUID | None:
    open_records = [records[lesson.pk] for lesson in lessons if lesson.pk in records and not records[lesson.pk].done]
    if open_records:
        return max(open_records, key=lambda record: record.updated).activity_id
    return next((lesson.pk for lesson in lessons if lesson.pk not in records), None)


def _lesson(lesson: Lesson, record: Record | None, scores: list[bool], *, is_now: bool) -> LessonProgress:
    state = "done" if record and record.done else "now" if is_now else "part" if record else "new"
    return LessonProgress(lesson, state, record.place if record else "", sum(scores), len(scores), record is not None)


def _beliefs(learner: Learner | None) -> tuple[BeliefProgress, ...]:
    """The misconceptions met, the latest first."""
    records = Record.objects.of(learner)
    records = records.exclude(last=None)
    attempts = Attempt.objects.filter(record__in=records).exclude(misconception="").select_related("record")
    met: dict[str, list[Attempt]] = {}
    for attempt in attempts.order_by("created"):
        met.setdefault(attempt.misconception, []).append(attempt)
    known = Misconception.objects.select_related("lesson__module").in_bulk(list(met)) if met else {}
    beliefs = [_belief(known[id], shown) for id, shown in met.items() if id in known]
    return tuple(sorted(beliefs, key=lambda belief: belief.latest, reverse=True))


def _belief(misconception: Misconception, shown: list[Attempt]) -> BeliefProgress:
    is_cleared = all(attempt.record.last == 1 for attempt in shown)
    return BeliefProgress(misconception, len(shown), shown[-1].created, is_cleared)
