"""Which lessons people may read."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from .models import Lesson


def lesson_for(slug: str) -> Lesson:
    """Return a published lesson with its module and content, in one query. Raises Http404 for any other."""
    return get_object_or_404(Lesson.objects.published().select_related("revision"), slug=slug)


def lesson_of_uuid(uuid: UUID) -> Lesson:
    """Return a published lesson by its identity. Raises Http404 for any other."""
    return get_object_or_404(Lesson.objects.published(), uuid=uuid)
