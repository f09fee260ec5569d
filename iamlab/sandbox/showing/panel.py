"""The whole panel as its templates show it: policies, who asks, the request, the handshake and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from iamlab.cloud import CaseReading, ExpiredToken, Problem, RequestProblem, case_for, record
from iamlab.engine import GateKind, evaluate

from ..bench import Bench, read_context
from ..fixes.finding import FixView, Of, fixes_of, views_of
from ..requests.asking import Asking, asking_of
from ..two_tabs import Elsewhere
from .decision import VERDICTS, DecisionView, decision_view
from .field_remarks import Remark, field_remarks
from .handshake import HandshakeView, RoleChoice, handshake_view, role_choices
from .identity import Identity, identity_of, short_name
from .panes import PolicyPane, panes_of
from .switching import without_words

NO_NEWS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TooLong:
    """A text or a field over its limit, which says so at its place."""

    kind: ClassVar[str] = "too_long"


@dataclass(frozen=True, slots=True)
class Prediction:
    """The score of Predict mode. `said` names the verdict that was predicted; while the mode `waits` none is shown.

    What a text beside the sandbox asks to predict is `in_text`. `gates` are the names of those to be asked.
    """

    right: int = 0
    made: int = 0
    waits: bool = False
    in_text: bool = False
    gates: tuple[str, ...] = ()
    said: str = ""
    is_right: bool = False

    @property
    def said_word(self) -> str:
        """The predicted verdict as people read it."""
        return dict(VERDICTS.values()).get(self.said, "")


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything shown of a workbench.

    Without `decision` the `problems` say why nothing was decided, or the `prediction` waits for what AWS will answer.
    `elsewhere` is what another tab did meanwhile.
    """

    bench: Bench
    panes: tuple[PolicyPane, ...]
    identity: Identity
    decision: DecisionView | None
    problems: tuple[Problem, ...]
    handshake: HandshakeView | None
    roles: tuple[RoleChoice, ...]
    asking: Asking
    too_long: tuple[str, ...] = ()
    prediction: Prediction | None = None
    elsewhere: Elsewhere | None = None

    @property
    def fixes(self) -> tuple[FixView, ...]:
        """The smallest changes that would allow what is denied."""
        denied = self.decision is not None and not self.decision.evaluation.allowed
        return views_of(fixes_of(self.bench)) if denied or self.expired else ()

    def showing(self, policy: str) -> "Panel":
        """The panel with the tab of a policy in front; as it is where there is no such tab."""
        if policy not in {pane.ref for pane in self.panes}:
            return self
        return replace(self, panes=tuple(replace(pane, chosen=pane.ref == policy) for pane in self.panes))

    @property
    def without(self) -> str:
        """The policies that are switched off, in words; empty where all are asked."""
        return without_words(self.bench)

    @property
    def word_with_all(self) -> str:
        """The verdict with every policy asked, told beside one made without some; empty where there is none to tell."""
        if self.decision is None or not self.bench.off:
            return ""
        case = _read_case(replace(self.bench, off=())).case
        return VERDICTS[evaluate(case).decision][1] if case else ""

    @property
    def expired(self) -> bool:
        """Whether nothing was decided because the credentials are past their time."""
        return any(isinstance(problem, ExpiredToken) for problem in self.problems)

    @property
    def handshake_fixes(self) -> tuple[FixView, ...]:
        """The smallest changes that would let the last call of AssumeRole succeed."""
        refused = self.handshake is not None and self.handshake.caller is not None and not self.handshake.allowed
        return views_of(fixes_of(self.bench, Of.HANDSHAKE), Of.HANDSHAKE) if refused else ()

    @property
    def unmendable(self) -> str:
        """The gate that decided, where nobody can change what it says: `service` or `session`; else empty."""
        decided_by = self.decision.evaluation.decided_by if self.decision else None
        return decided_by.value if decided_by in (GateKind.SERVICE, GateKind.SESSION) else ""

    @property
    def pane_ids(self) -> str:
        """Which policies are shown, in a form that can be compared."""
        return " ".join(pane.id for pane in self.panes)

    @property
    def state(self) -> str:
        """The verdict as the style sheets name it; `error` where nothing was decided."""
        if self.prediction and self.prediction.waits:
            return "waiting"
        return self.decision.state if self.decision else "error"

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        if self.prediction and self.prediction.waits:
            return "Predict first"
        return self.decision.word if self.decision else "Not decided"

    @property
    def session_name(self) -> str:
        """The session name to begin with: the one tried last, or the user's own."""
        tried = self.bench.tried
        return tried.session_name if tried else short_name(self.bench.you)

    @property
    def context_rows(self) -> int:
        """How high the field of the context is: all its lines, within reason."""
        return min(8, max(2, self.bench.asked.context.count("\n") + 1))

    @property
    def refusals(self) -> tuple[Problem | TooLong, ...]:
        """Why nothing was decided."""
        return (TooLong(), *self.problems) if self.too_long else self.problems

    @property
    def field_remarks(self) -> dict[str, tuple[Remark, ...]]:
        """What is odd about a request that was decided, and what was meant, by the field's name."""
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
    panes = tuple(panes_of(bench, reading, decision, too_long, news))
    identity, handshake = identity_of(bench), handshake_view(bench)
    roles, asking = role_choices(bench), asking_of(bench, reading)
    return Panel(bench, panes, identity, decision, reading.problems, handshake, roles, asking, too_long)


def recorded(bench: Bench) -> Bench:
    """The workbench whose cloud remembers what it asks; one that can't be decided is no event.

    Nor is one that was decided without some policy: AWS would never have decided it so.
    """
    case = None if bench.off else _read_case(bench).case
    return replace(bench, cloud=record(bench.cloud, evaluate(case), bench.caller)) if case else bench


def _read_case(bench: Bench) -> CaseReading:
    context = read_context(bench.asked.context)
    if isinstance(context, RequestProblem):
        return CaseReading(None, (context,))
    asked = bench.asked
    absent = frozenset(asked.absent)
    return case_for(bench.deciding, bench.caller, asked.action, asked.resource, context, absent=absent)
