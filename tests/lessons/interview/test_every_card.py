"""Every card that ships opens."""

from django.test import Client

from lessons.library.models import Card
from tests.whole_course import publish_whole_course, whole_course


def test_every_card_opens(client: Client, db: None) -> None:
    publish_whole_course()
    cards = list(Card.objects.published())
    assert len(cards) == len(whole_course().course.cards)
    for card in cards:
        page = client.get(f"/interview/{card.topic}/{card.slug}/")
        assert page.status_code == 200
        assert ("Run it in the sandbox" in page.text) is bool(card.content.show)
