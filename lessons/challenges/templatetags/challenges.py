"""Texts of challenges."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from iamlab.sandbox.showing.highlight import policy_lines as lit

register = template.Library()


@register.filter
def titled(place: str, titles: Mapping[str, str]) -> str:
    """Return a policy's place as people name it; a place without a title stays as it is."""
    return titles.get(place, place)


@register.filter
def policy_lines(text: str) -> SafeString:
    """Return a policy's text in colours, line by line."""
    return lit(text.strip())
