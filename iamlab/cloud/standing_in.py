"""Sessions that stand in for roles nobody wears, for questions about what a role may do, whoever wears it.

The trust policy had no say in them: they are for asking, not for showing how somebody gets a session.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import DEFAULT_MAX_SESSION_DURATION
from iamlab.cloud.sessions import Session
from iamlab.engine import RoleSession, parse_principal

ANYBODY = "anybody"
"""The name of a session that stands in for a role."""


def session_for(cloud: Cloud, caller: str) -> tuple[Cloud, str]:
    """The cloud with a session for a caller that is a role's ARN, or a session of a role that nobody assumed yet.

    Gives the ARN to ask as too; any other caller, and one whose role is not there, is as before.
    """
    role_arn, name = caller, ANYBODY
    principal = parse_principal(caller)
    if isinstance(principal, RoleSession):
        if cloud.session(caller):
            return cloud, caller
        role_arn, name = principal.role_arn, principal.session_name
    role = next((arn for arn in _roles(cloud) if _is_role(arn, role_arn)), None)
    if role is None:
        return cloud, caller
    session = _session(cloud, role, name)
    return cloud.with_session(session), session.arn


def with_every_role_worn(cloud: Cloud) -> Cloud:
    """The cloud with a session for each role that has none."""
    worn = {session.role_arn for session in cloud.sessions}
    new = (_session(cloud, role, ANYBODY) for role in _roles(cloud) if role not in worn)
    return replace(cloud, sessions=(*cloud.sessions, *new))


def _session(cloud: Cloud, role_arn: str, name: str) -> Session:
    return Session(role_arn, name, cloud.now, cloud.now + timedelta(seconds=DEFAULT_MAX_SESSION_DURATION))


def _roles(cloud: Cloud) -> Iterator[str]:
    return (account.arn(role) for account in cloud.accounts for role in account.roles)


def _is_role(arn: str, wanted: str) -> bool:
    """Whether an ARN is that of the role wanted, whose path a session's ARN leaves out (I5)."""
    account = wanted.split(":")[4] if wanted.count(":") >= 5 else ""
    return arn == wanted or (arn.split(":")[4] == account and arn.rpartition("/")[2] == wanted.partition(":role/")[2])
