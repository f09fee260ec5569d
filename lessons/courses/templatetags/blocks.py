"""Which template shows a block of a lesson."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.safestring import SafeString, mark_safe

from lessons.courseware import Block, Predict, inline_html

register = template.Library()

TEMPLATES = {
    "prose": "courses/_prose.html",
    "predict": "courses/_predict.html",
    "try-it": "courses/_try_it.html",
    "decision": "courses/_decision.html",
    "trap": "courses/_trap.html",
    "takeaways": "courses/_takeaways.html",
    "interview": "courses/_interview.html",
    "compare": "courses/_compare.html",
    "figure": "courses/_figure.html",
}


@register.filter
def block_template(block: Block) -> str:
    """Return the name of the template for a block, by its kind."""
    return TEMPLATES[block.kind]


@register.filter
def printed_template(block: Block) -> str:
    """Return the name of the template for a block on paper: what asks something has another there."""
    asks = {"predict": "courses/_printed_predict.html", "interview": "courses/_printed_interview.html"}
    claims = {"try-it": "courses/_printed_claim.html", "decision": "courses/_printed_claim.html"}
    return (asks | claims).get(block.kind, TEMPLATES[block.kind])


@register.filter
def inline(text: str) -> SafeString:
    """Return one line of a lesson's Markdown as HTML."""
    return mark_safe(inline_html(text))  # noqa: S308 - inline_html cleans what it renders


@register.filter
def chosen_for(predictions: Mapping[UUID, int], block: Predict) -> int | None:
    """Return the option predicted for a block, or None where nothing was."""
    return predictions.get(block.uuid)
