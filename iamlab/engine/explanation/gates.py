"""One sentence for each gate, and the words for the rail."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine.explanation.model import GateSentence, StateWord
from iamlab.engine.explanation.naming import Names
from iamlab.engine.matching.principal import STRENGTH
from iamlab.engine.policy.documents import Effect
from iamlab.engine.request.principals import FederatedUser, RoleSession, RootUser
from iamlab.engine.trace import (
    Decision,
    Evaluation,
    Gate,
    GateKind,
    GateOutcome,
    PolicyTrace,
    PrincipalClass,
    Reason,
    StatementTrace,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that applies, with its policy."""

    policy: PolicyTrace
    statement: StatementTrace


def applying(gate: Gate, effect: Effect) -> Iterator[Found]:
    """The statements of a gate with that effect that apply, in order."""
    for policy in gate.policies:
        for statement in policy.statements:
            if statement.applies and statement.effect is effect:
                yield Found(policy, statement)


def deciding_statements(evaluation: Evaluation) -> Iterator[Found]:
    """The statements that made the deciding gate allow or deny; none of an implicit deny."""
    if evaluation.decision is not Decision.IMPLICIT_DENY:
        yield from applying(evaluation.gate(evaluation.decided_by), Effect.ALLOW if evaluation.allowed else Effect.DENY)


def allowing(gate: Gate) -> Found | None:
    """The Allow that counts most: in a resource policy the one that names the caller most closely (D21)."""
    return max(applying(gate, Effect.ALLOW), key=lambda found: _closeness(found.statement), default=None)


def _closeness(statement: StatementTrace) -> int:
    return STRENGTH.index(statement.names_caller_as) if statement.names_caller_as else 0


def denying(gate: Gate) -> Found | None:
    """The first Deny that applies."""
    return next(applying(gate, Effect.DENY), None)


def levels_without_allow(gate: Gate) -> list[str]:
    """The nodes of the organization at which nothing allows."""
    return [level.target for level in gate.levels if level.outcome is GateOutcome.NO_ALLOW]


def state_of(evaluation: Evaluation, gate: Gate) -> StateWord:
    """How a gate is marked: a missing Allow counts only where it stands in the way."""
    match gate.outcome:
        case GateOutcome.ALLOW:
            return StateWord.ALLOW
        case GateOutcome.DENY:
            return StateWord.EXPLICIT
        case GateOutcome.NOT_APPLICABLE:
            return StateWord.NOT_APPLICABLE
    return StateWord.IMPLICIT if gate.kind in evaluation.in_the_way else StateWord.SILENT


def gate_sentence(evaluation: Evaluation, gate: Gate, names: Names) -> GateSentence:
    """What one gate says about the request."""
    wording = names.wording
    sentence = wording.sentence(
        wording.placed(gate.reason, *_places(evaluation, gate)), **names.common(), **_values(gate, names)
    )
    if gate.kind is GateKind.IDENTITY and isinstance(evaluation.request.principal, RoleSession):
        sentence += " " + wording.sentence("identity.set_aside", holder=names.holder)
    return GateSentence(gate.kind, state_of(evaluation, gate), wording.say(f"gate.{gate.outcome}"), sentence)


def sweep_sentence(evaluation: Evaluation, names: Names) -> GateSentence:
    """What the search for an explicit Deny found, over all policies (D2)."""
    wording = names.wording
    found = next((found for gate in evaluation.gates if (found := denying(gate))), None)
    if found:
        key = "sweep.excepted" if evaluation.decided_by is GateKind.SERVICE else "sweep.denies"
        said = wording.sentence(key, statement=names.statement(found.statement), policy=policy_name(found, names))
        return GateSentence(None, StateWord.EXPLICIT, wording.say("gate.deny"), said)
    any_deny = any(
        statement.effect is Effect.DENY
        for gate in evaluation.gates
        for policy in gate.policies
        for statement in policy.statements
    )
    said = wording.sentence("sweep.none_applies" if any_deny else "sweep.no_deny")
    return GateSentence(None, StateWord.ALLOW, wording.say("gate.none_applies"), said)


def policy_name(found: Found, names: Names) -> str:
    """The policy of a statement, with the level that carries it."""
    return names.policy(found.policy.policy, found.policy.level)


def policy_names(gate: Gate, names: Names) -> str:
    """The policies of a gate by name."""
    return names.wording.joined([names.policy(each.policy, each.level) for each in gate.policies], "or")


def _values(gate: Gate, names: Names) -> dict[str, str]:
    """The values that the phrase of a gate may use."""
    found = denying(gate) if gate.outcome is GateOutcome.DENY else allowing(gate)
    values = {"policies": policy_names(gate, names), "levels": names.levels(levels_without_allow(gate))}
    if found:
        values |= {"statement": names.statement(found.statement), "policy": policy_name(found, names)}
    return values


def _places(evaluation: Evaluation, gate: Gate) -> list[str]:
    """Which variants of a phrase fit a gate, most particular first."""
    request = evaluation.request
    if gate.kind is GateKind.IDENTITY and isinstance(request.principal, FederatedUser):
        return ["federated", "identity"]
    if gate.kind is not GateKind.RESOURCE:
        return [gate.kind]
    if gate.reason is Reason.GRANTED:
        return [_grant_place(evaluation, gate)]
    if request.resource == "*" and request.has_identity_side:
        return ["no_resource"]
    if request.assumes_root and request.has_identity_side:
        return ["root_user"]
    if request.needs_resource_policy:
        return ["resource_needed"]
    return ["resource" if request.needs_both_sides else "optional"]


def _grant_place(evaluation: Evaluation, gate: Gate) -> str:
    """What a grant of the resource policy is worth (D21, D30)."""
    found = allowing(gate)
    named = (found.statement.names_caller_as if found else None) or PrincipalClass.EVERYONE
    request = evaluation.request
    if request.has_identity_side and request.needs_both_sides:
        return "other_side"
    if named is PrincipalClass.EVERYONE and not request.has_identity_side:
        return "to_everyone_alone"
    return "to_root" if named is PrincipalClass.ACCOUNT and isinstance(request.principal, RootUser) else f"to_{named}"
