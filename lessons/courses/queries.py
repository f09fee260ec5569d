"""What lesson pages read."""

from typing import Any

from lessons.library.models import Lesson


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
