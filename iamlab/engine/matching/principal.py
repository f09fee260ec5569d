"""Principal and NotPrincipal (M30 to M51)."""

from iamlab.engine.arn import is_account_id, parse_arn
from iamlab.engine.policy.documents import Effect, PolicyDocument, PrincipalElement, PrincipalEntry
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.request.principals import (
    FederatedUser,
    IamUser,
    Principal,
    PrincipalKind,
    RoleSession,
    RootUser,
    ServicePrincipal,
)
from iamlab.engine.request.request import Request
from iamlab.engine.trace import ElementKind, ElementTrace, PatternTrace, PrincipalClass, Reason

Naming = tuple[PrincipalClass | None, Reason]
"""How an entry names the caller (None: it does not), and why."""

STRENGTH = (
    PrincipalClass.ACCOUNT,
    PrincipalClass.ROLE,
    PrincipalClass.USER,
    PrincipalClass.PROVIDER,
    PrincipalClass.SERVICE,
    PrincipalClass.FEDERATED_SESSION,
    PrincipalClass.SESSION,
    PrincipalClass.EVERYONE,
)
"""From the class whose grant needs most beside it to the class whose grant needs nothing (D21)."""

_OF_ACCOUNTS = (PrincipalKind.USER, PrincipalKind.ROLE_SESSION, PrincipalKind.FEDERATED_USER, PrincipalKind.ROOT)
_GATEWAY_ENDPOINT_SERVICES = frozenset({"s3", "dynamodb"})


class PrincipalMatcher:
    """The compiled Principal or NotPrincipal of one statement."""

    __slots__ = ("document", "effect", "element")

    def __init__(self, element: PrincipalElement, effect: Effect, document: PolicyDocument) -> None:
        self.element = element
        self.effect = effect
        self.document = document

    def names(self, request: Request, has_boundary: bool) -> PrincipalClass | None:
        """How the element names the caller, by its strongest entry; None when it does not."""
        return self._decide(request, has_boundary, [self._naming(entry, request) for entry in self.element.entries])[0]

    def _naming(self, entry: PrincipalEntry, request: Request) -> Naming:
        gateway = self.document.kind is PolicyKind.VPC_ENDPOINT and request.service in _GATEWAY_ENDPOINT_SERVICES
        naming = name_caller(entry, request.principal)
        if gateway and naming[0] is PrincipalClass.ACCOUNT and not isinstance(request.principal, RootUser):
            return None, Reason.ENDPOINT_ACCOUNT_MEANS_ROOT
        return naming

    def _decide(
        self, request: Request, has_boundary: bool, namings: list[Naming]
    ) -> tuple[PrincipalClass | None, Reason]:
        if not self.element.entries and not self.element.negated:
            return None, Reason.EMPTY_ELEMENT
        if not self.element.negated:
            classes = [named for named, _ in namings if named]
            return (max(classes, key=STRENGTH.index), Reason.LISTED) if classes else (None, Reason.NOT_LISTED)
        if not any(_spares(naming, request.principal) for naming in namings):
            return PrincipalClass.EVERYONE, Reason.NOT_SPARED
        if self.effect is Effect.DENY and has_boundary and request.boundary_applies:
            return PrincipalClass.EVERYONE, Reason.BOUNDARY_IS_NEVER_SPARED
        return None, Reason.SPARED

    def trace(self, request: Request, has_boundary: bool) -> tuple[ElementTrace, PrincipalClass | None]:
        """The same answer with a reason for each entry."""
        namings = [self._naming(entry, request) for entry in self.element.entries]
        named, reason = self._decide(request, has_boundary, namings)
        patterns = tuple(
            PatternTrace(
                entry.value, entry.value, bool(naming[0]), naming[1], entry.path, self.document.span(entry.path)
            )
            for entry, naming in zip(self.element.entries, namings, strict=True)
        )
        doubts: set[str] = set()
        if self.element.negated and any(naming[1] is Reason.NAMES_ACCOUNT for naming in namings):
            doubts.add("M48")
        if any(naming[1] is Reason.SERVICE_NOT_IN_AWS_STAR for naming in namings):
            doubts.add("M30")
        trace = ElementTrace(
            ElementKind.PRINCIPAL,
            self.element.name,
            request.principal.arn,
            named is not None,
            reason,
            patterns,
            0,
            self.element.path,
            self.document.member_span(self.element.path),
            tuple(sorted(doubts)),
        )
        return trace, named


def _spares(naming: Naming, principal: Principal) -> bool:
    """Whether a NotPrincipal entry spares the caller: it has to name the caller itself (M48)."""
    named, _ = naming
    return named is not None and (named is not PrincipalClass.ACCOUNT or isinstance(principal, RootUser))


def name_caller(entry: PrincipalEntry, principal: Principal) -> Naming:
    """How one entry of a Principal element names a caller (M30 to M40)."""
    if entry.key == "":
        return PrincipalClass.EVERYONE, Reason.NAMES_EVERYONE
    if entry.key == "Service":
        if not isinstance(principal, ServicePrincipal):
            return None, Reason.NOT_A_SERVICE_CALL
        same = entry.value == principal.arn
        return (PrincipalClass.SERVICE, Reason.NAMES_CALLER) if same else (None, Reason.OTHER_PRINCIPAL)
    if entry.key == "Federated":
        if principal.kind not in (PrincipalKind.SAML, PrincipalKind.WEB_IDENTITY):
            return None, Reason.NOT_A_FEDERATED_CALL
        same = entry.value == principal.arn
        return (PrincipalClass.PROVIDER, Reason.NAMES_CALLER) if same else (None, Reason.OTHER_PRINCIPAL)
    if entry.key == "CanonicalUser":
        return None, Reason.CANONICAL_USER_NOT_MODELLED
    return _aws(entry.value, principal)


def _aws(value: str, principal: Principal) -> Naming:
    if value == "*":
        if isinstance(principal, ServicePrincipal):
            return None, Reason.SERVICE_NOT_IN_AWS_STAR
        return PrincipalClass.EVERYONE, Reason.NAMES_EVERYONE
    if is_account_id(value):
        return _account(value, None, principal)
    arn = parse_arn(value)
    if arn is None:
        return _unique_id(value, principal)
    if arn.service == "iam" and arn.resource == "root":
        return _account(arn.account, arn.partition, principal)
    if arn.service == "iam" and arn.resource.startswith("group/"):
        return None, Reason.GROUP_IS_NO_PRINCIPAL
    return _entity(value, principal)


def _entity(value: str, principal: Principal) -> Naming:
    """How the ARN of a user, a role or a session names a caller (M32 to M35)."""
    match principal:
        case RoleSession():
            return _role_session(value, principal)
        case IamUser() if value == principal.arn:
            return PrincipalClass.USER, Reason.NAMES_CALLER
        case FederatedUser() if value == principal.arn:
            return PrincipalClass.FEDERATED_SESSION, Reason.NAMES_CALLER
        case FederatedUser() if value == principal.issuer_arn:
            return PrincipalClass.USER, Reason.NAMES_CREATOR
    return None, Reason.WILDCARD_IN_PRINCIPAL if "*" in value or "?" in value else Reason.OTHER_PRINCIPAL


def _account(account: str, partition: str | None, principal: Principal) -> Naming:
    if principal.kind not in _OF_ACCOUNTS or principal.account != account:
        return None, Reason.OTHER_ACCOUNT
    if partition is not None and not principal.arn.startswith(f"arn:{partition}:"):
        return None, Reason.OTHER_PARTITION
    own = isinstance(principal, RootUser)
    return PrincipalClass.ACCOUNT, Reason.NAMES_CALLER if own else Reason.NAMES_ACCOUNT


def _unique_id(value: str, principal: Principal) -> Naming:
    if isinstance(principal, IamUser) and value == principal.unique_id:
        return PrincipalClass.USER, Reason.NAMES_UNIQUE_ID
    if isinstance(principal, RoleSession) and principal.unique_id and value == principal.unique_id.partition(":")[0]:
        return PrincipalClass.ROLE, Reason.NAMES_UNIQUE_ID
    return None, Reason.OTHER_PRINCIPAL


def _role_session(value: str, principal: RoleSession) -> Naming:
    if value == principal.arn:
        return PrincipalClass.SESSION, Reason.NAMES_CALLER
    if value == principal.role_arn:
        return PrincipalClass.ROLE, Reason.NAMES_ROLE
    if "*" in value or "?" in value:
        return None, Reason.WILDCARD_IN_PRINCIPAL
    same_role = value.rpartition("/")[0] == principal.arn.rpartition("/")[0]
    return None, Reason.OTHER_SESSION if same_role else Reason.OTHER_PRINCIPAL
