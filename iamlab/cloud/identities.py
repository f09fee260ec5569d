"""What IAM keeps: users, groups, roles, managed policies, instance profiles and identity providers.

Policies are kept as the text somebody typed, which may be unreadable: whoever needs one parses it then. Names, paths
and ARNs follow rules I3, I4 and I20.
"""

from dataclasses import dataclass
from typing import ClassVar

from iamlab.cloud.resources import Tags

DEFAULT_MAX_SESSION_DURATION = 3_600
"""Seconds that a session of a role lasts at most where nobody raised it (S8)."""


@dataclass(frozen=True, slots=True)
class InlinePolicy:
    """A policy that is part of one user, group or role."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A version of a managed policy that is not in force."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A customer managed policy: it stands alone and is attached by its ARN.

    `text` is its default version, the one in force, and `version` that version's number (G21).
    """

    name: str
    text: str
    path: str = "/"
    version: int = 1
    other_versions: tuple[PolicyVersion, ...] = ()
    arn_type: ClassVar[str] = "policy"


@dataclass(frozen=True, slots=True)
class Group:
    """A set of users that share policies. Never a principal (D29)."""

    name: str
    path: str = "/"
    inline_policies: tuple[InlinePolicy, ...] = ()
    attached_policies: tuple[str, ...] = ()
    arn_type: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A long-term access key: its public half, and whether it works."""

    id: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user. `groups` are names, `attached_policies` and `permissions_boundary` ARNs of managed policies.

    `mfa_devices` are the names of its devices; `console_access` says whether it has a password. `unique_id` is empty
    where it follows from the name: it does not, once somebody was renamed or another had the name before (I7, M43).
    """

    name: str
    path: str = "/"
    groups: tuple[str, ...] = ()
    inline_policies: tuple[InlinePolicy, ...] = ()
    attached_policies: tuple[str, ...] = ()
    permissions_boundary: str | None = None
    tags: Tags = ()
    console_access: bool = False
    access_keys: tuple[AccessKey, ...] = ()
    mfa_devices: tuple[str, ...] = ()
    unique_id: str = ""
    arn_type: ClassVar[str] = "user"


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role; `max_session_duration` is in seconds (S8), `unique_id` as for a user."""

    name: str
    trust_policy: str
    path: str = "/"
    description: str = ""
    inline_policies: tuple[InlinePolicy, ...] = ()
    attached_policies: tuple[str, ...] = ()
    permissions_boundary: str | None = None
    max_session_duration: int = DEFAULT_MAX_SESSION_DURATION
    tags: Tags = ()
    unique_id: str = ""
    arn_type: ClassVar[str] = "role"

    @property
    def service_linked(self) -> bool:
        """Whether only its service can assume it (S63, I6)."""
        return self.path.startswith("/aws-service-role/")


@dataclass(frozen=True, slots=True)
class InstanceProfile:
    """What hands a role to EC2 instances; it holds one role at most (G46)."""

    name: str
    role: str | None = None
    path: str = "/"
    arn_type: ClassVar[str] = "instance-profile"


@dataclass(frozen=True, slots=True)
class SamlProvider:
    """A company directory whose assertions an account accepts."""

    name: str
    path: ClassVar[str] = "/"
    arn_type: ClassVar[str] = "saml-provider"


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """An issuer of web identity tokens: `name` is its address without `https://`, `audiences` whom tokens are for."""

    name: str
    audiences: tuple[str, ...] = ()
    path: ClassVar[str] = "/"
    arn_type: ClassVar[str] = "oidc-provider"
