"""What an account holds: users, groups, roles, customer managed policies and resources.

Policies are kept as the text somebody typed, which may be unreadable: whoever needs one parses it then. Names, paths
and ARNs follow rules I3, I4 and I20.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from iamlab.cloud.resources import Bucket, Resource, Tags, VpcEndpoint

DEFAULT_MAX_SESSION_DURATION = 3_600
"""Seconds that a session of a role lasts at most where nobody raised it (S8)."""


@dataclass(frozen=True, slots=True)
class InlinePolicy:
    """A policy that is part of one user, group or role."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A customer managed policy: it stands alone and is attached by its ARN."""

    name: str
    text: str
    path: str = "/"
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
class User:
    """An IAM user. `groups` are names, `attached_policies` and `permissions_boundary` ARNs of managed policies."""

    name: str
    path: str = "/"
    groups: tuple[str, ...] = ()
    inline_policies: tuple[InlinePolicy, ...] = ()
    attached_policies: tuple[str, ...] = ()
    permissions_boundary: str | None = None
    tags: Tags = ()
    arn_type: ClassVar[str] = "user"


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role; `max_session_duration` is in seconds (S8)."""

    name: str
    trust_policy: str
    path: str = "/"
    description: str = ""
    inline_policies: tuple[InlinePolicy, ...] = ()
    attached_policies: tuple[str, ...] = ()
    permissions_boundary: str | None = None
    max_session_duration: int = DEFAULT_MAX_SESSION_DURATION
    tags: Tags = ()
    arn_type: ClassVar[str] = "role"


class Named(Protocol):
    """Anything that is found by its name."""

    @property
    def name(self) -> str: ...


NamedT = TypeVar("NamedT", bound=Named)


def named(things: Iterable[NamedT], name: str) -> NamedT | None:
    """The thing of that name. Case counts: what differs in case is somebody else's (S1)."""
    return next((thing for thing in things if thing.name == name), None)


@dataclass(frozen=True, slots=True)
class Account:
    """One AWS account. `id` is twelve digits, as text (I2)."""

    id: str
    name: str
    users: tuple[User, ...] = ()
    groups: tuple[Group, ...] = ()
    roles: tuple[Role, ...] = ()
    managed_policies: tuple[ManagedPolicy, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    resources: tuple[Resource, ...] = ()
    vpc_endpoints: tuple[VpcEndpoint, ...] = ()

    def arn(self, identity: User | Group | Role | ManagedPolicy) -> str:
        """The ARN of a user, group, role or managed policy of this account."""
        return f"arn:aws:iam::{self.id}:{identity.arn_type}{identity.path}{identity.name}"

    def user(self, arn: str) -> User | None:
        """The user with an ARN, path included."""
        return next((user for user in self.users if self.arn(user) == arn), None)

    def role(self, arn: str) -> Role | None:
        """The role with an ARN, path included."""
        return next((role for role in self.roles if self.arn(role) == arn), None)

    def managed_policy(self, arn: str) -> ManagedPolicy | None:
        """The customer managed policy with an ARN, path included."""
        return next((policy for policy in self.managed_policies if self.arn(policy) == arn), None)

    def every_resource(self) -> tuple[Bucket | Resource, ...]:
        """Buckets first, then all others."""
        return (*self.buckets, *self.resources)

    def resource(self, arn: str) -> Bucket | Resource | None:
        """The bucket or other resource with an ARN."""
        return next((resource for resource in self.every_resource() if resource.arn(self.id) == arn), None)
