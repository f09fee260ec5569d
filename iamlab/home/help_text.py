"""Sentences of the engine's reference as HTML: Markdown, and rule ids as links to their rules."""

import re
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from iamlab.engine import all_rules
from lessons.courseware.markdown import inline_html

_CITED = re.compile(r"\(([A-Z][0-9]+[a-z]?(?:, [A-Z][0-9]+[a-z]?)*)\)")
_CODE_OR_MARK = re.compile(r"(`[^`]*`)|([*_\[\]<\\])")


@lru_cache(maxsize=1024)
def sentence(text: str) -> SafeString:
    """Return a sentence of the engine as clean HTML.

    What stands in backticks is code, and a rule that is cited in brackets, as in `(O36)`, becomes a link. Every other
    character is meant as written: a `*` is a wildcard, not emphasis.
    """
    plain = _CODE_OR_MARK.sub(lambda found: found[1] or f"\\{found[2]}", text)
    return mark_safe(inline_html(_CITED.sub(_linked, plain)))  # noqa: S308 - cleaned by inline_html


def _linked(cited: re.Match[str]) -> str:
    links = (f"[{id}]({reverse('home:rule', args=[id])})" if id in all_rules() else id for id in cited[1].split(", "))
    return f"({', '.join(links)})"
