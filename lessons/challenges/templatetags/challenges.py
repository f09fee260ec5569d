"""Texts of challenges."""

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from iamlab.sandbox.highlight import policy_lines as lit
from lessons.courseware import block_html

register = template.Library()


@register.filter
@lru_cache(maxsize=512)
def markdown(text: str) -> SafeString:
    """Return paragraphs of a challenge's Markdown as HTML."""
    return mark_safe(block_html(text))  # noqa: S308 - block_html cleans what it renders


@register.filter
def titled(place: str, titles: Mapping[str, str]) -> str:
    """Return a policy's place as people name it; a place without a title stays as it is."""
    return titles.get(place, place)


@register.filter
def policy_lines(text: str) -> SafeString:
    """Return a policy's text in colours, line by line."""
    return lit(text.strip())
