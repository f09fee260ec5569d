"""Which lessons people may read."""

from django.shortcuts import get_object_or_404

from .models import Lesson


def lesson_for(slug: str) -> Lesson:
    """Return a published lesson with its module and content, in one query. Raises Http404 for any other."""
    return get_object_or_404(Lesson.objects.published().select_related("revision"), slug=slug)
