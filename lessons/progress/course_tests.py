"""The tests before and after the course: which questions one learner gets, and what came of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, zip_longest
from random import Random
from typing import TypeVar
from uuid import UUID

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by
from lessons.library.course_tests import TESTS, asked_in
from lessons.library.models import Activity, Lesson, Module

from .models import Record

T = TypeVar("T")

QUESTIONS = 20
Kind = Activity.Kind


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a test, or of a module's part in it."""

    right: int = 0
    answered: int = 0
    questions: int = 0

    @property
    def state(self) -> str:
        """`new`, `begun` or `done`."""
        return "new" if not self.questions else "done" if self.answered == self.questions else "begun"


@dataclass(frozen=True, slots=True)
class Answered:
    """A learner's record in a test."""

    test: str
    module: Module
    record: Record


@dataclass(frozen=True, slots=True)
class ModuleResults:
    """Both tests in one module."""

    module: Module
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both tests side by side, and module by module."""

    before: Result = Result()
    after: Result = Result()
    modules: tuple[ModuleResults, ...] = ()


def comparison_from(
    lessons: Iterable[Lesson], activities: Iterable[Activity], records: Mapping[UUID, Record]
) -> Comparison:
    """A learner's tests, from what was read already. What is no longer asked does not count."""
    modules = {lesson.pk: lesson.module for lesson in lessons}
    answers = [
        Answered(str(activity.kind), modules[activity.lesson_id], record)
        for activity in activities
        if activity.kind in TESTS and (record := records.get(activity.pk))
    ]
    asked = sorted({each.module.number: each.module for each in answers}.items())
    rows = (
        ModuleResults(module, *_results([each for each in answers if each.module == module])) for _, module in asked
    )
    return Comparison(*_results(answers), modules=tuple(rows))


def begin_test(learner: Learner, test: str) -> None:
    """Choose the questions of a test for a learner. One that was begun stays as it is.

    The second test asks what the first one asked, with other values, so that the two can be compared.
    """
    if Record.objects.of(learner).filter(activity__kind=test).exists():
        return
    offered = list(
        Activity.objects.filter(kind=test, is_current=True, lesson__is_published=True)
        .select_related("lesson__module")
        .order_by("lesson__module__number", "lesson__position", "position")
    )
    asked = _asked_in_the_other(learner, test)
    again = [activity for activity in offered if activity.pk in asked]
    others = [activity for activity in offered if activity.pk not in asked]
    seed = sha256(f"{learner}:{test}".encode()).digest()
    chosen = {activity.pk for activity in [*again, *_spread(others, Random(seed))][:QUESTIONS]}  # noqa: S311 - no secret
    owner = owned_by(learner)
    records = [Record(**owner, activity=activity) for activity in offered if activity.pk in chosen]
    Record.objects.bulk_create(records, ignore_conflicts=True)


def _asked_in_the_other(learner: Learner, test: str) -> frozenset[UUID]:
    """What this test calls the questions that the learner got in the other one."""
    (other,) = (each for each in TESTS if each != test)
    got = set(Record.objects.of(learner).filter(activity__kind=other).values_list("activity_id", flat=True))
    if not got:
        return frozenset()
    questions = Activity.objects.filter(kind=Kind.QUESTION).values_list("pk", flat=True)
    return frozenset(asked_in(uuid, test) for uuid in questions if asked_in(uuid, other) in got)


def _spread(activities: Iterable[Activity], random: Random) -> list[Activity]:
    """Activities in such an order that any first part of it takes from all modules, and from many lessons."""
    lessons: dict[UUID, dict[UUID, list[Activity]]] = {}
    for activity in activities:
        of_module = lessons.setdefault(activity.lesson.module_id, {})
        of_module.setdefault(activity.lesson_id, []).append(activity)
    modules = [
        _in_turn([_shuffled(lesson, random) for lesson in _shuffled(of_module.values(), random)])
        for of_module in _shuffled(lessons.values(), random)
    ]
    return _in_turn(modules)


def _shuffled(things: Iterable[T], random: Random) -> list[T]:
    found = list(things)
    random.shuffle(found)
    return found


def _in_turn(lists: Sequence[Sequence[Activity]]) -> list[Activity]:
    """The first of each list, then the second of each, and so on."""
    return [activity for activity in chain.from_iterable(zip_longest(*lists)) if activity is not None]


def _results(answers: Sequence[Answered]) -> tuple[Result, Result]:
    """What came of the first test and of the second."""
    first, second = (_result([each.record for each in answers if each.test == test]) for test in TESTS)
    return first, second


def _result(records: Sequence[Record]) -> Result:
    right = sum(record.best == 1 for record in records)
    return Result(right, sum(bool(record.attempt_count) for record in records), len(records))
