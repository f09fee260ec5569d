"""What each kind of credentials can never do, and what they can always do (S7, S10, S11, S40 to S42, S50, S63, D95)."""

from iamlab.engine.request.principals import Credentials, FederatedUser, IamUser, PrincipalKind, RoleSession, RootUser
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Reason

_SIGNED = (PrincipalKind.USER, PrincipalKind.ROLE_SESSION, PrincipalKind.FEDERATED_USER, PrincipalKind.ROOT)
_UNSIGNED = frozenset({"assumerolewithsaml", "assumerolewithwebidentity"})
_SESSION_TOKEN_STS = frozenset({"assumerole", "getcalleridentity"})


def credentials_rule(request: Request) -> Reason:
    """The rule for this caller's credentials, or `NO_SPECIAL_RULE`."""
    kind = request.principal.kind
    if request.on_service_linked_role and kind is not PrincipalKind.SERVICE:
        return Reason.ONLY_ITS_SERVICE
    if kind is PrincipalKind.ANONYMOUS and request.service == "sts" and request.operation not in _UNSIGNED:
        return Reason.UNSIGNED
    return _of_signed(request) if kind in _SIGNED else Reason.NO_SPECIAL_RULE


def _of_signed(request: Request) -> Reason:
    principal, service, operation = request.principal, request.service, request.operation
    if (service, operation) == ("sts", "getcalleridentity"):
        return Reason.NEEDS_NO_PERMISSION
    # PassRole and the tag and identity permissions are checked beside a call; they are not calls themselves (M6).
    calls_iam = service == "iam" and operation != "passrole"
    calls_sts = service == "sts" and operation not in ("tagsession", "setsourceidentity", "setcontext")
    match principal:
        case RootUser() if calls_sts and operation in ("assumerole", "assumeroot"):
            return Reason.ROOT_CANNOT_ASSUME
        case RoleSession() if calls_sts and operation in ("getsessiontoken", "getfederationtoken"):
            return Reason.ROLE_SESSION_CANNOT_CALL
        case FederatedUser() if calls_iam or calls_sts:
            return Reason.FEDERATED_USER_CANNOT_CALL
        case IamUser(credentials=credentials) if credentials is not Credentials.LONG_TERM:
            if calls_sts and operation not in _SESSION_TOKEN_STS:
                return Reason.SESSION_TOKEN_STS
            if calls_iam and credentials is Credentials.SESSION_TOKEN:
                return Reason.SESSION_TOKEN_WITHOUT_MFA
    if (service, operation) == ("sts", "getsessiontoken"):
        return Reason.NEEDS_NO_PERMISSION
    return Reason.NO_SPECIAL_RULE
