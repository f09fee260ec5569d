"""What AWS checks before an account changes: names, paths, policies, quotas, and what still hangs on something."""

import re
from collections.abc import Iterator
from dataclasses import replace

from iamlab.cloud.accounts import Account, Identity
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.field_rules import (
    device_problems,
    endpoint_service_problems,
    max_session_duration_problems,
    object_problems,
    path_problems,
    region_problems,
    tag_problems,
    vpc_problems,
)
from iamlab.cloud.identities import Group, InstanceProfile, ManagedPolicy, OidcProvider, Role, User
from iamlab.cloud.managed_policies import can_attach, closest_policy, managed_slot
from iamlab.cloud.names import (
    ACCESS_KEY,
    ACCESS_KEY_HELP,
    ENDPOINT,
    ENDPOINT_HELP,
    ISSUER,
    ISSUER_HELP,
    NAME,
    NAME_HELP,
    SHORTER_NAME,
    is_only_too_long,
)
from iamlab.cloud.places import PolicySlot
from iamlab.cloud.policies import endpoint_slot, inline_slots, resource_slot, trust_slot
from iamlab.cloud.problems import PolicyProblem, Problem, RequestProblem
from iamlab.cloud.quotas import account_problems, identity_problems, managed_policy_problems, policy_size_problems
from iamlab.cloud.resources import Bucket, Resource, ResourceKind, VpcEndpoint
from iamlab.engine import in_backticks

MOST_GUESSED = 20
"""Of so many attached policies, the most that IAM lets a role have, somebody looks for what was meant."""
_WHAT_HAS_A_FIXED_PATH = {ManagedPolicy: "a policy", Role: "a role", InstanceProfile: "an instance profile"}

Thing = Identity | Bucket | Resource | VpcEndpoint
"""Whatever an account holds by a name."""


def thing_problems(account: Account, thing: Thing) -> Iterator[Problem]:
    """What AWS would refuse about something that `account` is to hold."""
    yield from _name_problems(thing)
    yield from path_problems(getattr(thing, "path", "/"))
    yield from tag_problems(getattr(thing, "tags", ()))
    yield from policy_size_problems(thing)
    for slot in slots_of(account, thing):
        reading = slot.read()
        if slot.text is not None and reading.document is None:
            yield PolicyProblem(slot, reading.diagnostics)
    if isinstance(thing, (User, Group, Role)):
        yield from identity_problems(thing)
        yield from _inline_name_problems(thing)
        yield from _reference_problems(account, thing)
    match thing:
        case Role():
            seconds = thing.max_session_duration
            yield from max_session_duration_problems(seconds, str(seconds))
        case User():
            yield from device_problems(thing.mfa_devices)
            yield from _access_key_problems(account, thing)
        case ManagedPolicy():
            yield from managed_policy_problems(thing)
        case InstanceProfile() | Group() | OidcProvider():
            yield from account_problems(account)
        case Resource():
            yield from _resource_problems(account, thing)
        case VpcEndpoint():
            yield from vpc_problems(thing.vpc)
            yield from endpoint_service_problems(thing.service)


def _name_problems(thing: Thing) -> Iterator[RequestProblem]:
    pattern, help = NAME, NAME_HELP
    if isinstance(thing, (Bucket, Resource)):
        pattern, help = re.compile(thing.facts.name, re.ASCII), f"Use {thing.facts.name_help}."
    if isinstance(thing, OidcProvider):
        pattern, help = ISSUER, ISSUER_HELP
    if isinstance(thing, VpcEndpoint):
        pattern, help = ENDPOINT, ENDPOINT_HELP
    if pattern is NAME and is_only_too_long(thing.name):
        if not isinstance(thing, (User, Group, Role, ManagedPolicy)):
            yield RequestProblem("name", f"a name cannot have {len(thing.name)} characters", SHORTER_NAME)
    elif not pattern.fullmatch(thing.name):
        yield RequestProblem("name", f"{in_backticks(thing.name)} is not a name", help)


def _access_key_problems(account: Account, user: User) -> Iterator[RequestProblem]:
    """The form of access keys' ids, which nobody else has."""
    others = {key.id for each in account.users if each.name != user.name for key in each.access_keys}
    for key in user.access_keys:
        shown = in_backticks(key.id)
        if not ACCESS_KEY.fullmatch(key.id):
            yield RequestProblem("access_keys", f"{shown} is not the id of an access key", ACCESS_KEY_HELP)
        if key.id in others:
            yield RequestProblem("access_keys", f"another user has the access key {shown}", "Give it another id.")


def _inline_name_problems(identity: User | Group | Role) -> Iterator[RequestProblem]:
    """Names of inline policies, which differ by more than upper and lower case (I20)."""
    seen: dict[str, str] = {}
    for policy in identity.inline_policies:
        shown = in_backticks(policy.name)
        if not NAME.fullmatch(policy.name):
            help = SHORTER_NAME if is_only_too_long(policy.name) else NAME_HELP
            yield RequestProblem("name", f"{shown} is not a name for a policy", help)
        if twin := seen.get(policy.name.lower()):
            message = f"there is a policy {in_backticks(twin)} already"
            yield RequestProblem("name", message, "AWS takes upper and lower case as one name: choose another.")
        seen[policy.name.lower()] = policy.name


def _resource_problems(account: Account, resource: Resource) -> Iterator[RequestProblem]:
    yield from region_problems(resource.region)
    yield from object_problems(resource, account.buckets)
    if resource.kind is ResourceKind.KEY and resource.policy is None:
        yield RequestProblem("policy", "a key always has a policy", "Give it one, such as the default key policy.")


def slots_of(account: Account, thing: Thing) -> Iterator[PolicySlot]:
    """The policies that are part of something that an account holds."""
    match thing:
        case Role():
            yield trust_slot(account, thing)
            yield from inline_slots(account, thing)
        case User() | Group():
            yield from inline_slots(account, thing)
        case ManagedPolicy():
            yield managed_slot(account, thing)
        case Bucket() | Resource() if thing.facts.policy:
            yield resource_slot(account, thing, thing.facts.policy)
        case VpcEndpoint():
            yield endpoint_slot(account, thing)


def _reference_problems(account: Account, identity: User | Group | Role) -> Iterator[RequestProblem]:
    boundary = None if isinstance(identity, Group) else identity.permissions_boundary
    for field, arns in (("attached_policies", identity.attached_policies), ("permissions_boundary", (boundary,))):
        for arn in arns:
            if arn is not None and not can_attach(account, arn):
                aws = f"Policy {arn} does not exist or is not attachable."
                guess = closest_policy(account, arn) if len(arns) <= MOST_GUESSED else None
                help = f"Did you mean `{guess}`?" if guess else "Create it first."
                yield RequestProblem(field, f"there is no policy {in_backticks(arn)}", help, aws)
    groups = {group.name for group in account.groups}
    for name in identity.groups if isinstance(identity, User) else ():
        if name not in groups:
            aws = f"The group with name {name} cannot be found."
            yield RequestProblem("groups", f"there is no group {in_backticks(name)}", "Create it first.", aws)


def protection_problems(new: Thing, old: Thing | None) -> Iterator[RequestProblem]:
    """What AWS says to whoever makes a service-linked role or changes it: only its service does (S63).

    `old` is None for a new one. Description and tags are for everybody to write.
    """
    if isinstance(new, Role) and isinstance(old, Role) and old.service_linked:
        if replace(new, description="", tags=()) != replace(old, description="", tags=()):
            aws = (
                f"Cannot perform the operation on the protected role '{old.name}' - this role is only modifiable by AWS"
            )
            yield RequestProblem("name", "a service-linked role is its service's", "Change a role of your own.", aws)
    elif isinstance(new, Role) and new.service_linked:
        message = f"{in_backticks(new.path)} is a path of service-linked roles, which their services make"
        yield RequestProblem("path", message, "Choose a path of your own.")


def fixed_problems(new: Thing, old: Thing) -> Iterator[RequestProblem]:
    """What no call of IAM changes: paths of all but users and groups, since they are part of ARNs that others hold."""
    if isinstance(new, (ManagedPolicy, Role, InstanceProfile)) and new.path != getattr(old, "path", new.path):
        message = f"IAM changes no path of {_WHAT_HAS_A_FIXED_PATH[type(new)]}, which is part of its ARN"
        yield RequestProblem("path", message, f"Keep {in_backticks(getattr(old, 'path', ''))}, or create another.")


def deletion_problems(cloud: Cloud, account: Account, thing: Thing) -> Iterator[RequestProblem]:
    """What has to go first, in AWS's words (DeleteConflict)."""
    match thing:
        case User() | Group() | Role():
            yield from _identity_conflicts(account, thing)
        case ManagedPolicy():
            if _is_used(cloud, account, account.arn(thing)):
                aws = "Cannot delete a policy attached to entities."
                yield RequestProblem("name", "the policy is still attached somewhere", "Detach it first.", aws)
            if thing.other_versions:
                aws = (
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                    "versions. The default version is deleted with the policy."
                )
                yield RequestProblem("name", "the policy has other versions", "Delete those first.", aws)
        case Bucket():
            if any(_is_object_in(thing, resource) for resource in account.resources):
                aws = "The bucket you tried to delete is not empty"
                yield RequestProblem("name", "the bucket still holds objects", "Delete its objects first.", aws)
        case InstanceProfile(role=str()):
            yield _conflict("the instance profile still holds a role", "remove roles from instance profile")
        case _:
            return


def _identity_conflicts(account: Account, identity: User | Group | Role) -> Iterator[RequestProblem]:
    if identity.attached_policies:
        yield _conflict("managed policies are still attached", "detach all policies")
    if identity.inline_policies:
        yield _conflict("inline policies are still there", "delete policies")
    match identity:
        case User():
            if identity.groups:
                yield _conflict("the user is still in a group", "remove users from group")
            if identity.access_keys:
                yield _conflict("the user still has access keys", "delete access keys")
            if identity.mfa_devices:
                yield _conflict("the user still has an MFA device", "delete MFA device")
            if identity.console_access:
                yield _conflict("the user still has a password", "delete login profile")
        case Group() if any(identity.name in user.groups for user in account.users):
            yield _conflict("the group still has members", "remove users from group")
        case Role() if any(profile.role == identity.name for profile in account.instance_profiles):
            yield _conflict("an instance profile still holds the role", "remove roles from instance profile")


def _conflict(message: str, first: str) -> RequestProblem:
    return RequestProblem("name", message, f"{first.capitalize()} first.", f"Cannot delete entity, must {first} first.")


def _is_object_in(bucket: Bucket, resource: Resource) -> bool:
    return resource.kind is ResourceKind.OBJECT and resource.name.startswith(f"{bucket.name}/")


def _is_used(cloud: Cloud, account: Account, arn: str) -> bool:
    holders: tuple[User | Group | Role, ...] = (*account.users, *account.groups, *account.roles)
    bounded: tuple[User | Role, ...] = (*account.users, *account.roles)
    lists = [
        *(holder.attached_policies for holder in holders),
        *(session.policy_arns for session in cloud.sessions),
        *(session.policy_arns for session in cloud.federated_sessions),
    ]
    return any(identity.permissions_boundary == arn for identity in bounded) or any(arn in arns for arns in lists)
