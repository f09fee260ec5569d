"""Sentences of the engine as HTML."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_QUOTED = re.compile(r"`([^`]*)`")


@register.filter
def printable(text: str) -> str:
    """Return `text` with `?` for what UTF-8 has no form for: a policy may name lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


@register.filter
def plain(sentence: str) -> str:
    """Return a sentence without its backticks, to be read aloud."""
    return printable(sentence).replace("`", "")


@register.filter
def words(sentence: str, here: str = "") -> SafeString:
    """Return a sentence with what stands in backticks as `<code>`, the value `here` marked among it."""

    def code(match: re.Match[str]) -> str:
        css = ' class="here-value"' if here and match[1] == escape(printable(here)) else ""
        return f"<code{css}>{match[1]}</code>"

    return mark_safe(_QUOTED.sub(code, escape(printable(sentence))))  # noqa: S308 - escaped before it is marked up
