"""What AWS would remark about a policy, and what the policy says in plain English, for under its text."""

from dataclasses import dataclass
from functools import lru_cache

from iamlab.cloud import PolicySlot
from iamlab.engine import Diagnostic, FindingType, check_policy, plain_english
from iamlab.engine.lint import Finding, lint_checks, lint_policy

from ..editor.rewriting import name_of_fix

REMARKS_SHOWN = 12
STATEMENTS_READ = 40
# The longest policy of a role (G33). Of a longer one, with thousands of wrong names, lint would have seconds to do.
LONGEST_LINTED = 10_240
TYPES = {
    FindingType.ERROR: ("Error", "error"),
    FindingType.SECURITY_WARNING: ("Security warning", "context"),
    FindingType.WARNING: ("Warning", "context"),
    FindingType.SUGGESTION: ("Suggestion", "silent"),
}
OPEN_TYPES = (FindingType.ERROR, FindingType.SECURITY_WARNING)


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding: its type in words and as a state, what it says, and the code of its help page if any.

    It is about the text from offset `start` to `end`, on `line`. `fix` names the edit that answers it, `fix_label` is
    the words of its button; both are empty where there is none.
    """

    type: str
    state: str
    line: int | None
    message: str
    help: str
    page: str
    start: int | None = None
    end: int | None = None
    fix: str = ""
    fix_label: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything said under a policy.

    `refused` tells that AWS would not save it. `open` are errors and security warnings, `folded` the others, and
    `left_out` counts those over REMARKS_SHOWN. `lines` are its statements in plain English, `unread` counts those over
    STATEMENTS_READ. `aws` is how AWS words its refusal, where that is known, and `why` the reason where no remark of
    the open ones gives it.
    """

    refused: bool = False
    open: tuple[Remark, ...] = ()
    folded: tuple[Remark, ...] = ()
    left_out: int = 0
    lines: tuple[str, ...] = ()
    unread: int = 0
    aws: str = ""
    why: str = ""


def remarks_on(slot: PolicySlot) -> Remarks:
    """The remarks on a policy that can be read; none on another, whose fault is shown instead."""
    document = slot.read().document
    if document is None:
        return Remarks()
    read = document.statements[:STATEMENTS_READ]
    lines = tuple(plain_english(statement, document) for statement in read)
    refusal, words, found = _checked(slot)
    shown = sorted(found, key=lambda each: list(TYPES).index(each.finding_type))[:REMARKS_SHOWN]
    said = refusal is not None and any(each.path == refusal.path for each in shown if each.finding_type in OPEN_TYPES)
    return Remarks(
        refusal is not None,
        tuple(_remark(each) for each in shown if each.finding_type in OPEN_TYPES),
        tuple(_remark(each) for each in shown if each.finding_type not in OPEN_TYPES),
        len(found) - len(shown),
        lines,
        len(document.statements) - len(read),
        words,
        f"{refusal.message[:1].upper()}{refusal.message[1:]}. {refusal.help}" if refusal and not said else "",
    )


@lru_cache(maxsize=256)
def _checked(slot: PolicySlot) -> tuple[Diagnostic | None, str, tuple[Diagnostic, ...]]:
    """Why AWS would refuse a policy, its words for that, and the findings: remembered, as most come again."""
    text = slot.text or ""
    found = (
        check_policy(text, slot.kind)
        if len(text) > LONGEST_LINTED
        else lint_policy(text, slot.kind, account=_account(slot))
    )
    return slot.refusal(), slot.words_of_refusal(), found


def _account(slot: PolicySlot) -> str:
    return slot.ref.account if slot.ref else ""


def _remark(found: Diagnostic) -> Remark:
    word, state = TYPES[found.finding_type]
    span, fix = found.span, found.fix if isinstance(found, Finding) else None
    return Remark(
        word,
        state,
        span.start.line if span else None,
        found.message,
        found.help,
        found.code if found.code in lint_checks() else "",
        span.start.offset if span else None,
        span.end.offset if span else None,
        name_of_fix(found) if isinstance(found, Finding) else "",
        fix.label if fix else "",
    )
