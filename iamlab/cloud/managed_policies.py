"""Managed policies by their ARN, whether an account wrote them or AWS did."""

from functools import lru_cache

from iamlab.cloud.accounts import Account
from iamlab.cloud.identities import ManagedPolicy
from iamlab.cloud.places import OF_AWS, OwnerKind, Place, PolicyRef, PolicySlot
from iamlab.engine import PolicyKind, closest
from iamlab.engine.catalog import managed_policies, managed_policy


def managed_slot(account: Account, policy: ManagedPolicy, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicySlot:
    """A customer managed policy, in the use that `kind` says: attached, as a boundary, or passed to a session."""
    ref = PolicyRef(account.id, OwnerKind.MANAGED, policy.name, Place.DOCUMENT)
    return PolicySlot(ref, kind, policy.name, f"Managed policy {policy.name}", policy.text, account.arn(policy))


def attached_slot(account: Account, arn: str, kind: PolicyKind) -> PolicySlot:
    """The managed policy that an ARN names, as an account uses it. Raises LookupError where there is none."""
    policy = account.managed_policy(arn)
    if policy is not None:
        return managed_slot(account, policy, kind)
    slot = _slot_of_aws(arn, kind)
    if slot is None:
        raise LookupError(f"{arn} is attached and does not exist")
    return slot


def can_attach(account: Account, arn: str) -> bool:
    """Whether an account can attach the policy: its own, or one that AWS manages."""
    return account.managed_policy(arn) is not None or _slot_of_aws(arn, PolicyKind.IDENTITY) is not None


def closest_policy(account: Account, arn: str) -> str | None:
    """The ARN that somebody may have meant, also by the name alone."""
    if not arn.startswith("arn:"):
        own_names = {policy.name: account.arn(policy) for policy in account.managed_policies}
        names = {policy.name: policy.arn for policy in managed_policies()} | own_names
        return names.get(closest(arn, names) or "")
    own = (account.arn(policy) for policy in account.managed_policies)
    if arn.startswith(OF_AWS):
        return closest(arn, (policy.arn for policy in managed_policies()))
    return closest(arn, own)


@lru_cache(maxsize=512)
def _slot_of_aws(arn: str, kind: PolicyKind) -> PolicySlot | None:
    policy = managed_policy(arn) if arn.startswith(OF_AWS) else None
    if policy is None:
        return None
    return PolicySlot(None, kind, policy.name, f"AWS managed policy {policy.name}", policy.text, arn)
