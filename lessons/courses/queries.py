"""What lesson pages read."""

from dataclasses import dataclass
from typing import Any

from iamlab.accounts.guests import Learner
from lessons.library.models import Lesson
from lessons.progress.models import Record


def shelves() -> list[dict[str, Any]]:
    """The modules in order, each with its published lessons."""
    modules: dict[int, dict[str, Any]] = {}
    for lesson in Lesson.objects.published():
        module = modules.setdefault(lesson.module.number, {"module": lesson.module, "lessons": []})
        module["lessons"].append(lesson)
    return list(modules.values())


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a lesson: those before and after it, and those that it builds on and that are not done yet."""

    previous: Lesson | None
    next: Lesson | None
    to_read_first: tuple[Lesson, ...]


def around(lesson: Lesson, learner: Learner | None) -> Around:
    """The lessons around one, in the order of the course: one query, and another where it builds on lessons."""
    lessons = list(Lesson.objects.published())
    place = next((number for number, each in enumerate(lessons) if each.pk == lesson.pk), 0)
    needed = [each for each in lessons if each.pk in lesson.content.fields.prerequisites]
    done: set[object] = set()
    if needed:
        records = Record.objects.of(learner).filter(activity__in=[each.pk for each in needed], done__isnull=False)
        done = set(records.values_list("activity_id", flat=True))
    return Around(
        previous=lessons[place - 1] if place else None,
        next=lessons[place + 1] if place + 1 < len(lessons) else None,
        to_read_first=tuple(each for each in needed if each.pk not in done),
    )
