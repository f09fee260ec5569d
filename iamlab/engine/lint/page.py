"""A check's help page, taken apart for whoever shows it."""

import re
from dataclasses import dataclass

from iamlab.engine.lint.listing import access_analyzer_checks
from iamlab.engine.lint.registry import lint_checks
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType

_FENCE = re.compile(r"^```json (fails|passes)(?: (\w+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageExample:
    """A policy on a page: the check finds something in it, or nothing. An identity policy, where not said."""

    fails: bool
    kind: PolicyKind
    text: str


@dataclass(frozen=True, slots=True)
class LintPage:
    """What a check finds (the first of the paragraphs, which are Markdown), why it matters, and its examples."""

    code: str
    title: str
    finding_type: FindingType
    paragraphs: tuple[str, ...]
    examples: tuple[PageExample, ...]


def lint_page(code: str) -> LintPage | None:
    """The page of a check; None for a code that lint does not have."""
    check = lint_checks().get(code)
    if check is None:
        return None
    prose = [paragraph.replace("\n", " ").strip() for paragraph in _FENCE.sub("", check.page).split("\n\n")]
    examples = (
        PageExample(word == "fails", PolicyKind(kind or "identity"), text.rstrip("\n"))
        for word, kind, text in _FENCE.findall(check.page)
    )
    return LintPage(code, _title(code), check.finding_type, tuple(filter(None, prose)), tuple(examples))


def _title(code: str) -> str:
    """AWS's title of a check, or the code in words where the check is not AWS's."""
    listed = (each.title for each in access_analyzer_checks() if each.code == code)
    return next(listed, code.replace("_", " ").capitalize())
