"""The rail of a decision: the sweep for explicit denies, then one gate for each policy type, in AWS's order."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine import Decision, Evaluation, Explanation, GateKind, GateOutcome, GateSentence, StateWord

GATE_NAMES = {
    None: "Explicit deny",
    GateKind.RCP: "Resource control policies",
    GateKind.SCP: "Service control policies",
    GateKind.VPC_ENDPOINT: "VPC endpoint policy",
    GateKind.RESOURCE: "Resource policy",
    GateKind.IDENTITY: "Identity policies",
    GateKind.BOUNDARY: "Permissions boundary",
    GateKind.SESSION: "Session policy",
    GateKind.SERVICE: "Rules no policy can change",
}
TRUST_GATE_NAME = "Role trust policy"
# Gates that most requests never meet: shown where they have something to say.
RARE_GATES = frozenset({GateKind.VPC_ENDPOINT, GateKind.SERVICE})
SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class RailGate:
    """One gate of the rail. `after` says that AWS never reached it, `stop` that AWS stops at the one before.

    Where a gate before the deciding one stands in the way too, as across accounts, AWS does not say at which it stops.
    """

    key: str
    name: str
    state: str
    word: str
    sentence: str
    decided: bool
    after: bool
    stop: bool


def rail_of(evaluation: Evaluation, explanation: Explanation) -> tuple[RailGate, ...]:
    """The sweep and the gates that have something to say; after a denial, what AWS never reached is marked."""
    return tuple(_rail(evaluation, explanation))


def _rail(evaluation: Evaluation, explanation: Explanation) -> Iterator[RailGate]:
    denied = evaluation.decision is not Decision.ALLOW
    decided_by = None if evaluation.decision is Decision.EXPLICIT_DENY else evaluation.decided_by
    reached = True
    stop = False
    blocked_before = False
    for said in (explanation.sweep, *explanation.gates):
        if _is_hidden(evaluation, said):
            continue
        decided = said.kind is decided_by
        yield RailGate(
            key=said.kind.value if said.kind else SWEEP,
            name=gate_name(evaluation, said.kind),
            state=said.state.value,
            word=said.word,
            sentence=said.sentence,
            decided=decided and denied,
            after=not reached,
            stop=stop,
        )
        stop = decided and denied and not blocked_before
        blocked_before = blocked_before or said.state is StateWord.IMPLICIT
        reached = reached and not stop


def _is_hidden(evaluation: Evaluation, said: GateSentence) -> bool:
    return said.kind in RARE_GATES and evaluation.gate(said.kind).outcome is GateOutcome.NOT_APPLICABLE


def gate_name(evaluation: Evaluation, kind: GateKind | None) -> str:
    """What a gate is called on the rail; the resource policy of a role is its trust policy."""
    if kind is GateKind.RESOURCE and evaluation.request.assumes_a_role:
        return TRUST_GATE_NAME
    return GATE_NAMES[kind]
