"""Markdown of lessons, questions, challenges and cards as HTML."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from lessons.courseware import block_html, inline_html

register = template.Library()


@register.filter
def inline(text: str) -> SafeString:
    """Return one paragraph's inside as HTML."""
    return mark_safe(inline_html(text))  # noqa: S308 - inline_html cleans what it renders


@register.filter
def block(text: str) -> SafeString:
    """Return paragraphs, lists and code as HTML."""
    return mark_safe(block_html(text))  # noqa: S308 - block_html cleans what it renders
