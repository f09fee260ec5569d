"""Brings the glossary into the database."""

from collections.abc import Iterable

from lessons.courseware import Term as TermContent

from .models import Lesson, Term


def put_terms(terms: Iterable[TermContent], *, withdraw: bool) -> None:
    """Publish terms, and with `withdraw` remove those that are not among them: nobody's progress hangs on a term."""
    there = set(Lesson.objects.values_list("pk", flat=True))
    shown = [
        Term(
            uuid=term.uuid,
            slug=term.slug,
            title=term.title,
            meaning=term.meaning,
            example=term.example,
            lesson_id=term.lesson,
        )
        for term in terms
        if term.lesson in there
    ]
    if withdraw:
        Term.objects.exclude(pk__in=[term.pk for term in shown]).delete()
    columns = ["slug", "title", "meaning", "example", "lesson"]
    Term.objects.bulk_create(shown, update_conflicts=True, unique_fields=["uuid"], update_fields=columns)
