"""The two sides of AssumeRole as the templates show them."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.cloud import Half, Problem, Session, assume_role
from iamlab.engine import Explanation, GateOutcome, explain

from ..bench import Bench, RoleTry
from .identity import account_of, identity_of, short_name

SIDES = {
    GateOutcome.ALLOW: ("allow", "Allows"),
    GateOutcome.DENY: ("explicit", "Denies"),
    GateOutcome.NO_ALLOW: ("implicit", "No allow"),
    GateOutcome.NOT_APPLICABLE: ("na", "Not applicable"),
}


class Phase(StrEnum):
    """What has become of a call of AssumeRole.

    Its session is worn, is over, or was dropped; KEPT is one that is still worn, although the policies would not allow
    it any more. AGAIN is a call by a session of the very role. NONE is a call that gave nothing to wear.
    """

    WORN = "worn"
    EXPIRED = "expired"
    DROPPED = "dropped"
    KEPT = "kept"
    AGAIN = "again"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role that could be assumed."""

    arn: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """One half: who it is, what it says, and the sentences of its gates that have something to say."""

    title: str
    principal: str
    state: str
    word: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandshakeView:
    """The last call of AssumeRole, decided with the policies as they are now.

    `minutes` is how long STS lends credentials.
    """

    caller: SideView | None
    trust: SideView | None
    allowed: bool
    phase: Phase
    minutes: int
    message: str
    problems: tuple[Problem, ...]
    explanation: Explanation | None

    @property
    def summary(self) -> str:
        """What the two sides come to, in a few words."""
        if self.allowed:
            return "Both sides allowed" if self.phase in (Phase.EXPIRED, Phase.DROPPED) else "Both sides allow"
        if self.caller is None or self.trust is None:
            return "Not decided"
        missing = [side.title.partition(":")[0].lower() for side in (self.caller, self.trust) if side.state != "allow"]
        session = "No new session" if self.phase is Phase.KEPT else "No session"
        return f"{session}: the {' and the '.join(missing)} {'does' if len(missing) == 1 else 'do'} not allow it"


def role_choices(bench: Bench) -> tuple[RoleChoice, ...]:
    """The roles of all accounts, with the one tried last chosen."""
    arns = [(account.arn(role), role.name, account.id) for account in bench.cloud.accounts for role in account.roles]
    chosen = bench.tried.role if bench.tried else arns[0][0] if arns else ""
    return tuple(
        RoleChoice(arn, f"{name} in {account_of(bench, account_id)}", arn == chosen) for arn, name, account_id in arns
    )


def handshake_view(bench: Bench) -> HandshakeView | None:
    """The handshake tried last; None where no role was tried since the last one was dropped."""
    tried = bench.tried
    if tried is None:
        return None
    handshake = assume_role(bench.deciding, tried.caller, tried.role, tried.session_name)
    explanation = explain(handshake.evaluation) if handshake.evaluation else None
    caller_name, role_name = short_name(tried.caller), tried.role.rpartition("/")[2]
    caller_account, role_account = (account_of(bench, _account_id(arn)) for arn in (tried.caller, tried.role))
    session = handshake.session
    return HandshakeView(
        _side(f"Caller's side: {caller_name} in {caller_account}", tried.caller, handshake.caller_side, explanation),
        _side(f"Trust side: {role_name} in {role_account}", tried.role, handshake.trust_side, explanation),
        session is not None,
        _phase(bench, tried, session),
        int((session.expires - session.issued).total_seconds() // 60) if session else 0,
        handshake.message or "",
        handshake.problems,
        explanation,
    )


def _phase(bench: Bench, tried: RoleTry, session: Session | None) -> Phase:
    role = f"arn:aws:sts::{_account_id(tried.role)}:assumed-role/{tried.role.rpartition('/')[2]}/"
    if session is None and tried.caller.startswith(role):
        return Phase.AGAIN
    if session is None:
        return Phase.KEPT if f"{role}{tried.session_name}" in bench.worn else Phase.NONE
    if session.arn in bench.worn:
        return Phase.EXPIRED if identity_of(bench).expired else Phase.WORN
    return Phase.DROPPED if bench.cloud.session(session.arn) else Phase.NONE


def _account_id(arn: str) -> str:
    parts = arn.split(":")
    return parts[4] if len(parts) > 4 else ""


def _side(title: str, principal: str, half: Half | None, explanation: Explanation | None) -> SideView | None:
    if half is None or explanation is None:
        return None
    state, word = SIDES[half.outcome]
    if not half.required and state == "implicit":
        state, word = "silent", "No allow, and none is needed"
    speaking = {gate.kind for gate in half.gates if gate.outcome is not GateOutcome.NOT_APPLICABLE}
    sentences = tuple(said.sentence for said in explanation.gates if said.kind in speaking)
    return SideView(title, principal, state, word, sentences)
