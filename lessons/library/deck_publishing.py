"""Brings the interview deck into the database."""

from collections.abc import Sequence

from lessons.courseware import Card as CardContent

from .models import Card, Lesson


def put_cards(cards: Sequence[CardContent], *, withdraw: bool) -> None:
    """Publish cards in the order in which they come, and with `withdraw` take away those that are not among them.

    A card whose lesson was never published waits until it is.
    """
    there = set(Lesson.objects.values_list("pk", flat=True))
    shown = [
        Card(
            uuid=card.fields.uuid,
            topic=card.topic,
            level=card.fields.level,
            slug=card.slug,
            position=position,
            question=card.fields.question,
            lesson_id=card.fields.lesson,
            data=card.fields.model_dump(mode="json"),
            is_published=True,
        )
        for position, card in enumerate(cards)
        if card.fields.lesson in there
    ]
    if withdraw:
        Card.objects.exclude(pk__in=[card.pk for card in shown]).update(is_published=False)
    columns = [field.name for field in Card._meta.concrete_fields if not field.primary_key]
    Card.objects.bulk_create(shown, update_conflicts=True, unique_fields=["uuid"], update_fields=columns)
