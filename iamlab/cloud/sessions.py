"""Role sessions: what AssumeRole hands out, and how long it lasts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials of a role.

    `policy` is the text of the session policy passed, `policy_arns` are those passed by ARN (G28).
    `mfa_authenticated_at` is when the caller's own credentials were authenticated with MFA, which a session takes over;
    a token code given to AssumeRole itself is not (C57).
    """

    role_arn: str
    name: str
    issued: datetime
    expires: datetime
    policy: str | None = None
    policy_arns: tuple[str, ...] = ()
    mfa_authenticated_at: datetime | None = None

    @property
    def account_id(self) -> str:
        """The account of the role."""
        return self.role_arn.split(":")[4]

    @property
    def arn(self) -> str:
        """The session's ARN, which leaves out the role's path (I5)."""
        return f"arn:aws:sts::{self.account_id}:assumed-role/{self.role_arn.rpartition('/')[2]}/{self.name}"
