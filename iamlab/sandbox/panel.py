"""The whole panel as its templates show it: policies, who asks, the request, the handshake and the decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from django.utils.safestring import SafeString

from iamlab.cloud import CaseReading, Place, PolicyProblem, PolicySlot, Problem, RequestProblem, case_for, policy_slots
from iamlab.engine import Diagnostic, Effect, PolicyTrace, caret_excerpt

from .bench import Bench, read_context
from .decision import DecisionView, decision_view
from .field_remarks import field_remarks
from .handshake import HandshakeView, RoleChoice, handshake_view, role_choices
from .highlight import Bar, Mark, policy_lines
from .identity import Identity, identity_of, short_name
from .posted import LONGEST_POLICY, digest_of
from .remarks import Remarks, remarks_on

NO_NEWS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a policy cannot be read: the line with a caret under the place, and what to do."""

    title: str
    place: str
    line: int | None
    excerpt: str
    caret: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class PolicyPane:
    """One policy in its tab. `id` names it within a page, `ref` in forms, `lit` is its text in colours.

    `base` is the digest of the stored text, empty where `text` is not stored; `news` says what another tab did to it.
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


@dataclass(frozen=True, slots=True)
class TooLong:
    """A text or a field over its limit, which says so at its place."""

    kind: ClassVar[str] = "too_long"


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything shown of a workbench. Without `decision` the `problems` say why nothing was decided."""

    bench: Bench
    panes: tuple[PolicyPane, ...]
    identity: Identity
    decision: DecisionView | None
    problems: tuple[Problem, ...]
    handshake: HandshakeView | None
    roles: tuple[RoleChoice, ...]
    too_long: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The verdict as the style sheets name it; `error` where nothing was decided."""
        return self.decision.state if self.decision else "error"

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        return self.decision.word if self.decision else "Not decided"

    @property
    def session_name(self) -> str:
        """The session name to begin with: the one tried last, or the user's own."""
        tried = self.bench.tried
        return tried.session_name if tried else short_name(self.bench.you)

    @property
    def refusals(self) -> tuple[Problem | TooLong, ...]:
        """Why nothing was decided."""
        return (TooLong(), *self.problems) if self.too_long else self.problems

    @property
    def field_remarks(self) -> dict[str, tuple[str, str]]:
        """What AWS does not have of a request that was decided, and what was meant, by the field's name."""
        return field_remarks(self.bench.asked) if self.decision else {}

    @property
    def field_errors(self) -> dict[str, tuple[str, str]]:
        """What is wrong with a field of the request, and what to do, by the field's name."""
        errors = {each.field: (each.message, each.help) for each in self.problems if isinstance(each, RequestProblem)}
        asked = self.bench.asked
        for name in {"action", "resource", "context"} & {*self.too_long}:
            errors[name] = (
                f"this field has {len(getattr(asked, name)):,} characters",
                "Shorten it: no request has so many.",
            )
        return errors


def panel_of(bench: Bench, too_long: tuple[str, ...] = (), news: Mapping[str, str] = NO_NEWS) -> Panel:
    """Decide what the bench asks, and lay everything out.

    `too_long` names texts and fields over their limit; `news` says of policies what another tab did to them.
    """
    reading = _read_case(bench)
    decision = decision_view(reading) if not too_long else None
    panes = tuple(_panes(bench, reading, decision, too_long, news))
    identity, handshake = identity_of(bench), handshake_view(bench)
    return Panel(bench, panes, identity, decision, reading.problems, handshake, role_choices(bench), too_long)


def _read_case(bench: Bench) -> CaseReading:
    context = read_context(bench.asked.context)
    if isinstance(context, RequestProblem):
        return CaseReading(None, (context,))
    return case_for(bench.cloud, bench.caller, bench.asked.action, bench.asked.resource, context)


def _panes(
    bench: Bench,
    reading: CaseReading,
    decision: DecisionView | None,
    too_long: tuple[str, ...],
    news: Mapping[str, str],
) -> Iterator[PolicyPane]:
    slots = [slot for slot in policy_slots(bench.cloud) if slot.text is not None]
    chosen = _first_to_show(slots, reading)
    for number, slot in enumerate(slots):
        ref, text = str(slot.ref), slot.text or ""
        yield PolicyPane(
            id=f"policy-{number}",
            ref=ref,
            tab=_tab(slot, slots),
            title=slot.title,
            text=text,
            lit=_lit(slot, text, reading, decision),
            fault=_too_long_fault(slot) if ref in too_long else _fault(slot),
            remarks=remarks_on(slot) if ref not in too_long else Remarks(),
            base="" if too_long else digest_of(text),
            news=news.get(ref, ""),
            chosen=slot is chosen,
        )


def _first_to_show(slots: list[PolicySlot], reading: CaseReading) -> PolicySlot:
    """The first policy that has a say in the decision, or that stands in its way."""
    unreadable = [each.slot.ref for each in reading.problems if isinstance(each, PolicyProblem)]
    asked = [*unreadable, *(slot.ref for _, slot in reading.policies)]
    return next((slot for slot in slots if slot.ref in asked[:1]), slots[0])


def _tab(slot: PolicySlot, slots: list[PolicySlot]) -> str:
    if slot.kind != "trust" or slot.ref is None or slot.ref.place is not Place.TRUST:
        return slot.name
    alone = sum(each.kind == slot.kind for each in slots) == 1
    return "Trust policy" if alone else f"Trust policy of {slot.name}"


def _lit(slot: PolicySlot, text: str, reading: CaseReading, decision: DecisionView | None) -> SafeString:
    if len(text) > LONGEST_POLICY:
        return policy_lines("")
    if decision is None:
        return policy_lines(text)
    return policy_lines(text, marks_of(decision, slot), bars_of(decision, reading, slot))


def marks_of(decision: DecisionView, slot: PolicySlot) -> tuple[Mark, ...]:
    """What the steps of a decision light in the policy of a slot, one stretch for each path."""
    marks: dict[str, Mark] = {}
    for view in decision.steps:
        if view.policy == str(slot.ref) and view.span:
            marks[view.path] = Mark(view.span.start.offset, view.span.end.offset, view.path)
    return tuple(marks.values())


def bars_of(decision: DecisionView, reading: CaseReading, slot: PolicySlot) -> tuple[Bar, ...]:
    """The state of each statement in the policy of a slot."""
    bars: list[Bar] = []
    for gate in decision.evaluation.gates:
        for policy in gate.policies:
            owner = reading.slot_of(policy.policy)
            if owner is not None and owner.ref == slot.ref:
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
    return Fault("The policy is wrong", place, span.start.line, excerpt, caret, diagnostic.message, diagnostic.help)


def _too_long_fault(slot: PolicySlot) -> Fault:
    length = len(slot.text or "")
    message = f"This policy has {length:,} characters; the longest that AWS stores has {LONGEST_POLICY:,}."
    help = f"Shorten it by {length - LONGEST_POLICY:,} characters. It is not stored until then."
    return Fault("The policy is too long", "", None, "", "", message, help)
