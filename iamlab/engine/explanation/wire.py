"""What AWS prints for a denial where that is not the general form (E8, E10, E14)."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine.explanation.message import denial_message, denial_reason, denied_by
from iamlab.engine.request.principals import PrincipalKind
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Evaluation, GateKind


class WireForm(StrEnum):
    """How a printed message differs from the general form."""

    GENERAL = "general"
    UNSIGNED = "unsigned"
    BARE = "bare"
    BARE_AT_ENDPOINT = "bare_at_endpoint"
    PERHAPS_SHORT = "perhaps_short"


@dataclass(frozen=True, slots=True)
class WireMessage:
    """A message as AWS prints it: `reason` is the clause of `text` that gives the reason, empty where there is none."""

    form: WireForm
    text: str
    reason: str


def wire_message(evaluation: Evaluation) -> WireMessage | None:
    """What AWS prints for a traced decision; None for an allow.

    STS names neither caller nor reason in a call that nobody signs
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html). S3 gives a reason only within one account
    or organization, and no service names the policy's ARN beyond that (E10, E14).
    """
    if evaluation.allowed:
        return None
    request, form = evaluation.request, _form(evaluation)
    if form is WireForm.UNSIGNED:
        return WireMessage(form, f"Not authorized to perform {request.action}", "")
    if form in (WireForm.BARE, WireForm.BARE_AT_ENDPOINT):
        return WireMessage(form, "Access Denied", "")
    policy = None if form is WireForm.PERHAPS_SHORT else denied_by(evaluation)
    decided = evaluation.decision, evaluation.decided_by, policy
    return WireMessage(form, denial_message(request, *decided) or "", denial_reason(request, *decided))


def _form(evaluation: Evaluation) -> WireForm:
    request = evaluation.request
    if request.principal.kind in (PrincipalKind.SAML, PrincipalKind.WEB_IDENTITY) and request.assumes_a_role:
        return WireForm.UNSIGNED
    if request.same_account or request.principal.kind is PrincipalKind.SERVICE:
        return WireForm.GENERAL
    if not _in_one_organization(request):
        if request.service == "s3":
            return WireForm.BARE
        return WireForm.PERHAPS_SHORT if request.principal.account else WireForm.GENERAL
    at_endpoint = request.service == "s3" and evaluation.decided_by is GateKind.VPC_ENDPOINT
    return WireForm.BARE_AT_ENDPOINT if at_endpoint else WireForm.GENERAL


def _in_one_organization(request: Request) -> bool:
    caller, owner = (request.context.get(f"aws:{side}orgid") for side in ("principal", "resource"))
    return caller is not None and owner is not None and caller.values == owner.values
