"""What lesson pages read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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


def around(lesson: Lesson, records: Mapping[UUID, Record]) -> Around:
    """The lessons around one, in the order of the course: one query.

    `records` are the learner's by activity, those of the lessons among them that it builds on.
    """
    lessons = list(Lesson.objects.published())
    place = next((number for number, each in enumerate(lessons) if each.pk == lesson.pk), 0)
    needed = [each for each in lessons if each.pk in lesson.content.fields.prerequisites]
    return Around(
        previous=lessons[place - 1] if place else None,
        next=lessons[place + 1] if place + 1 < len(lessons) else None,
        to_read_first=tuple(each for each in needed if each.pk not in records or records[each.pk].done is None),
    )
