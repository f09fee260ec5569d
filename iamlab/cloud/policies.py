"""Every policy of a cloud in its place."""

from collections.abc import Iterator

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.control_policies import control_slots
from iamlab.cloud.identities import Group, Role, User
from iamlab.cloud.managed_policies import managed_slot
from iamlab.cloud.places import OwnerKind, Place, PolicyRef, PolicySlot, UnknownPolicy
from iamlab.cloud.resources import Bucket, Resource, VpcEndpoint
from iamlab.engine import PolicyKind


def policy_slots(cloud: Cloud) -> tuple[PolicySlot, ...]:
    """All policies of a cloud that can be edited, account by account, and the empty places of resources."""
    return tuple(_slots(cloud))


def policy_slot(cloud: Cloud, ref: PolicyRef) -> PolicySlot:
    """The policy that a reference names. Raises UnknownPolicy."""
    return _found(cloud, ref)


def _found(cloud: Cloud, ref: PolicyRef) -> PolicySlot:
    found = next((slot for slot in _slots(cloud) if slot.ref == ref), None)
    if found is None:
        raise UnknownPolicy(str(ref))
    return found


def _slots(cloud: Cloud) -> Iterator[PolicySlot]:
    for account in cloud.accounts:
        yield from _account_slots(account)
    if cloud.organization:
        yield from control_slots(cloud.organization)


def _account_slots(account: Account) -> Iterator[PolicySlot]:
    for user in account.users:
        yield from inline_slots(account, user)
    for group in account.groups:
        yield from inline_slots(account, group)
    for role in account.roles:
        yield trust_slot(account, role)
        yield from inline_slots(account, role)
    for policy in account.managed_policies:
        yield managed_slot(account, policy)
    for resource in account.every_resource():
        if resource.facts.policy:
            yield resource_slot(account, resource, resource.facts.policy)
    for endpoint in account.vpc_endpoints:
        yield endpoint_slot(account, endpoint)


def inline_slots(account: Account, identity: User | Group | Role) -> Iterator[PolicySlot]:
    """The inline policies of a user, group or role."""
    owner = OwnerKind(identity.arn_type)
    for policy in identity.inline_policies:
        ref = PolicyRef(account.id, owner, identity.name, Place.INLINE, policy.name)
        title = f"Policy {policy.name} of {owner} {identity.name}"
        yield PolicySlot(ref, PolicyKind.IDENTITY, policy.name, title, policy.text)


def trust_slot(account: Account, role: Role) -> PolicySlot:
    """The trust policy of a role."""
    ref = PolicyRef(account.id, OwnerKind.ROLE, role.name, Place.TRUST)
    return PolicySlot(ref, PolicyKind.TRUST, role.name, f"Trust policy of role {role.name}", role.trust_policy)


def resource_slot(account: Account, resource: Bucket | Resource, kind: PolicyKind) -> PolicySlot:
    """The place of a resource's own policy."""
    ref = PolicyRef(account.id, OwnerKind(resource.kind.value), resource.name, Place.RESOURCE_POLICY)
    of = " of" if resource.facts.title.endswith("policy") else ""
    facts = resource.facts
    title = f"{facts.title}{of} {resource.name}"
    return PolicySlot(ref, kind, resource.name, title, resource.policy, service=facts.service)


def endpoint_slot(account: Account, endpoint: VpcEndpoint) -> PolicySlot:
    """The place of a VPC endpoint's policy."""
    ref = PolicyRef(account.id, OwnerKind.ENDPOINT, endpoint.name, Place.RESOURCE_POLICY)
    title = f"Policy of VPC endpoint {endpoint.name}"
    return PolicySlot(ref, PolicyKind.VPC_ENDPOINT, endpoint.name, title, endpoint.policy)
