"""A handshake: a caller's side and a role's side, and the session that comes of it."""

from dataclasses import dataclass

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.problems import Answer, Problem, answer_to
from iamlab.cloud.sessions import Session
from iamlab.engine import Evaluation, Gate, GateKind, GateOutcome

_CALLER_GATES = (GateKind.SCP, GateKind.IDENTITY, GateKind.BOUNDARY, GateKind.SESSION, GateKind.SERVICE)
_ROLE_GATES = (GateKind.RCP, GateKind.RESOURCE)


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a handshake: its gates and what they say together.

    `required` is false for a caller's side that could be silent, because a trust policy of the same account names the
    caller itself (S2).
    """

    gates: tuple[Gate, ...]
    outcome: GateOutcome
    required: bool = True


@dataclass(frozen=True, slots=True)
class Handshake:
    """What became of one call of AssumeRole, AssumeRoleWithSAML or AssumeRoleWithWebIdentity.

    `cloud` is the state after it: the same as before if there is no session. Without an evaluation the call was refused
    before any policy was asked, and `problems` say why. A call that both sides allow can still ask for too long a
    session: then there are an evaluation, a problem, and no session.

    Passing tags or a source identity takes permissions of their own (S20, S25). `evaluations` has one for each
    permission that was asked for, and `evaluation` is the one that settled the call: the first that is not allowed, or
    that of AssumeRole itself.
    """

    cloud: Cloud
    problems: tuple[Problem, ...] = ()
    reading: CaseReading | None = None
    evaluation: Evaluation | None = None
    session: Session | None = None
    evaluations: tuple[Evaluation, ...] = ()

    @property
    def caller_side(self) -> Half | None:
        """The caller's half: SCPs, its own policies, boundary and session policies; None without an evaluation."""
        if self.evaluation is None:
            return None
        required = not (self.evaluation.allowed and self.evaluation.decided_by is GateKind.RESOURCE)
        return _half(self.evaluation, _CALLER_GATES, required=required)

    @property
    def trust_side(self) -> Half | None:
        """The role's half: its trust policy, and RCPs; None without an evaluation."""
        return _half(self.evaluation, _ROLE_GATES) if self.evaluation else None

    @property
    def answer(self) -> Answer | None:
        """What AWS would print for a call that fails; None for one that succeeds."""
        return None if self.session else answer_to(self.problems, self.evaluation)

    @property
    def message(self) -> str | None:
        """The words of AWS's answer, where they are known."""
        return self.answer.message if self.answer else None


def _half(evaluation: Evaluation, kinds: tuple[GateKind, ...], *, required: bool = True) -> Half:
    gates = tuple(gate for gate in evaluation.gates if gate.kind in kinds)
    outcomes = {gate.outcome for gate in gates}
    worst = (GateOutcome.DENY, GateOutcome.NO_ALLOW, GateOutcome.ALLOW, GateOutcome.NOT_APPLICABLE)
    return Half(gates, next(outcome for outcome in worst if outcome in outcomes), required)
