"""How much a simulated AWS may hold, so that every decision in it stays fast and its state small."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.organization import Organization
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.sessions import AnySession

MAX_ACCOUNTS = 100
MAX_POLICIES, MAX_VERSIONS, MAX_PRINCIPALS, MAX_RESOURCES = 300, 1_200, 200, 300
MAX_GROUPS, MAX_ENDPOINTS, MAX_PROVIDERS = 300, 100, 300
MAX_UNITS, MAX_CONTROL_POLICIES = 100, 300
MAX_REQUESTS = 300
MAX_SESSIONS = 30

Count = tuple[str, int, int]
"""What is limited, how many there are, and how many there may be."""


def counts_of_accounts(accounts: tuple[Account, ...]) -> Iterator[Count]:
    """What is limited of all accounts together."""
    yield "accounts", len(accounts), MAX_ACCOUNTS
    policies = sum(slot.text is not None for slot in policy_slots(Cloud(accounts)))
    yield "policies", policies, MAX_POLICIES
    versions = sum(len(policy.other_versions) for each in accounts for policy in each.managed_policies)
    yield "versions of policies", versions, MAX_VERSIONS
    yield "users and roles", sum(len(each.users) + len(each.roles) for each in accounts), MAX_PRINCIPALS
    yield "groups", sum(len(each.groups) for each in accounts), MAX_GROUPS
    yield "resources", sum(len(each.every_resource()) for each in accounts), MAX_RESOURCES
    yield "VPC endpoints", sum(len(each.vpc_endpoints) for each in accounts), MAX_ENDPOINTS
    providers = sum(
        len(each.instance_profiles) + len(each.saml_providers) + len(each.oidc_providers) for each in accounts
    )
    yield "instance profiles and identity providers", providers, MAX_PROVIDERS


def counts_of_organization(organization: Organization) -> Iterator[Count]:
    """What is limited of an organization."""
    yield "units", len(organization.units), MAX_UNITS
    yield "control policies", len(organization.scps) + len(organization.rcps), MAX_CONTROL_POLICIES


def size_problem(cloud: Cloud) -> RequestProblem | None:
    """What the accounts of a cloud have too much of; None within the limits."""
    return next(_too_many(counts_of_accounts(cloud.accounts)), None)


def organization_size_problems(organization: Organization) -> Iterator[RequestProblem]:
    """What an organization has too much of."""
    return _too_many(counts_of_organization(organization))


def _too_many(counts: Iterable[Count]) -> Iterator[RequestProblem]:
    for what, count, limit in counts:
        if count > limit:
            help = f"Change or delete one that is there: a sandbox holds at most {limit}."
            yield RequestProblem("", f"{count} {what} are too many", help)


def without_old_sessions(cloud: Cloud, used: Collection[str]) -> Cloud:
    """The cloud with MAX_SESSIONS sessions at most, and whichever more are `used`, by what names them as callers.

    Those that have expired go first, then those handed out first.
    """
    every: list[AnySession] = [*cloud.sessions, *cloud.federated_sessions, *cloud.token_sessions]
    unused = [each for each in every if each.called not in used]
    unused.sort(key=lambda each: (each.expires > cloud.now, each.issued))
    gone = {each.called for each in unused[: max(0, len(every) - MAX_SESSIONS)]}
    return replace(
        cloud,
        sessions=tuple(each for each in cloud.sessions if each.called not in gone),
        federated_sessions=tuple(each for each in cloud.federated_sessions if each.called not in gone),
        token_sessions=tuple(each for each in cloud.token_sessions if each.called not in gone),
    )
