"""Attach and detach: managed policies, boundaries, group membership, inline policies."""

from dataclasses import replace

from iamlab.cloud.changes import Changed, change
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import Group, InlinePolicy, Role, User


def attach_policy(cloud: Cloud, account_id: str, identity: User | Group | Role, policy_arn: str) -> Changed:
    """Attach a managed policy of the account or of AWS; attaching it once more changes nothing."""
    attached = tuple(dict.fromkeys((*identity.attached_policies, policy_arn)))
    return change(cloud, account_id, replace(identity, attached_policies=attached))


def detach_policy(cloud: Cloud, account_id: str, identity: User | Group | Role, policy_arn: str) -> Changed:
    """Detach a managed policy."""
    kept = tuple(arn for arn in identity.attached_policies if arn != policy_arn)
    return change(cloud, account_id, replace(identity, attached_policies=kept))


def set_boundary(cloud: Cloud, account_id: str, identity: User | Role, policy_arn: str | None) -> Changed:
    """Give a user or a role a permissions boundary, or take it away (G45)."""
    return change(cloud, account_id, replace(identity, permissions_boundary=policy_arn))


def put_inline_policy(cloud: Cloud, account_id: str, identity: User | Group | Role, policy: InlinePolicy) -> Changed:
    """Add an inline policy, or put it in place of the one of its name."""
    return change(cloud, account_id, _with_inline(identity, policy.name, policy))


def delete_inline_policy(cloud: Cloud, account_id: str, identity: User | Group | Role, name: str) -> Changed:
    """Take an inline policy away."""
    return change(cloud, account_id, _with_inline(identity, name, None))


def add_to_group(cloud: Cloud, account_id: str, user: User, group: str) -> Changed:
    """Make a user a member of a group (G42)."""
    return change(cloud, account_id, replace(user, groups=tuple(dict.fromkeys((*user.groups, group)))))


def remove_from_group(cloud: Cloud, account_id: str, user: User, group: str) -> Changed:
    """End a user's membership of a group."""
    return change(cloud, account_id, replace(user, groups=tuple(name for name in user.groups if name != group)))


def _with_inline(identity: User | Group | Role, name: str, policy: InlinePolicy | None) -> User | Group | Role:
    names = [each.name for each in identity.inline_policies]
    if policy is not None and name not in names:
        return replace(identity, inline_policies=(*identity.inline_policies, policy))
    changed = (policy if each.name == name else each for each in identity.inline_policies)
    return replace(identity, inline_policies=tuple(each for each in changed if each is not None))
