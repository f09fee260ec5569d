"""Words of cards."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from lessons.courseware import Level, inline_html

from ..queries import LEVELS

register = template.Library()


@register.filter
def inline(text: str) -> SafeString:
    """Return one paragraph of a card's Markdown as HTML."""
    return mark_safe(inline_html(text))  # noqa: S308 - inline_html cleans what it renders


@register.filter
def level_name(level: str) -> str:
    """Return what people call a level."""
    return LEVELS[Level(level)]
