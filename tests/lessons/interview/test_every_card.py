"""Every card that ships opens."""

from django.test import Client

from lessons.library.models import Card
from lessons.library.publishing import publish
from tests.whole_course import whole_course


def test_every_card_opens(client: Client, db: None) -> None:
    publish(whole_course().course)
    cards = list(Card.objects.published())
    assert len(cards) == len(whole_course().course.cards)
    for card in cards:
        page = client.get(f"/interview/{card.topic}/{card.slug}/")
        assert page.status_code == 200
        assert ("Run it in the sandbox" in page.text) is bool(card.content.show)
