"""Places where a policy stands: named for addresses and forms, listed for people, given another text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from iamlab.cloud.accounts import Account, Bucket, Group, ManagedPolicy, NamedT, Role, User
from iamlab.cloud.cloud import Cloud
from iamlab.engine import PolicyKind, PolicyReading, parse_policy


class OwnerKind(StrEnum):
    """What a policy belongs to; a managed policy belongs to itself."""

    USER = "user"
    GROUP = "group"
    ROLE = "role"
    MANAGED = "policy"
    BUCKET = "bucket"


class Place(StrEnum):
    """Which of its owner's policies it is."""

    INLINE = "inline"
    TRUST = "trust"
    DOCUMENT = "document"
    BUCKET_POLICY = "policy"


_PLACES = {
    OwnerKind.USER: {Place.INLINE},
    OwnerKind.GROUP: {Place.INLINE},
    OwnerKind.ROLE: {Place.INLINE, Place.TRUST},
    OwnerKind.MANAGED: {Place.DOCUMENT},
    OwnerKind.BUCKET: {Place.BUCKET_POLICY},
}


class UnknownPolicy(LookupError):
    """Raised for a reference to a place that the cloud does not have."""


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Names the place of one policy. `inline_name` is empty where the place is not an inline policy."""

    account: str
    owner: OwnerKind
    owner_name: str
    place: Place
    inline_name: str = ""

    def __str__(self) -> str:
        """The form for addresses and forms: `444455556666/role/report-reader/trust`. Names hold no slash (I20)."""
        text = f"{self.account}/{self.owner}/{self.owner_name}/{self.place}"
        return f"{text}/{self.inline_name}" if self.inline_name else text


def parse_policy_ref(text: str) -> PolicyRef | None:
    """The reference that `str` of one wrote; None for any other text."""
    account, _, rest = text.partition("/")
    owner, _, rest = rest.partition("/")
    owner_name, _, rest = rest.partition("/")
    place, _, inline_name = rest.partition("/")
    if owner not in tuple(OwnerKind) or place not in _PLACES[OwnerKind(owner)]:
        return None
    if bool(inline_name) != (place == Place.INLINE) or not account or not owner_name or "/" in inline_name:
        return None
    return PolicyRef(account, OwnerKind(owner), owner_name, Place(place), inline_name)


@dataclass(frozen=True, slots=True)
class PolicySlot:
    """One policy where it stands.

    `ref` is None for a policy passed to a session, `text` is None for a bucket without a policy.
    """

    ref: PolicyRef | None
    kind: PolicyKind
    name: str
    title: str
    text: str | None
    arn: str | None = None

    def read(self) -> PolicyReading:
        """The text, parsed as this kind of policy; a text read before is not parsed again."""
        return parse_policy(self.text or "", self.kind, name=self.name, arn=self.arn)


def policy_slots(cloud: Cloud) -> tuple[PolicySlot, ...]:
    """All policies of a cloud, and the empty places of buckets without one, account by account."""
    return tuple(slot for account in cloud.accounts for slot in _account_slots(account))


def policy_slot(cloud: Cloud, ref: PolicyRef) -> PolicySlot:
    """The policy that a reference names. Raises UnknownPolicy."""
    return _found(cloud, ref)[1]


def _found(cloud: Cloud, ref: PolicyRef) -> tuple[Account, PolicySlot]:
    account = cloud.account(ref.account)
    slots = _account_slots(account) if account else iter(())
    found = next((slot for slot in slots if slot.ref == ref), None)
    if account is None or found is None:
        raise UnknownPolicy(str(ref))
    return account, found


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
    for bucket in account.buckets:
        yield bucket_slot(account, bucket)


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


def managed_slot(account: Account, policy: ManagedPolicy, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicySlot:
    """A customer managed policy, in the use that `kind` says: attached, as a boundary, or passed to a session."""
    ref = PolicyRef(account.id, OwnerKind.MANAGED, policy.name, Place.DOCUMENT)
    title = f"Managed policy {policy.name}"
    return PolicySlot(ref, kind, policy.name, title, policy.text, account.arn(policy))


def bucket_slot(account: Account, bucket: Bucket) -> PolicySlot:
    """The place of a bucket's policy."""
    ref = PolicyRef(account.id, OwnerKind.BUCKET, bucket.name, Place.BUCKET_POLICY)
    return PolicySlot(ref, PolicyKind.RESOURCE, bucket.name, f"Bucket policy of {bucket.name}", bucket.policy)


def set_policy_text(cloud: Cloud, ref: PolicyRef, text: str | None) -> Cloud:
    """The cloud with another text in one place; None takes a bucket's policy away.

    The text may be anything: what is wrong with it shows when a request asks for it. Raises UnknownPolicy for a place
    that the cloud does not have, ValueError for None where there has to be a policy.
    """
    account, _ = _found(cloud, ref)
    if ref.owner is OwnerKind.BUCKET:
        buckets = _changed(account.buckets, ref.owner_name, lambda bucket: replace(bucket, policy=text))
        return cloud.with_account(replace(account, buckets=buckets))
    if text is None:
        raise ValueError(f"{ref} cannot be without a policy")
    return cloud.with_account(_with_text(account, ref, text))


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


def _changed(things: tuple[NamedT, ...], name: str, change: Callable[[NamedT], NamedT]) -> tuple[NamedT, ...]:
    return tuple(change(thing) if thing.name == name else thing for thing in things)


IdentityT = TypeVar("IdentityT", User, Group, Role)


def _with_inline(identity: IdentityT, name: str, text: str) -> IdentityT:
    policies = _changed(identity.inline_policies, name, lambda policy: replace(policy, text=text))
    return replace(identity, inline_policies=policies)
