"""The rewritings that buttons of the editor ask for."""

from iamlab.cloud import PolicySlot
from iamlab.engine.lint import Finding, lint_policy
from iamlab.engine.writing import Rewritten, expand_wildcards, format_policy


def rewritten(how: str, slot: PolicySlot, caret: int | None) -> Rewritten | None:
    """A policy as a button asked for it: `format`, `expand`, or `fix:CODE@OFFSET` for a finding with a safe edit.

    None for anything else, and for a finding that the text does not have (any more).
    """
    text = slot.text or ""
    if how == "format":
        return format_policy(text)
    if how == "expand":
        return expand_wildcards(text, caret)
    found = (each for each in lint_policy(text, slot.kind) if how == f"fix:{name_of_fix(each)}")
    return next((_mended(text, each) for each in found if each.fix), None)


def name_of_fix(finding: Finding) -> str:
    """What a button calls the edit that a finding offers; "" where it offers none."""
    return f"{finding.code}@{finding.span.start.offset}" if finding.fix and finding.span else ""


def _mended(text: str, finding: Finding) -> Rewritten | None:
    fix = finding.fix
    if fix is None:
        return None
    after = text[: fix.span.start.offset] + fix.replacement + text[fix.span.end.offset :]
    return Rewritten(after, f"Done: {fix.label[:1].lower()}{fix.label[1:]}.")
