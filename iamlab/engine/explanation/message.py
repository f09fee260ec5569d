"""The access-denied message in the general form of AWS's own words (E1 to E8, E10)."""

from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Decision, Evaluation, GateKind

_TYPES = {
    GateKind.IDENTITY: "identity-based policy",
    GateKind.RESOURCE: "resource-based policy",
    GateKind.BOUNDARY: "permissions boundary",
    GateKind.SESSION: "session policy",
    GateKind.SCP: "service control policy",
    GateKind.RCP: "resource control policy",
    GateKind.VPC_ENDPOINT: "VPC endpoint policy",
}
_NAMES_THE_POLICY = frozenset({GateKind.SCP, GateKind.RCP, GateKind.IDENTITY, GateKind.SESSION, GateKind.BOUNDARY})
"""The policy types whose ARN a message may end with (E10)."""


def denial_message(
    request: Request, decision: Decision, decided_by: GateKind, denying: PolicyDocument | None
) -> str | None:
    """A denial in the general form of AWS's messages; None for an allow.

    The resource is left out where the action takes none, and the reason where a rule of credentials decided.
    """
    if decision is Decision.ALLOW:
        return None
    text = f"User: {request.principal.arn} is not authorized to perform: {request.action}"
    if request.resource != "*":
        text += f" on resource: {request.resource}"
    reason = denial_reason(request, decision, decided_by, denying)
    return f"{text} {reason}" if reason else text


def denial_reason(request: Request, decision: Decision, decided_by: GateKind, denying: PolicyDocument | None) -> str:
    """The clause of the message that names the policy type; empty where AWS gives none."""
    if decided_by is GateKind.SERVICE:
        return ""
    name, article = _TYPES[decided_by], "an" if decided_by is GateKind.IDENTITY else "a"
    if decided_by is GateKind.RESOURCE and request.assumes_a_role:
        name, article = "role trust policy", "the"
    if decision is Decision.IMPLICIT_DENY:
        return f"because no {name} allows the {request.action} action"
    arn = denying.arn if denying and decided_by in _NAMES_THE_POLICY else None
    return f"with an explicit deny in {article} {name}" + (f": {arn}" if arn else "")


def message_of(evaluation: Evaluation) -> str | None:
    """The message for a traced decision."""
    return denial_message(evaluation.request, evaluation.decision, evaluation.decided_by, denied_by(evaluation))


def reason_of(evaluation: Evaluation) -> str:
    """The clause of the message that gives the reason; empty for an allow and where AWS gives none."""
    if evaluation.allowed:
        return ""
    return denial_reason(evaluation.request, evaluation.decision, evaluation.decided_by, denied_by(evaluation))


def denied_by(evaluation: Evaluation) -> PolicyDocument | None:
    """The policy of the deciding gate that denies; None where none does."""
    gate = evaluation.gate(evaluation.decided_by)
    return next((policy.policy for policy in gate.policies if policy.denies), None)
