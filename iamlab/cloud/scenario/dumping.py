"""A scenario as a file that a person can read and change; what is as by default is left out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import yaml

from iamlab.cloud.accounts import Account
from iamlab.cloud.identities import (
    DEFAULT_MAX_SESSION_DURATION,
    Group,
    InlinePolicy,
    InstanceProfile,
    ManagedPolicy,
    Role,
    User,
)
from iamlab.cloud.organization import Attached, Organization
from iamlab.cloud.resources import DEFAULT_REGION, KINDS, Bucket, Resource, ResourceKind, VpcEndpoint
from iamlab.cloud.scenario.scenario import NamedRequest, Scenario

Written = Mapping[str, "Written"] | list[str] | str


_OTHER_LINE_BREAKS = frozenset("\r\x85\u2028\u2029")
"""What YAML reads as a line break and would give back as another one, unless it is escaped."""


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a policy looks like a policy."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if not _OTHER_LINE_BREAKS.isdisjoint(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump_scenario(scenario: Scenario) -> str:
    """The scenario as YAML; sessions are no part of a start and are left out.

    Reading it gives an equal scenario, but for the order of resources: they come kind by kind.
    """
    return yaml.dump(_scenario(scenario), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _written(**fields: Written | None) -> dict[str, Written]:
    """The fields that have something in them."""
    return {name: value for name, value in fields.items() if value}


def _scenario(scenario: Scenario) -> Mapping[str, Written]:
    cloud = scenario.cloud
    return {
        **_written(title=scenario.title),
        "now": _moment(cloud.now),
        **_written(you=scenario.you, organization=_organization(cloud.organization)),
        "accounts": {account.id: _account(account) for account in cloud.accounts},
        **_written(requests={request.name: _request(request) for request in scenario.requests}),
    }


def _organization(organization: Organization | None) -> Mapping[str, Written] | None:
    if organization is None:
        return None
    return {
        "id": organization.id,
        "management_account": organization.management_account,
        **_written(
            service_control_policies={policy.name: policy.text for policy in organization.scps},
            resource_control_policies={policy.name: policy.text for policy in organization.rcps},
            root=_attached(organization.root),
            units={unit.path: _attached(unit.attached) for unit in organization.units},
        ),
        "accounts": {
            member.account: {**_written(unit=member.unit), **_attached(member.attached)}
            for member in organization.members
        },
    }


def _attached(attached: Attached) -> Mapping[str, Written]:
    scps, rcps = attached.scps, attached.rcps
    by_default = Attached()
    return _written(
        scps=list(scps) if scps != by_default.scps else None, rcps=list(rcps) if rcps != by_default.rcps else None
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _account(account: Account) -> Mapping[str, Written]:
    return _written(
        name=account.name,
        managed_policies={policy.name: _managed(policy) for policy in account.managed_policies},
        groups={group.name: _group(group) for group in account.groups},
        users={user.name: _user(user) for user in account.users},
        roles={role.name: _role(role) for role in account.roles},
        **{facts.plural: _resources(account, kind) for kind, facts in KINDS.items()},
        instance_profiles={profile.name: _profile(profile) for profile in account.instance_profiles},
        saml_providers={provider.name: {} for provider in account.saml_providers},
        oidc_providers={
            provider.name: _written(audiences=list(provider.audiences)) for provider in account.oidc_providers
        },
        vpc_endpoints={endpoint.name: _endpoint(endpoint) for endpoint in account.vpc_endpoints},
    )


def _managed(policy: ManagedPolicy) -> Mapping[str, Written]:
    versions = {f"v{each.number}": each.text for each in policy.other_versions}
    number = {} if policy.version == 1 else {"version": f"v{policy.version}"}
    return {**_path(policy.path), "document": policy.text, **number, **_written(other_versions=versions)}


def _profile(profile: InstanceProfile) -> Mapping[str, Written]:
    return {**_path(profile.path), **({} if profile.role is None else {"role": profile.role})}


def _group(group: Group) -> Mapping[str, Written]:
    return {**_path(group.path), **_own_policies(group)}


def _user(user: User) -> Mapping[str, Written]:
    return {
        **_path(user.path),
        **_written(groups=list(user.groups)),
        **_own_policies(user),
        **_written(
            permissions_boundary=user.permissions_boundary,
            tags=dict(user.tags),
            console_access="true" if user.console_access else None,
            access_keys={key.id: "active" if key.active else "inactive" for key in user.access_keys},
            mfa_devices=list(user.mfa_devices),
            unique_id=user.unique_id,
        ),
    }


def _role(role: Role) -> Mapping[str, Written]:
    return {
        **_path(role.path),
        **_written(description=role.description),
        "trust_policy": role.trust_policy,
        **_own_policies(role),
        **_written(permissions_boundary=role.permissions_boundary, tags=dict(role.tags)),
        **_duration(role.max_session_duration),
        **_written(unique_id=role.unique_id),
    }


def _duration(seconds: int) -> Mapping[str, Written]:
    return {} if seconds == DEFAULT_MAX_SESSION_DURATION else {"max_session_duration": str(seconds)}


def _resources(account: Account, kind: ResourceKind) -> Mapping[str, Written]:
    return {resource.name: _resource(resource) for resource in account.every_resource() if resource.kind is kind}


def _resource(resource: Bucket | Resource) -> Mapping[str, Written]:
    fields = {**_policy(resource.policy), **_written(tags=dict(resource.tags))}
    if isinstance(resource, Resource) and resource.region != DEFAULT_REGION and "{region}" in resource.facts.arn:
        fields["region"] = resource.region
    return fields


def _endpoint(endpoint: VpcEndpoint) -> Mapping[str, Written]:
    return {"vpc": endpoint.vpc, "service": endpoint.service, **_policy(endpoint.policy)}


def _policy(text: str | None) -> Mapping[str, Written]:
    return {} if text is None else {"policy": text}


def _path(path: str) -> Mapping[str, Written]:
    return {} if path == "/" else {"path": path}


def _own_policies(identity: User | Group | Role) -> Mapping[str, Written]:
    return _written(
        inline_policies=_inline(identity.inline_policies), attached_policies=list(identity.attached_policies)
    )


def _inline(policies: Iterable[InlinePolicy]) -> Mapping[str, Written]:
    return {policy.name: policy.text for policy in policies}


def _values(values: tuple[str, ...]) -> Written:
    """One value is written alone, unless it is empty: an empty text stands for no value."""
    return values[0] if len(values) == 1 and values[0] else list(values)


def _request(request: NamedRequest) -> Mapping[str, Written]:
    context = {key: _values(values) for key, values in request.context.items()}
    return {
        "caller": request.caller,
        "action": request.action,
        "resource": request.resource,
        **_written(context=context, expect=request.expect),
    }
