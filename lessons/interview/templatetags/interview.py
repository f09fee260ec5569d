"""Words of cards."""

from django import template

from lessons.courseware import Level

from ..queries import LEVELS

register = template.Library()


@register.filter
def level_name(level: str) -> str:
    """Return what people call a level."""
    return LEVELS[Level(level)]
