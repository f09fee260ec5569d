"""Words of questions."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from lessons.courseware import inline_html

register = template.Library()


@register.filter
def inline(text: str) -> SafeString:
    """Return one paragraph of a question's Markdown as HTML."""
    return mark_safe(inline_html(text))  # noqa: S308 - inline_html cleans what it renders


@register.filter
def unmarked(text: str) -> str:
    """Return a text without its backticks, for places that hold no markup."""
    return text.replace("`", "")
