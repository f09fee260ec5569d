"""What lesson pages read."""

from typing import Any
from uuid import UUID

from iamlab.accounts.guests import Learner
from lessons.library.models import Activity, Lesson
from lessons.progress.models import Attempt, Record


def shelves() -> list[dict[str, Any]]:
    """The modules in order, each with its published lessons."""
    modules: dict[int, dict[str, Any]] = {}
    for lesson in Lesson.objects.published():
        module = modules.setdefault(lesson.module.number, {"module": lesson.module, "lessons": []})
        module["lessons"].append(lesson)
    return list(modules.values())


def neighbours(lesson: Lesson) -> dict[str, Lesson | None]:
    """The lessons before and after one, in the order of the course."""
    lessons = list(Lesson.objects.published())
    place = next((number for number, each in enumerate(lessons) if each.pk == lesson.pk), 0)
    return {
        "previous_lesson": lessons[place - 1] if place else None,
        "next_lesson": lessons[place + 1] if place + 1 < len(lessons) else None,
    }


def predictions_of(learner: Learner | None, lesson: Lesson) -> dict[UUID, int]:
    """The options that a learner predicted in a lesson, by the prediction's uuid."""
    if learner is None:
        return {}
    records = Record.objects.of(learner).filter(activity__lesson=lesson, activity__kind=Activity.Kind.PREDICTION)
    attempts = Attempt.objects.filter(record__in=records, number=1).select_related("record")
    return {attempt.record.activity_id: int(attempt.answer["option"]) for attempt in attempts}
