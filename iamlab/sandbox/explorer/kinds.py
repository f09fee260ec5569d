"""The kinds of things that an account holds, as addresses and pages name them."""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud import Account, ResourceKind, Thing


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name in addresses, what people call one and many of it, its icon, and where an account has it."""

    slug: str
    one: str
    many: str
    icon: str
    field: str
    resource: ResourceKind | None = None

    @property
    def a_one(self) -> str:
        """One of it with its article: `an OIDC provider`, `a user`."""
        return f"{'an' if self.one[0] in 'aeioO' else 'a'} {self.one}"

    def of(self, account: Account) -> tuple[Thing, ...]:
        """All of this kind in an account."""
        things: tuple[Thing, ...] = getattr(account, self.field)
        if self.resource is None:
            return things
        return tuple(each for each in things if getattr(each, "kind", None) is self.resource)

    def named(self, account: Account, name: str) -> Thing | None:
        """The one of that name."""
        return next((each for each in self.of(account) if each.name == name), None)


_IAM = (
    Kind("user", "user", "Users", "user", "users"),
    Kind("group", "group", "Groups", "group", "groups"),
    Kind("role", "role", "Roles", "role", "roles"),
    Kind("policy", "managed policy", "Managed policies", "policy", "managed_policies"),
    Kind("instance-profile", "instance profile", "Instance profiles", "service", "instance_profiles"),
    Kind("saml-provider", "SAML provider", "SAML providers", "organization", "saml_providers"),
    Kind("oidc-provider", "OIDC provider", "OIDC providers", "organization", "oidc_providers"),
)
_RESOURCES = (
    Kind("bucket", "bucket", "Buckets", "bucket", "buckets"),
    Kind("object", "object", "Objects", "bucket", "resources", ResourceKind.OBJECT),
    Kind("table", "table", "Tables", "service", "resources", ResourceKind.TABLE),
    Kind("queue", "queue", "Queues", "service", "resources", ResourceKind.QUEUE),
    Kind("topic", "topic", "Topics", "service", "resources", ResourceKind.TOPIC),
    Kind("key", "key", "KMS keys", "key", "resources", ResourceKind.KEY),
    Kind("function", "function", "Functions", "service", "resources", ResourceKind.FUNCTION),
    Kind("instance", "instance", "Instances", "service", "resources", ResourceKind.INSTANCE),
    Kind("secret", "secret", "Secrets", "key", "resources", ResourceKind.SECRET),
    Kind("repository", "repository", "Repositories", "service", "resources", ResourceKind.REPOSITORY),
    Kind("endpoint", "VPC endpoint", "VPC endpoints", "service", "vpc_endpoints"),
)
KINDS: Mapping[str, Kind] = {kind.slug: kind for kind in (*_IAM, *_RESOURCES)}
"""Every kind by its name in addresses, identities first."""
