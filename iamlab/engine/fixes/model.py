"""What a fix is: one or a few changes, each in one place, that together allow a request that was denied."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from iamlab.engine.fixes.editing import TextEdit
from iamlab.engine.policy.documents import Effect, PolicyDocument
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.trace import GateKind


class ChangeKind(StrEnum):
    """What is done to a policy."""

    WIDEN = "widen"
    VERSION = "version"
    NEW_STATEMENT = "new_statement"
    NEW_POLICY = "new_policy"
    EXCEPTION = "exception"
    REMOVE_STATEMENT = "remove_statement"


GUARDRAILS = frozenset({GateKind.SCP, GateKind.RCP, GateKind.BOUNDARY, GateKind.VPC_ENDPOINT})
"""Gates whose policies are there to limit: whoever widens one of them takes a limit away from somebody."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One change of one policy of a gate.

    Without a `document` it is a new policy, and `text` is all of it; else `edits` change the document's text. `level`
    is the node of the organization for SCPs and RCPs. `elements` name what changes (`Resource`, `aws:SourceIp`), and
    `values` are those that are added; `broad` says that a value more opens far more than was asked for. `sid` and
    `statement` tell which statement it is, where it is one that is there.
    """

    gate: GateKind
    kind: ChangeKind
    policy_kind: PolicyKind
    document: PolicyDocument | None
    edits: tuple[TextEdit, ...] = ()
    text: str = ""
    level: str = ""
    statement: int | None = None
    sid: str | None = None
    effect: Effect = Effect.ALLOW
    elements: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    broad: bool = False

    @property
    def weakens(self) -> bool:
        """Whether a limit that somebody set is loosened by it: an explicit Deny, or a policy that only limits."""
        return self.effect is Effect.DENY or self.gate in GUARDRAILS


@dataclass(frozen=True, slots=True)
class RequestChange:
    """Another way to ask: a condition key with the value that the request should carry, and no policy changed."""

    key: str
    value: str
    weakens: bool = False


Change: TypeAlias = PolicyChange | RequestChange
Changes: TypeAlias = tuple[Change, ...]


def _always(*_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be changed at all: AWS's own policies, for example, are nobody's to edit.

    `edit` says so of a statement that is there, `extend` of a policy that a statement could be added to, and `create`
    of a gate that could get a new policy.
    """

    edit: Callable[[PolicyDocument], bool] = _always
    extend: Callable[[PolicyDocument], bool] = _always
    create: Callable[[GateKind], bool] = _always


EVERYTHING = Reach()


@dataclass(frozen=True, slots=True)
class Fix:
    """Changes that allow the request together, and of which none can be left out.

    `around` says that it gets round a limit: a boundary that still would not allow it, because a resource policy's
    grant goes past it (D21), or the condition of a statement that allows just this, at whichever gate it stands.
    """

    changes: Changes
    around: bool = False

    @property
    def weakens(self) -> bool:
        """Whether it loosens a guardrail, or goes around one."""
        return self.around or any(change.weakens for change in self.changes)
