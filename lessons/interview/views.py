"""The deck, and one card of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lessons.courseware import TOPICS
from lessons.library.models import Card

from .queries import LEVELS, Filter, filter_in, place_of, shelves


@require_safe
def deck(request: HttpRequest) -> HttpResponse:
    """List the questions by topic, all or those of a topic and a level."""
    chosen = filter_in(request.GET)
    cards = list(chosen.cards().defer("data"))
    context = {
        "chosen": chosen,
        "shelves": shelves(cards),
        "count": len(cards),
        "topics": TOPICS,
        "levels": {str(level): name for level, name in LEVELS.items()},
    }
    return render(request, "interview/deck.html", context)


@require_safe
def card(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    """Ask one question; its answer is folded away until it is wanted."""
    cards = Card.objects.published().select_related("lesson__module", "lesson__revision")
    found = get_object_or_404(cards, topic=topic, slug=slug)
    chosen = filter_in(request.GET)
    place = place_of(found, chosen)
    if place is None:
        chosen = Filter()
        place = place_of(found, chosen)
    context = {
        "card": found,
        "content": found.content,
        "topic": TOPICS[found.topic],
        "chosen": chosen,
        "place": place,
        "shown": found.lesson.content.loadable(found.content.show) if found.content.show else None,
    }
    return render(request, "interview/card.html", context)
