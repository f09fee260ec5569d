"""What the pages of the deck read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict

from lessons.courseware import TOPICS, Level
from lessons.library.models import Card
from lessons.library.models import PublishedCards as Cards

LEVELS = {
    Level.SCREENING: "Screening",
    Level.ENGINEER: "Engineer",
    Level.SECURITY: "Security specialist",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cards are asked for: of one topic, of one level; "" for all."""

    topic: str = ""
    level: str = ""

    @property
    def query(self) -> str:
        """What an address of a page within the filter ends with."""
        chosen = {name: value for name, value in (("topic", self.topic), ("level", self.level)) if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def is_set(self) -> bool:
        """Whether it leaves out any card."""
        return bool(self.topic or self.level)

    def cards(self) -> Cards:
        """The published cards that pass."""
        cards = Card.objects.published()
        cards = cards.filter(topic=self.topic) if self.topic else cards
        return cards.filter(level=self.level) if self.level else cards


def filter_in(asked: QueryDict) -> Filter:
    """The filter that an address asks for; what is no topic or no level asks for nothing."""
    topic, level = asked.get("topic", ""), asked.get("level", "")
    return Filter(topic if topic in TOPICS else "", level if level in tuple(Level) else "")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of a topic."""

    topic: str
    title: str
    cards: tuple[Card, ...]


def shelves(cards: Iterable[Card]) -> tuple[Shelf, ...]:
    """Cards in the order of the deck, topic by topic."""
    by_topic = groupby(cards, key=lambda card: card.topic)
    return tuple(Shelf(topic, TOPICS[topic], tuple(each)) for topic, each in by_topic)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands among those of a filter: `number` of `count`, and its neighbours."""

    number: int
    count: int
    previous: Card | None
    next: Card | None


def place_of(card: Card, within: Filter) -> Place | None:
    """A card's place within a filter; None where the filter leaves it out."""
    cards = list(within.cards().only("topic", "slug", "question", "position"))
    at = next((number for number, each in enumerate(cards) if each.pk == card.pk), None)
    if at is None:
        return None
    return Place(
        number=at + 1,
        count=len(cards),
        previous=cards[at - 1] if at else None,
        next=cards[at + 1] if at + 1 < len(cards) else None,
    )
