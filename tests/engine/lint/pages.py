"""The examples on the help pages, whole."""

import re

from iamlab.engine.lint import PageExample, lint_page

ELISION = re.compile(r"…(\d+)…")
"""On the page `…9000…` stands for as many characters."""


def examples(code: str) -> list[tuple[PageExample, str]]:
    """Return the examples of a check's page, each with the policy's whole text."""
    page = lint_page(code)
    assert page is not None
    return [(each, ELISION.sub(lambda match: "a" * int(match[1]), each.text)) for each in page.examples]
