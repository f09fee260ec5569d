"""A cloud as JSON values, to be kept in a database. Policies stay texts: a request parses those that it collects."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud, is_moment
from iamlab.cloud.control_policies import RCP, SCP
from iamlab.cloud.identities import Role, User
from iamlab.cloud.managed_policies import can_attach
from iamlab.cloud.organization import Organization, paths_down_to

_CLOUD = TypeAdapter(Cloud)


class InvalidState(ValueError):
    """Raised for a stored state that is no cloud."""


def to_state(cloud: Cloud) -> dict[str, object]:
    """The cloud as JSON values: `json.dumps` takes them, and `from_state` gives an equal cloud back.

    It has all policies: those that are left out of decisions are no part of it.
    """
    state: dict[str, object] = _CLOUD.dump_python(cloud, mode="json")
    del state["left_out"]
    return state


def from_state(state: object) -> Cloud:
    """The cloud that `to_state` wrote. Raises InvalidState for anything else."""
    if not isinstance(state, dict) or "accounts" not in state:
        raise InvalidState("the stored state holds no accounts")
    try:
        cloud = _CLOUD.validate_python(state)
    except (ValidationError, RecursionError) as error:
        raise InvalidState("the stored state does not have the form of a cloud") from error
    for contradiction in _contradictions(cloud):
        raise InvalidState(contradiction)
    return cloud


def _contradictions(cloud: Cloud) -> Iterator[str]:
    """What no cloud that was loaded and changed by operations can have."""
    if not all(is_moment(moment) for moment in _moments(cloud)):
        yield "a clock could not show one of the moments"
    for account in cloud.accounts:
        for arn in _attachments(account):
            if not can_attach(account, arn):
                yield f"{arn} is attached and does not exist"
    if cloud.organization:
        yield from _organization_contradictions(cloud, cloud.organization)
    for session in cloud.sessions:
        yield from _session_contradictions(cloud, session.role_arn, session.policy_arns)
    for federated in cloud.federated_sessions:
        yield from _session_contradictions(cloud, federated.issuer_arn, federated.policy_arns)
    for token in cloud.token_sessions:
        yield from _session_contradictions(cloud, token.owner_arn, (token.task_policy,) if token.task_policy else ())


def _session_contradictions(cloud: Cloud, owner_arn: str, policy_arns: tuple[str, ...]) -> Iterator[str]:
    owner = cloud.account(owner_arn.split(":")[4]) if owner_arn.count(":") >= 5 else None
    if owner is None or not all(can_attach(owner, arn) for arn in policy_arns):
        yield f"a session of {owner_arn} has no account or no policy"


def _organization_contradictions(cloud: Cloud, organization: Organization) -> Iterator[str]:
    if organization.member(organization.management_account) is None:
        yield "the management account is not in its organization"
    for member in organization.members:
        if cloud.account(member.account) is None:
            yield f"account {member.account} is in the organization and does not exist"
        if any(organization.unit(path) is None for path in paths_down_to(member.unit)):
            yield f"account {member.account} is in a unit that does not exist"
    of_units = (unit.attached for unit in organization.units)
    nodes = (organization.root, *of_units, *(member.attached for member in organization.members))
    for kind in (SCP, RCP):
        known = {kind.of_aws, *(policy.name for policy in kind.written(organization))}
        for missing in {name for node in nodes for name in kind.attached(node)} - known:
            yield f"control policy {missing} is attached and does not exist"


def _moments(cloud: Cloud) -> Iterator[datetime]:
    yield cloud.now
    for session in cloud.sessions:
        yield from (session.issued, session.expires)
    for federated in cloud.federated_sessions:
        yield from (federated.issued, federated.expires)
    for token in cloud.token_sessions:
        yield from (token.issued, token.expires)
    yield from (event.time for event in cloud.events)
    yield from (session.mfa_authenticated_at for session in cloud.sessions if session.mfa_authenticated_at)


def _attachments(account: Account) -> Iterator[str]:
    identities: tuple[User | Role, ...] = (*account.users, *account.roles)
    for identity in identities:
        yield from identity.attached_policies
        if identity.permissions_boundary:
            yield identity.permissions_boundary
    for group in account.groups:
        yield from group.attached_policies
