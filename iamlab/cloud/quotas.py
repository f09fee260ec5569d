"""What IAM refuses by its quotas, in AWS's words where they are known (G30 to G32, G40 to G46, L65)."""

from collections.abc import Iterable, Iterator

from iamlab.cloud.accounts import Account
from iamlab.cloud.identities import Group, InlinePolicy, ManagedPolicy, Role, User
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Bucket, Resource, ResourceKind, VpcEndpoint

LONGEST_MANAGED, LONGEST_TRUST = 6_144, 2_048
LONGEST_BUCKET_POLICY, LONGEST_KEY_POLICY, LONGEST_ENDPOINT_POLICY = 20_480, 32_768, 20_480
_LONGEST_INLINE = {"user": 2_048, "group": 5_120, "role": 10_240}
_MOST_ATTACHED = {"user": 10, "group": 10, "role": 20}
_LONGEST_NAME = {"user": 64, "role": 64, "group": 128, "policy": 128, "instance-profile": 128}
_MOST_GROUPS_OF_ACCOUNT, _MOST_OIDC_PROVIDERS = 300, 100
_MOST_VERSIONS, _MOST_GROUPS, _MOST_KEYS, _MOST_MFA_DEVICES = 5, 10, 2, 8


def identity_problems(identity: User | Group | Role) -> Iterator[RequestProblem]:
    """Everything about one user, group or role that IAM would not have let happen (G31, G32, G40 to G45, I20)."""
    kind = identity.arn_type
    yield from name_problems(kind, identity.name)
    what = f"{kind.capitalize()}"
    yield from _too_many(
        "attached_policies", "attached policies", len(identity.attached_policies), _MOST_ATTACHED[kind],
        f"PoliciesPer{what}",
    )  # fmt: skip
    if isinstance(identity, User):
        yield from _user_problems(identity)
    if isinstance(identity, Role):
        yield from _role_problems(identity)


def name_problems(kind: str, name: str) -> Iterator[RequestProblem]:
    """The length of a name (I20)."""
    longest = _LONGEST_NAME[kind]
    if len(name) > longest:
        help = f"Use {longest} characters at most."
        yield RequestProblem("name", f"the name of a {kind} cannot have {len(name)} characters", help)


def managed_policy_problems(policy: ManagedPolicy) -> Iterator[RequestProblem]:
    """The name of a managed policy, and the number of its versions (I20, G41)."""
    yield from name_problems("policy", policy.name)
    count = 1 + len(policy.other_versions)
    yield from _too_many("other_versions", "versions", count, _MOST_VERSIONS, "VersionsPerPolicy")


def account_problems(account: Account) -> Iterator[RequestProblem]:
    """What holds for an account as a whole: every instance profile's role is one of its roles (G42, G46)."""
    count = len(account.groups)
    yield from _too_many("groups", "groups", count, _MOST_GROUPS_OF_ACCOUNT, "GroupsPerAccount")
    count, quota = len(account.oidc_providers), "OpenIdConnectProvidersPerAccount"
    yield from _too_many("oidc_providers", "OIDC providers", count, _MOST_OIDC_PROVIDERS, quota)
    roles = {role.name for role in account.roles}
    for profile in account.instance_profiles:
        if profile.role is not None and profile.role not in roles:
            message = f"instance profile `{profile.name}` holds a role `{profile.role}` that the account does not have"
            yield RequestProblem("role", message, "Name one of the account's roles.")


def size_without_spaces(text: str) -> int:
    """The length of a policy as IAM counts it: white space is free."""
    return sum(not character.isspace() for character in text)


def _too_many(field: str, what: str, count: int, most: int, quota: str) -> Iterator[RequestProblem]:
    if count > most:
        aws = f"Cannot exceed quota for {quota}: {most}"
        yield RequestProblem(field, f"{count} {what} are too many", f"AWS allows {most}.", aws)


def policy_size_problems(thing: object) -> Iterator[RequestProblem]:
    """Which policies of a thing are longer than AWS would store (G30 to G32, G37 to G39); none of what has none."""
    match thing:
        case ManagedPolicy():
            for text in (thing.text, *(version.text for version in thing.other_versions)):
                yield from _managed_size_problems(text)
        case Role():
            yield from _trust_size_problems(thing)
            yield from _inline_problems(thing)
        case User() | Group():
            yield from _inline_problems(thing)
        case Bucket():
            yield from _length_problems(thing.policy, LONGEST_BUCKET_POLICY)
        case Resource(kind=ResourceKind.KEY):
            yield from _length_problems(thing.policy, LONGEST_KEY_POLICY)
        case VpcEndpoint():
            yield from _length_problems(thing.policy, LONGEST_ENDPOINT_POLICY)


def _managed_size_problems(text: str) -> Iterator[RequestProblem]:
    size = size_without_spaces(text)
    if size > LONGEST_MANAGED:
        aws = f"Cannot exceed quota for PolicySize: {LONGEST_MANAGED}"
        message = f"a version has {size} characters without spaces, and the limit is {LONGEST_MANAGED}"
        yield RequestProblem("document", message, "Shorten it, or spread it over two policies.", aws)


def _trust_size_problems(role: Role) -> Iterator[RequestProblem]:
    size = size_without_spaces(role.trust_policy)
    if size > LONGEST_TRUST:
        message = f"the trust policy has {size} characters without spaces, and the limit is {LONGEST_TRUST}"
        aws = f"Cannot exceed quota for ACLSizePerRole: {LONGEST_TRUST}"
        yield RequestProblem("trust_policy", message, "Shorten it.", aws)


def _length_problems(text: str | None, longest: int) -> Iterator[RequestProblem]:
    """The length of a resource's policy, spaces included."""
    size = len((text or "").encode())
    if size > longest:
        yield RequestProblem("policy", f"the policy has {size} bytes, and the limit is {longest}", "Shorten it.")


def _inline_problems(identity: User | Group | Role) -> Iterator[RequestProblem]:
    kind = identity.arn_type
    size, longest = _total(identity.inline_policies), _LONGEST_INLINE[kind]
    if size > longest:
        message = f"the inline policies have {size} characters without spaces, and the limit is {longest}"
        aws = f"Maximum policy size of {longest} bytes exceeded for {kind} {identity.name}"
        yield RequestProblem("inline_policies", message, "Move some of them into managed policies.", aws)


def _total(policies: Iterable[InlinePolicy]) -> int:
    return sum(size_without_spaces(policy.text) for policy in policies)


def _user_problems(user: User) -> Iterator[RequestProblem]:
    yield from _too_many("groups", "groups", len(user.groups), _MOST_GROUPS, "GroupsPerUser")
    yield from _too_many("access_keys", "access keys", len(user.access_keys), _MOST_KEYS, "AccessKeysPerUser")
    yield from _too_many("mfa_devices", "MFA devices", len(user.mfa_devices), _MOST_MFA_DEVICES, "MFADevicesPerUser")


def _role_problems(role: Role) -> Iterator[RequestProblem]:
    if role.service_linked and role.permissions_boundary:
        help = "Leave it out: only its service says what a service-linked role may do."
        yield RequestProblem("permissions_boundary", "a service-linked role cannot have a boundary", help)
