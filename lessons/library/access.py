"""Which lessons people may read."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from .models import Challenge, Lesson


def lesson_for(slug: str) -> Lesson:
    """Return a published lesson with its module and content, in one query. Raises Http404 for any other."""
    return get_object_or_404(Lesson.objects.published().select_related("revision"), slug=slug)


def lesson_of_uuid(uuid: UUID) -> Lesson:
    """Return a published lesson by its identity. Raises Http404 for any other."""
    return get_object_or_404(Lesson.objects.published(), uuid=uuid)


def challenge_for(slug: str) -> Challenge:
    """Return the published challenge of that name, with its lesson and revision. Raises Http404 for any other."""
    shown = Challenge.objects.published().select_related("activity__lesson__module", "activity__lesson__revision")
    return get_object_or_404(shown, slug=slug)
