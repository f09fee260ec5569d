"""The examples on the help pages."""

import re
from dataclasses import dataclass

from iamlab.engine import PolicyKind

FENCE = re.compile(r"^```json (fails|passes)(?: (\w+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


ELISION = re.compile(r"…(\d+)…")
"""On the page `…9000…` stands for as many characters."""


@dataclass(frozen=True)
class Example:
    """A policy on a page, and whether the page's check is to find something in it."""

    fails: bool
    kind: PolicyKind
    text: str


def examples(page: str) -> list[Example]:
    """Return the examples of a page in its order."""
    found = FENCE.findall(page)
    return [Example(word == "fails", PolicyKind(kind or "identity"), _whole(text)) for word, kind, text in found]


def _whole(text: str) -> str:
    return ELISION.sub(lambda match: "a" * int(match[1]), text.rstrip("\n"))
