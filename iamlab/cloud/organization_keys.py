"""What requests tell about organizations: the caller's and the resource owner's (C22, C23, C44)."""

from iamlab.cloud.organization import Organization
from iamlab.cloud.unique_ids import organization_path


def principal_keys(organization: Organization | None, account_id: str | None) -> dict[str, tuple[str, ...]]:
    """The caller's organization; keys without values where there is none, nothing for callers without an account."""
    return _keys("aws:PrincipalOrg", organization, account_id) if account_id else {}


def resource_keys(organization: Organization | None, owner: str) -> dict[str, tuple[str, ...]]:
    """The organization of the account that owns the resource."""
    return _keys("aws:ResourceOrg", organization, owner)


def _keys(prefix: str, organization: Organization | None, account_id: str) -> dict[str, tuple[str, ...]]:
    member = organization.member(account_id) if organization else None
    if organization is None or member is None:
        return {f"{prefix}ID": (), f"{prefix}Paths": ()}
    return {f"{prefix}ID": (organization.id,), f"{prefix}Paths": (organization_path(organization, member.unit),)}
