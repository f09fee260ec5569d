"""Changes of an organization: units, where accounts lie, control policies and what they are attached to."""

from collections.abc import Iterable
from dataclasses import replace

from iamlab.cloud.changes import Changed
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.control_policies import RCP, SCP, ControlKind
from iamlab.cloud.names import NAME, NAME_HELP
from iamlab.cloud.organization import Attached, ControlPolicy, Organization, Unit
from iamlab.cloud.organization_rules import attachment_problems, policy_problems, unit_problems
from iamlab.cloud.problems import Problem, RequestProblem
from iamlab.cloud.sizes import organization_size_problems
from iamlab.engine import in_backticks

ROOT = "Root"
"""How the root is named as something that policies are attached to."""


def create_unit(cloud: Cloud, path: str) -> Changed:
    """Add an organizational unit below the unit that its path names (G36). Raises LookupError without organization."""
    organization = _organization(cloud)
    if organization.unit(path):
        aws = "An OU with the same name already exists."
        return Changed(cloud, (RequestProblem("path", f"unit {in_backticks(path)} exists already", "Use it.", aws),))
    problems = unit_problems(path, frozenset(unit.path for unit in organization.units))
    return _grown(cloud, replace(organization, units=(*organization.units, Unit(path))), problems)


def delete_unit(cloud: Cloud, path: str) -> Changed:
    """Take an empty unit away. Raises LookupError where there is none."""
    organization = _organization(cloud)
    if organization.unit(path) is None:
        raise LookupError(f"there is no unit {path}")
    below = [unit for unit in organization.units if unit.parent == path]
    if below or any(member.unit == path for member in organization.members):
        aws = "OrganizationalUnitNotEmptyException"
        help = "Move its accounts away and delete the units below it first."
        return Changed(cloud, (RequestProblem("path", f"unit {in_backticks(path)} is not empty", help, aws),))
    return _changed(cloud, replace(organization, units=tuple(u for u in organization.units if u.path != path)))


def move_account(cloud: Cloud, account_id: str, unit: str) -> Changed:
    """Place an account of the organization in a unit; the root is the empty path. Raises LookupError for strangers."""
    organization = _organization(cloud)
    if organization.member(account_id) is None:
        raise LookupError(f"account {account_id} is not in the organization")
    if unit and organization.unit(unit) is None:
        help = f"The units are: {', '.join(each.path for each in organization.units) or 'none'}."
        return Changed(cloud, (RequestProblem("unit", f"there is no unit {in_backticks(unit)}", help),))
    members = (replace(each, unit=unit) if each.account == account_id else each for each in organization.members)
    return _changed(cloud, replace(organization, members=tuple(members)))


def create_scp(cloud: Cloud, policy: ControlPolicy) -> Changed:
    """Add a service control policy under a name that none has yet. Raises LookupError without organization."""
    organization = _organization(cloud)
    problems = _creation_problems(SCP, organization.scps, policy)
    return _grown(cloud, replace(organization, scps=(*organization.scps, policy)), problems)


def create_rcp(cloud: Cloud, policy: ControlPolicy) -> Changed:
    """Add a resource control policy under a name that none has yet. Raises LookupError without organization."""
    organization = _organization(cloud)
    problems = _creation_problems(RCP, organization.rcps, policy)
    return _grown(cloud, replace(organization, rcps=(*organization.rcps, policy)), problems)


def attach_control_policies(cloud: Cloud, target: str, attached: Attached) -> Changed:
    """Say which policies a node has from now on: the root, a unit by its path, or an account by its id (D43, D44).

    Raises LookupError for a node that is not there.
    """
    organization = _organization(cloud)
    known = {kind: tuple(each.name for each in written) for kind, written in _written(organization).items()}
    problems = attachment_problems(attached, known)
    if target == ROOT:
        return _changed(cloud, replace(organization, root=attached), problems)
    if organization.unit(target):
        units = (replace(each, attached=attached) if each.path == target else each for each in organization.units)
        return _changed(cloud, replace(organization, units=tuple(units)), problems)
    if organization.member(target) is None:
        raise LookupError(f"{target} is no node of the organization")
    members = (replace(each, attached=attached) if each.account == target else each for each in organization.members)
    return _changed(cloud, replace(organization, members=tuple(members)), problems)


def _organization(cloud: Cloud) -> Organization:
    if cloud.organization is None:
        raise LookupError("there is no organization")
    return cloud.organization


def _written(organization: Organization) -> dict[str, tuple[ControlPolicy, ...]]:
    return {"scps": organization.scps, "rcps": organization.rcps}


def _changed(cloud: Cloud, organization: Organization, problems: Iterable[Problem] = ()) -> Changed:
    found = tuple(problems)
    return Changed(cloud, found) if found else Changed(replace(cloud, organization=organization))


def _grown(cloud: Cloud, organization: Organization, problems: Iterable[Problem]) -> Changed:
    """Like `_changed`, for an organization that has more than before: not more than a cloud holds."""
    return _changed(cloud, organization, (*problems, *organization_size_problems(organization)))


def _creation_problems(
    kind: ControlKind, existing: tuple[ControlPolicy, ...], policy: ControlPolicy
) -> Iterable[RequestProblem]:
    shown = in_backticks(policy.name)
    twin = next((each.name for each in existing if each.name.lower() == policy.name.lower()), None)
    if twin:
        # Whether Organizations tells upper from lower case is not known: such names would confuse in any case.
        aws = "DuplicatePolicyException: A policy with the same name already exists." if twin == policy.name else ""
        message = f"the {kind.long_name} {in_backticks(twin)} exists already"
        yield RequestProblem("name", message, "Choose another name.", aws)
    if policy.name == kind.of_aws or not NAME.fullmatch(policy.name):
        yield RequestProblem("name", f"{shown} cannot be the name of this policy", NAME_HELP)
    yield from policy_problems(kind, policy.text)
