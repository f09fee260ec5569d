"""Which policies a panel shows, and each of them with its lit text, its faults and its remarks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils.safestring import SafeString

from iamlab.cloud import CaseReading, Place, PolicyProblem, PolicySlot, policy_slots
from iamlab.engine import Diagnostic, Effect, PolicyTrace, caret_excerpt

from ..bench import Bench
from ..posted import LONGEST_POLICY, digest_of
from .decision import DecisionView, place_of
from .highlight import Bar, Mark, policy_lines
from .remarks import Remarks, remarks_on
from .switching import meaning_of_off

ALL_SHOWN_UP_TO = 12
"""So many policies of a cloud are all shown; of more, those that have a say and those that were opened."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a policy cannot be read: the line with a caret under the place, and what to do.

    The place is the text from offset `start` to `end`.
    """

    title: str
    place: str
    line: int | None
    excerpt: str
    caret: str
    message: str
    help: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PolicyPane:
    """One policy in its tab. `id` names it within a page, `ref` in forms, `lit` is its text in colours.

    `base` is the digest of the stored text, empty where `text` is not stored; `news` says what another tab did to it.
    What nobody can edit, such as AWS's own policies, is `fixed`; `off` says what it means that it is switched off.
    """

    id: str
    ref: str
    tab: str
    title: str
    text: str
    lit: SafeString
    fault: Fault | None
    remarks: Remarks
    base: str
    news: str = ""
    chosen: bool = False
    fixed: bool = False
    opened: bool = False
    off: str = ""


def panes_of(
    bench: Bench,
    reading: CaseReading,
    decision: DecisionView | None,
    too_long: tuple[str, ...],
    news: Mapping[str, str],
) -> Iterator[PolicyPane]:
    """The panes of a workbench, the policy that decides chosen."""
    slots = shown_slots(bench, reading)
    chosen = _first_to_show(slots, reading)
    for slot in slots:
        ref, text = place_of(slot), slot.text or ""
        yield PolicyPane(
            id=f"policy-{sha256(ref.encode()).hexdigest()[:10]}",
            ref=ref,
            tab=_tab(slot, slots),
            title=slot.title,
            text=text,
            lit=_lit(slot, text, reading, decision),
            fault=_too_long_fault(slot) if ref in too_long else _fault(slot),
            remarks=Remarks() if ref in too_long or slot.ref is None else remarks_on(slot),
            base="" if too_long or slot.ref is None else digest_of(text),
            news=news.get(ref, ""),
            chosen=slot is chosen,
            fixed=slot.ref is None,
            opened=ref in bench.open,
            off=meaning_of_off(slot) if ref in bench.off else "",
        )


def shown_slots(bench: Bench, reading: CaseReading) -> list[PolicySlot]:
    """The policies to show: all of a small cloud; else those with a say, the wrong ones, and those opened by hand."""
    slots = [slot for slot in policy_slots(bench.cloud) if slot.text is not None]
    speaking = [*(slot for _, slot in reading.policies), *reading.left_out]
    # In an order of their own, so that a tab stays where it is when its policy is switched off.
    fixed = sorted((slot for slot in speaking if slot.ref is None), key=lambda slot: slot.called)
    if len(slots) > ALL_SHOWN_UP_TO:
        asked = {slot.ref for slot in speaking}
        asked |= {each.slot.ref for each in reading.problems if isinstance(each, PolicyProblem)}
        slots = [slot for slot in slots if slot.ref in asked or {str(slot.ref)} & {*bench.open, *bench.off}]
    return [*slots, *fixed]


def _first_to_show(slots: list[PolicySlot], reading: CaseReading) -> PolicySlot | None:
    """The first policy that has a say in the decision, or that stands in its way."""
    unreadable = [place_of(each.slot) for each in reading.problems if isinstance(each, PolicyProblem)]
    asked = [*unreadable, *(place_of(slot) for _, slot in reading.policies)]
    return next((slot for slot in slots if place_of(slot) in asked[:1]), slots[0] if slots else None)


def _tab(slot: PolicySlot, slots: list[PolicySlot]) -> str:
    if slot.kind != "trust" or slot.ref is None or slot.ref.place is not Place.TRUST:
        return slot.name
    alone = sum(each.kind == slot.kind for each in slots) == 1
    return "Trust policy" if alone else f"Trust policy of {slot.name}"


def _lit(slot: PolicySlot, text: str, reading: CaseReading, decision: DecisionView | None) -> SafeString:
    if len(text) > LONGEST_POLICY and slot.ref is not None:
        return policy_lines("")
    if decision is None:
        return policy_lines(text)
    return policy_lines(text, marks_of(decision, slot), bars_of(decision, reading, slot))


def marks_of(decision: DecisionView, slot: PolicySlot) -> tuple[Mark, ...]:
    """What the steps of a decision light in the policy of a slot, one stretch for each path."""
    marks: dict[str, Mark] = {}
    for view in decision.steps:
        if view.policy == place_of(slot) and view.span:
            marks[view.path] = Mark(view.span.start.offset, view.span.end.offset, view.path)
    return tuple(marks.values())


def bars_of(decision: DecisionView, reading: CaseReading, slot: PolicySlot) -> tuple[Bar, ...]:
    """The state of each statement in the policy of a slot."""
    bars: list[Bar] = []
    for gate in decision.evaluation.gates:
        for policy in gate.policies:
            owner = reading.slot_of(policy.policy)
            if owner is not None and place_of(owner) == place_of(slot):
                bars.extend(_statement_bars(policy))
    return tuple(bars)


def _statement_bars(policy: PolicyTrace) -> Iterator[Bar]:
    for statement in policy.statements:
        if statement.span:
            applied = "allow" if statement.effect is Effect.ALLOW else "explicit"
            state = applied if statement.applies else "none"
            yield Bar(statement.span.start.line, statement.span.end.line, state)


def _fault(slot: PolicySlot) -> Fault | None:
    reading = slot.read()
    return fault_of(slot.text or "", reading.diagnostics[0]) if reading.document is None else None


def fault_of(text: str, diagnostic: Diagnostic) -> Fault:
    """The first thing that is wrong with a text, with its place."""
    message = diagnostic.message[:1].upper() + diagnostic.message[1:]
    span = diagnostic.span
    if span is None:
        return Fault("The policy is wrong", "", None, "", "", message, diagnostic.help)
    excerpt, caret = caret_excerpt(text, span).split("\n")
    place = f"Line {span.start.line}, column {span.start.column}"
    return Fault(
        "The policy is wrong",
        place,
        span.start.line,
        excerpt,
        caret,
        diagnostic.message,
        diagnostic.help,
        span.start.offset,
        span.end.offset,
    )


def _too_long_fault(slot: PolicySlot) -> Fault:
    length = len(slot.text or "")
    message = f"This policy has {length:,} characters; the longest that AWS stores has {LONGEST_POLICY:,}."
    help = f"Shorten it by {length - LONGEST_POLICY:,} characters. It is not stored until then."
    return Fault("The policy is too long", "", None, "", "", message, help)
