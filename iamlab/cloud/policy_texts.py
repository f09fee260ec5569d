"""Policies given another text, as an editor does."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from iamlab.cloud.accounts import Account, NamedT
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.control_policies import with_control_text
from iamlab.cloud.identities import Group, Role, User
from iamlab.cloud.places import OwnerKind, Place, PolicyRef
from iamlab.cloud.policies import policy_slot
from iamlab.cloud.resources import Resource


def set_policy_text(cloud: Cloud, ref: PolicyRef, text: str | None) -> Cloud:
    """The cloud with another text in one place; None takes a resource's policy away.

    The text may be anything: what is wrong with it shows when a request asks for it. Raises UnknownPolicy for a place
    that the cloud does not have, ValueError for None where there has to be a policy.
    """
    policy_slot(cloud, ref)
    organization, account = cloud.organization, cloud.account(ref.account)
    if account and ref.owner is OwnerKind.BUCKET:
        buckets = _changed(account.buckets, ref.owner_name, lambda bucket: replace(bucket, policy=text))
        return cloud.with_account(replace(account, buckets=buckets))
    if account and ref.owner is OwnerKind.ENDPOINT:
        endpoints = _changed(account.vpc_endpoints, ref.owner_name, lambda endpoint: replace(endpoint, policy=text))
        return cloud.with_account(replace(account, vpc_endpoints=endpoints))
    if account and ref.place is Place.RESOURCE_POLICY and (text is not None or ref.owner is not OwnerKind.KEY):
        return cloud.with_account(replace(account, resources=tuple(_with_policy(account.resources, ref, text))))
    if text is None:
        raise ValueError(f"{ref} cannot be without a policy")
    if organization and ref.owner in (OwnerKind.SCP, OwnerKind.RCP):
        return replace(cloud, organization=with_control_text(organization, ref, text))
    return cloud.with_account(_with_text(account, ref, text)) if account else cloud


def _with_text(account: Account, ref: PolicyRef, text: str) -> Account:
    name = ref.owner_name
    match ref.owner:
        case OwnerKind.USER:
            users = _changed(account.users, name, lambda user: _with_inline(user, ref.inline_name, text))
            return replace(account, users=users)
        case OwnerKind.GROUP:
            groups = _changed(account.groups, name, lambda group: _with_inline(group, ref.inline_name, text))
            return replace(account, groups=groups)
        case OwnerKind.ROLE if ref.place is Place.TRUST:
            return replace(account, roles=_changed(account.roles, name, lambda role: replace(role, trust_policy=text)))
        case OwnerKind.ROLE:
            roles = _changed(account.roles, name, lambda role: _with_inline(role, ref.inline_name, text))
            return replace(account, roles=roles)
        case _:
            policies = _changed(account.managed_policies, name, lambda policy: replace(policy, text=text))
            return replace(account, managed_policies=policies)


def _with_policy(resources: Iterable[Resource], ref: PolicyRef, text: str | None) -> Iterator[Resource]:
    for resource in resources:
        named = (resource.kind.value, resource.name) == (ref.owner.value, ref.owner_name)
        yield replace(resource, policy=text) if named else resource


def _changed(things: tuple[NamedT, ...], name: str, change: Callable[[NamedT], NamedT]) -> tuple[NamedT, ...]:
    return tuple(change(thing) if thing.name == name else thing for thing in things)


IdentityT = TypeVar("IdentityT", User, Group, Role)


def _with_inline(identity: IdentityT, name: str, text: str) -> IdentityT:
    policies = _changed(identity.inline_policies, name, lambda policy: replace(policy, text=text))
    return replace(identity, inline_policies=policies)
