"""Words of questions."""

from django import template

register = template.Library()


@register.filter
def unmarked(text: str) -> str:
    """Return a text without its backticks, for places that hold no markup."""
    return text.replace("`", "")
