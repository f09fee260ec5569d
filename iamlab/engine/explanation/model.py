"""What an explanation is made of: sentences, each with the place it speaks about."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine.explanation.wire import WireMessage
from iamlab.engine.policy.documents import Effect, PolicyDocument
from iamlab.engine.syntax.positions import Span
from iamlab.engine.trace import GateKind


class StateWord(StrEnum):
    """How a step, gate or statement is marked: by icon, word and line."""

    ALLOW = "allow"
    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    CONTEXT = "context"
    NOT_APPLICABLE = "na"
    SILENT = "silent"


class StepKind(StrEnum):
    """What a step of the story is about."""

    SWEEP = "sweep"
    ELEMENT = "element"
    CONDITION = "condition"
    STATEMENT = "statement"
    FOLDED = "folded"
    LEVEL = "level"
    GATE = "gate"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story: one sentence, one place in a policy, one value of the request.

    `key` names the step and stays the same while unrelated text changes (`identity/read-reports/0/action`). `gate` is
    None in the sweep for explicit denies and in the decision. `statement` counts from 0. `path` is the JSON pointer of
    the element to light, `span` its place in the text. `here` is the written value to mark inside it, `here_path` and
    `here_span` where exactly that value stands. `asked` is the request's value to mark and `asked_part` where the
    request holds it: `principal`, `action`, `resource`, `context:<key>` or nothing. `note` is the reason in a few
    words, for the margin. `doubts` are ids of rules that AWS leaves open.
    """

    key: str
    gate: GateKind | None
    kind: StepKind
    state: StateWord
    sentence: str
    policy: PolicyDocument | None = None
    level: str = ""
    statement: int | None = None
    path: str = ""
    span: Span | None = None
    here: str = ""
    here_path: str = ""
    here_span: Span | None = None
    asked: str = ""
    asked_part: str = ""
    note: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateSentence:
    """What a gate says, for the rail: `word` is its state in one or two words. `kind` is None for the sweep."""

    kind: GateKind | None
    state: StateWord
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A statement that did not apply: how much of it matched, and the first thing that did not.

    `failed` is the element's name (`Resource`) or the operator and key of a condition; `written` and `asked` are its
    value and the request's. `counts` says `matched` of `total` in words, `sentence` why the element failed.
    """

    gate: GateKind
    policy: PolicyDocument
    level: str
    statement: int
    sid: str | None
    effect: Effect
    matched: int
    total: int
    counts: str
    failed: str
    written: str
    asked: str
    path: str
    span: Span | None
    sentence: str


class NoteKind(StrEnum):
    """Why a verdict carries a note: AWS leaves a rule open, or the request leaves a key open."""

    DOUBT = "doubt"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Note:
    """A reservation about the verdict. A doubt has the id of its `rule`, a missing value the `key` that it hangs on."""

    kind: NoteKind
    rule: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One decision in words.

    `message` is the general form of AWS's text for a denial (None for an allow) and `message_reason` the clause of
    it that gives the reason. `wire` is what AWS prints, and `wire_note` why that says less. `sweep` and `gates` are
    for the rail, the gates in the order of the trace. `blockers` say of every gate in the way what is missing
    there: AWS names one of them only.
    """

    sentence: str
    message: str | None
    message_reason: str
    wire: WireMessage | None
    wire_note: str
    story: tuple[Step, ...]
    sweep: GateSentence
    gates: tuple[GateSentence, ...]
    near_misses: tuple[NearMiss, ...]
    blockers: tuple[str, ...]
    notes: tuple[Note, ...]
