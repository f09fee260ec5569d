"""Ids that AWS would give, which follow here from what they name: `AIDA…`, `AROA…`, `r-…`, `ou-…`, `p-…`."""

from functools import lru_cache

from iamlab.cloud.accounts import Account
from iamlab.cloud.identities import Role, User
from iamlab.cloud.letters import letters
from iamlab.cloud.names import UNIQUE_ID_LETTERS, UNIQUE_ID_PREFIX
from iamlab.cloud.organization import FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS, Organization, paths_down_to


def unique_id(account: Account, identity: User | Role) -> str:
    """The unique id of a user or role, which it keeps whatever it is called (I7)."""
    return identity.unique_id or given_id(account, identity.arn_type, identity.name)


def given_id(account: Account, arn_type: str, name: str) -> str:
    """The id that follows from a name: the prefix of users or roles, and seventeen letters and digits (I7)."""
    return UNIQUE_ID_PREFIX[arn_type] + letters(f"{account.id}/{arn_type}/{name}", UNIQUE_ID_LETTERS)


def root_id(organization: Organization) -> str:
    """The id of the organization's root: `r-` and four letters and digits (I23)."""
    return f"r-{letters(organization.id, 4).lower()}"


def unit_id(organization: Organization, path: str) -> str:
    """The id of a unit: `ou-`, the root's letters, and eight of its own (I23)."""
    return f"ou-{root_id(organization)[2:]}-{letters(f'{organization.id}/{path}', 8).lower()}"


@lru_cache(maxsize=256)
def organization_path(organization: Organization, unit: str) -> str:
    """Where the accounts of a unit lie, as `aws:PrincipalOrgPaths` writes it: `o-id/r-id/ou-a/` (C23)."""
    units = (unit_id(organization, path) for path in paths_down_to(unit))
    return "/".join((organization.id, root_id(organization), *units, ""))


def control_policy_id(organization: Organization, name: str) -> str:
    """The id of a control policy: `p-` and eight letters and digits, and a name of their own for those of AWS (I23)."""
    own = name in (FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS)
    return f"p-{name}" if own else f"p-{letters(f'{organization.id}/policy/{name}', 8).lower()}"
