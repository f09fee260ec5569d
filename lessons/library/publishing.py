"""Brings a course that was read from files into the database, one way. Nothing that people did is ever touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lessons.courseware import Course, Template, question_version
from lessons.courseware import Lesson as Content
from lessons.courseware import Module as ModuleContent

from .course_tests import TESTS, asked_in
from .deck_publishing import put_cards
from .glossary_publishing import put_terms
from .models import Activity, Challenge, Lesson, Misconception, Module, Revision
from .path_publishing import put_paths


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed, as lessons' numbers and titles."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    withdrawn: tuple[str, ...]


@transaction.atomic
def publish(course: Course, *, withdraw: bool = True) -> Published:
    """Publish the lessons of a course, and withdraw those that it does not have unless `withdraw` is false.

    A withdrawn lesson is no longer shown; it and what people did in it are kept, and come back with its files.
    """
    before = {lesson.uuid: lesson for lesson in Lesson.objects.select_related("module", "revision")}
    added, changed, unchanged = [], [], 0
    for module in course.modules:
        shelf = _put_module(module)
        for content in module.lessons:
            if content.fields.status != "published":
                continue
            old = before.get(content.fields.uuid)
            lesson = _put_lesson(content, shelf)
            if old is None:
                added.append(str(lesson))
            elif old.revision.digest != content.digest or not old.is_published:
                changed.append(str(lesson))
            else:
                unchanged += 1
    put_terms(course.terms.values(), withdraw=withdraw)
    put_paths(course.paths, withdraw=withdraw)
    put_cards(course.cards, withdraw=withdraw)
    gone = _withdraw(course) if withdraw else []
    return Published(tuple(added), tuple(changed), unchanged, tuple(gone))


def _put_module(module: ModuleContent) -> Module:
    fields = {"number": module.number, "slug": module.slug, "title": module.title}
    return Module.objects.update_or_create(uuid=module.uuid, defaults=fields)[0]


def _put_lesson(content: Content, module: Module) -> Lesson:
    uuid, digest = content.fields.uuid, content.digest
    data = content.model_dump(mode="json")
    revision, _ = Revision.objects.get_or_create(lesson_uuid=uuid, digest=digest, defaults={"data": data})
    fields = {
        "module": module,
        "position": content.position,
        "slug": content.slug,
        "title": content.fields.title,
        "summary": content.fields.summary,
        "minutes": content.fields.minutes,
        "teaches": list(content.fields.teaches),
        "is_published": True,
        "revision": revision,
    }
    lesson, _ = Lesson.objects.update_or_create(uuid=uuid, defaults=fields)
    _put_activities(lesson, content)
    _put_misconceptions(lesson, content)
    return lesson


def _put_misconceptions(lesson: Lesson, content: Content) -> None:
    """Bring the beliefs that a lesson breaks up to date; those that left the lesson are kept, marked as not current."""
    current = content.fields.misconceptions
    for id, misconception in current.items():
        told = {"belief": misconception.belief, "correction": misconception.correction}
        Misconception.objects.update_or_create(id=id, defaults={**told, "lesson": lesson, "is_current": True})
    lesson.misconceptions.exclude(id__in=current).update(is_current=False)


def _put_activities(lesson: Lesson, content: Content) -> None:
    """Bring a lesson's activities up to date; those that left the lesson are kept, marked as not current."""
    current = set()
    for position, (uuid, kind, version) in enumerate(_activities(content)):
        fields = {"kind": kind, "lesson": lesson, "position": position, "version": version, "is_current": True}
        Activity.objects.update_or_create(uuid=uuid, defaults=fields)
        current.add(uuid)
    lesson.activities.exclude(uuid__in=current).update(is_current=False)
    if challenge := content.challenge:
        shown = {name: getattr(challenge, name) for name in ("slug", "title", "summary", "minutes")}
        Challenge.objects.update_or_create(activity_id=challenge.uuid, defaults=shown)


def _activities(content: Content) -> Iterator[tuple[UUID, Activity.Kind, str]]:
    """Each activity's identity, kind and version, in reading order; the lesson itself comes first."""
    yield content.fields.uuid, Activity.Kind.LESSON, content.digest[:16]
    for prediction in content.predictions():
        version = question_version(prediction.as_question(), content.scenario)
        yield prediction.uuid, Activity.Kind.PREDICTION, version
    for question in content.questions:
        version = question_version(question, content.scenario)
        yield question.uuid, Activity.Kind.QUESTION, version
        if isinstance(question, Template):
            yield from ((asked_in(question.uuid, test), test, version) for test in TESTS)
    if challenge := content.challenge:
        yield challenge.uuid, Activity.Kind.CHALLENGE, challenge.version(content.scenario)


def _withdraw(course: Course) -> list[str]:
    """Take every published lesson off the shelf that the course does not publish; return their names."""
    current = [lesson.fields.uuid for lesson in course.lessons() if lesson.fields.status == "published"]
    gone = Lesson.objects.published().exclude(uuid__in=current)
    names = [str(lesson) for lesson in gone]
    gone.update(is_published=False)
    return names
