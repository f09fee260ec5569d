"""Who can make a request, one value type for each kind of caller (table 3.1, C10 to C19)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from iamlab.engine.arn import Arn, is_account_id, parse_arn
from iamlab.engine.request.mistakes import is_one_word


class PrincipalKind(StrEnum):
    """The kinds of caller that the rules tell apart."""

    USER = "user"
    ROLE_SESSION = "role_session"
    FEDERATED_USER = "federated_user"
    ROOT = "root"
    SERVICE = "service"
    SAML = "saml"
    WEB_IDENTITY = "web_identity"
    ANONYMOUS = "anonymous"


class Credentials(StrEnum):
    """What an IAM user signs with (S10, S40, C30)."""

    LONG_TERM = "long_term"
    SESSION_TOKEN = "session_token"  # noqa: S105
    SESSION_TOKEN_MFA = "session_token_mfa"  # noqa: S105


BUILT_IN_PROVIDERS = frozenset(
    {"cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com"}
)
"""Web identity providers that need no provider object in the account (M37)."""

SERVICE_LINKED_PATH = "aws-service-role/"
"""How the path of every service-linked role begins (I6, S63)."""


@dataclass(frozen=True, slots=True)
class IamUser:
    """An IAM user, by long-term keys, console or GetSessionToken."""

    arn: str
    account: str
    unique_id: str | None = None
    credentials: Credentials = Credentials.LONG_TERM
    kind: ClassVar[PrincipalKind] = PrincipalKind.USER

    @property
    def name(self) -> str:
        """The user name, without its path (`aws:username`)."""
        return self.arn.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class RoleSession:
    """A session of a role. `arn` is the session's, `role_arn` the role's with its path (C19, I5)."""

    arn: str
    account: str
    role_arn: str
    unique_id: str | None = None
    kind: ClassVar[PrincipalKind] = PrincipalKind.ROLE_SESSION

    @property
    def session_name(self) -> str:
        """The name given to the session when the role was assumed."""
        return self.arn.rpartition("/")[2]

    @property
    def service_linked(self) -> bool:
        """Whether the role is one that only its service can assume (S63)."""
        return is_service_linked(self.role_arn)


@dataclass(frozen=True, slots=True)
class FederatedUser:
    """A GetFederationToken session; `issuer_arn` is the IAM user or root user that asked for it."""

    arn: str
    account: str
    issuer_arn: str | None = None
    kind: ClassVar[PrincipalKind] = PrincipalKind.FEDERATED_USER

    @property
    def name(self) -> str:
        """The name given to GetFederationToken."""
        return self.arn.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class RootUser:
    """The root user of an account: not an IAM user, no policies of its own (D90)."""

    arn: str
    account: str
    kind: ClassVar[PrincipalKind] = PrincipalKind.ROOT


@dataclass(frozen=True, slots=True)
class ServicePrincipal:
    """An AWS service that calls by itself, not with somebody's credentials (M39, D14)."""

    arn: str
    account: None = None
    kind: ClassVar[PrincipalKind] = PrincipalKind.SERVICE


@dataclass(frozen=True, slots=True)
class SamlIdentity:
    """Somebody with an assertion of a SAML provider, before a role is assumed (M38, S11)."""

    arn: str
    account: str
    kind: ClassVar[PrincipalKind] = PrincipalKind.SAML


@dataclass(frozen=True, slots=True)
class WebIdentity:
    """Somebody with a token of a web identity provider, before a role is assumed (M37, S11)."""

    arn: str
    account: str | None = None
    kind: ClassVar[PrincipalKind] = PrincipalKind.WEB_IDENTITY


@dataclass(frozen=True, slots=True)
class Anonymous:
    """An unsigned request (C17, D15)."""

    arn: str = "anonymous"
    account: None = None
    kind: ClassVar[PrincipalKind] = PrincipalKind.ANONYMOUS


Principal = IamUser | RoleSession | FederatedUser | RootUser | ServicePrincipal | SamlIdentity | WebIdentity | Anonymous
"""Any caller; `arn` is how access-denied messages name it."""

_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")


@dataclass(frozen=True, slots=True)
class PrincipalProblem:
    """Why a text names nobody who could make a request."""

    message: str
    help: str


def is_service_linked(role_arn: str) -> bool:
    """Whether a role ARN is a service-linked role's (I6)."""
    arn = parse_arn(role_arn)
    return arn is not None and arn.resource.startswith(f"role/{SERVICE_LINKED_PATH}")


def derived_role_arn(session: Arn) -> str:
    """The role ARN without a path that belongs to an assumed-role session's ARN (I5)."""
    name = session.resource.split("/")[1]
    return f"arn:{session.partition}:iam::{session.account}:role/{name}"


def parse_principal(text: str) -> Principal | PrincipalProblem:
    """Read a principal as `request.principal` names it, with nothing but what its own text tells (I20, I22)."""
    if text == "anonymous":
        return Anonymous()
    if text in BUILT_IN_PROVIDERS:
        return WebIdentity(text)
    if _SERVICE.fullmatch(text):
        return ServicePrincipal(text)
    if text and not is_one_word(text):
        help = "Delete it: no name of a principal has one."
        return PrincipalProblem("the principal holds a blank, a line break or an invisible character", help)
    arn = parse_arn(text)
    if arn is None or not is_account_id(arn.account) or arn.service not in ("iam", "sts"):
        return PrincipalProblem(
            f"`{text}` names nobody who could make a request",
            "Give the ARN of an IAM user, a role session, a federated user, a root user or an identity provider; "
            "a service such as `cloudtrail.amazonaws.com`; or `anonymous`.",
        )
    return _from_iam(text, arn) if arn.service == "iam" else _from_sts(text, arn)


def _from_iam(text: str, arn: Arn) -> Principal | PrincipalProblem:
    if arn.resource == "root":
        return RootUser(text, arn.account)
    kind, _, name = arn.resource.partition("/")
    if name and not name.endswith("/"):
        if kind == "user":
            return IamUser(text, arn.account)
        if kind == "saml-provider":
            return SamlIdentity(text, arn.account)
        if kind == "oidc-provider":
            return WebIdentity(text, arn.account)
    if kind == "role":
        session = f"arn:{arn.partition}:sts::{arn.account}:assumed-role/{name.rpartition('/')[2] or 'ROLE'}/SESSION"
        return PrincipalProblem(
            f"`{text}` is a role, and a role acts through a session", f"Name a session of it, such as `{session}`."
        )
    if kind == "group":
        return PrincipalProblem(
            f"`{text}` is a group, and a group makes no requests", "Name a user who is a member of the group."
        )
    return PrincipalProblem(f"`{text}` names nobody who could make a request", "Name a user or a session instead.")


def _from_sts(text: str, arn: Arn) -> Principal | PrincipalProblem:
    parts = arn.resource.split("/")
    if parts[0] == "assumed-role" and len(parts) == 3 and all(parts):
        return RoleSession(text, arn.account, derived_role_arn(arn))
    if parts[0] == "federated-user" and len(parts) == 2 and parts[1]:
        return FederatedUser(text, arn.account)
    return PrincipalProblem(
        f"`{text}` is not the ARN of a session",
        "Write `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` or `arn:aws:sts::ACCOUNT:federated-user/NAME`.",
    )
