"""One account: the identities and resources that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from iamlab.cloud.identities import Group, InstanceProfile, ManagedPolicy, OidcProvider, Role, SamlProvider, User
from iamlab.cloud.resources import Bucket, Resource, VpcEndpoint


class Named(Protocol):
    """Anything that is found by its name."""

    @property
    def name(self) -> str:
        """What it is called; no two of its kind in an account are called the same."""


NamedT = TypeVar("NamedT", bound=Named)


def named(things: Iterable[NamedT], name: str) -> NamedT | None:
    """The thing of that name. Case counts: what differs in case is somebody else's (S1)."""
    return next((thing for thing in things if thing.name == name), None)


Identity = User | Group | Role | ManagedPolicy | InstanceProfile | SamlProvider | OidcProvider
"""Whatever has an ARN of IAM's in an account."""


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
    instance_profiles: tuple[InstanceProfile, ...] = ()
    saml_providers: tuple[SamlProvider, ...] = ()
    oidc_providers: tuple[OidcProvider, ...] = ()

    def arn(self, identity: Identity) -> str:
        """The ARN of something that IAM keeps in this account (I3)."""
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

    def provider(self, arn: str) -> SamlProvider | OidcProvider | None:
        """The identity provider with an ARN."""
        saml = next((provider for provider in self.saml_providers if self.arn(provider) == arn), None)
        return saml or next((provider for provider in self.oidc_providers if self.arn(provider) == arn), None)
