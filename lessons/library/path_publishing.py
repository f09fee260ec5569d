"""Brings the paths through the lessons into the database."""

from collections.abc import Sequence

from lessons.courseware import Path as PathContent

from .models import Path


def put_paths(paths: Sequence[PathContent], *, withdraw: bool) -> None:
    """Publish paths, and with `withdraw` remove those that are not among them: what is done is kept by lesson."""
    shown = [
        Path(
            uuid=path.fields.uuid,
            slug=path.slug,
            title=path.fields.title,
            summary=path.fields.summary,
            position=path.fields.position,
            begins_with=path.fields.begins_with,
            has_deck=path.fields.has_deck,
            steps=[str(uuid) for uuid in path.fields.lessons],
        )
        for path in paths
    ]
    if withdraw:
        Path.objects.exclude(pk__in=[path.pk for path in shown]).delete()
    columns = [field.name for field in Path._meta.concrete_fields if not field.primary_key]
    Path.objects.bulk_create(shown, update_conflicts=True, unique_fields=["uuid"], update_fields=columns)
