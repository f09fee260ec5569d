"""Temporary credentials: what STS hands out, and how long it lasts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from iamlab.cloud.letters import letters
from iamlab.cloud.resources import Tags


class Origin(StrEnum):
    """How a role's session came about."""

    ASSUME_ROLE = "assume_role"
    SAML = "saml"
    WEB_IDENTITY = "web_identity"


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials of a role.

    `policy` is the text of the session policy passed, `policy_arns` are those passed by ARN (G28).
    `mfa_authenticated_at` is when the caller's own credentials were authenticated with MFA, which a session takes over;
    a token code given to AssumeRole itself is not (C57). `transitive_tags` are keys of `tags` that go along a chain
    (S22). `keys` are condition keys that the session carries for good because of where it comes from: what survives
    of an identity provider's claims, or which instance or function has it (C33, C38, C77, C78).
    """

    role_arn: str
    name: str
    issued: datetime
    expires: datetime
    policy: str | None = None
    policy_arns: tuple[str, ...] = ()
    mfa_authenticated_at: datetime | None = None
    tags: Tags = ()
    transitive_tags: tuple[str, ...] = ()
    source_identity: str | None = None
    origin: Origin = Origin.ASSUME_ROLE
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def called(self) -> str:
        """What names it as a caller: its ARN."""
        return self.arn

    @property
    def account_id(self) -> str:
        """The account of the role."""
        return self.role_arn.split(":")[4]

    @property
    def arn(self) -> str:
        """The session's ARN, which leaves out the role's path (I5)."""
        return f"arn:aws:sts::{self.account_id}:assumed-role/{self.role_arn.rpartition('/')[2]}/{self.name}"

    @property
    def tags_to_pass_on(self) -> Tags:
        """The tags that the next session of a chain has, too (S22, S23)."""
        kept = {key.lower() for key in self.transitive_tags}
        return tuple((key, value) for key, value in self.tags if key.lower() in kept)


@dataclass(frozen=True, slots=True)
class FederatedSession:
    """Temporary credentials of GetFederationToken: a name of the caller's choice, with what its user may do (D12)."""

    issuer_arn: str
    name: str
    issued: datetime
    expires: datetime
    policy: str | None = None
    policy_arns: tuple[str, ...] = ()
    tags: Tags = ()

    @property
    def called(self) -> str:
        """What names it as a caller: its ARN."""
        return self.arn

    @property
    def account_id(self) -> str:
        """The account of the issuer."""
        return self.issuer_arn.split(":")[4]

    @property
    def arn(self) -> str:
        """The ARN of the federated user (I3)."""
        return f"arn:aws:sts::{self.account_id}:federated-user/{self.name}"


@dataclass(frozen=True, slots=True)
class TokenSession:
    """Temporary credentials of GetSessionToken: the same user or root user, with or without MFA (S40).

    Or of AssumeRoot: a member account's root user, for what `task_policy`, by its ARN, leaves it (S51). `number` tells
    credentials from others that were issued at the same moment.
    """

    owner_arn: str
    issued: datetime
    expires: datetime
    mfa: bool = False
    task_policy: str = ""
    number: int = 0

    @property
    def called(self) -> str:
        """What names it as a caller: its access key, as its ARN is the user's own."""
        return self.access_key

    @property
    def account_id(self) -> str:
        """The account of the user."""
        return self.owner_arn.split(":")[4]

    @property
    def arn(self) -> str:
        """The ARN that requests made with it have: the user's own."""
        return self.owner_arn

    @property
    def access_key(self) -> str:
        """What tells these credentials from others of the same user: `ASIA` and sixteen letters and digits (I7)."""
        task, number = f"/{self.task_policy}" if self.task_policy else "", f"/{self.number}" if self.number else ""
        return "ASIA" + letters(f"{self.owner_arn}/{self.issued.isoformat()}/{self.mfa}{task}{number}", 16)


AnySession = Session | FederatedSession | TokenSession
