"""What the request form offers: callers, resources, circumstances, and the keys that follow from the request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from iamlab.cloud import Account, CaseReading, Cloud
from iamlab.engine import Source

from ..bench import Bench
from ..showing.identity import short_name

MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who could ask. `arn` is empty for whoever the learner is now."""

    arn: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class AskerGroup:
    """The callers of one account, or those of none."""

    label: str
    askers: tuple[Asker, ...]


@dataclass(frozen=True, slots=True)
class DerivedKey:
    """A key that follows from the rest of the request; `absent` is one that was taken away."""

    name: str
    value: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A line for the context that people try often."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that the request form offers."""

    groups: tuple[AskerGroup, ...]
    as_other: str
    resources: tuple[str, ...]
    derived: tuple[DerivedKey, ...]
    circumstances: tuple[Circumstance, ...]


def asking_of(bench: Bench, reading: CaseReading) -> Asking:
    """The offers for a workbench, whose request has been read."""
    other = short_name(bench.asked.caller) if bench.asked.caller else ""
    return Asking(
        tuple(_groups(bench)),
        other,
        tuple(_resources(bench))[:MOST_OFFERED],
        tuple(_derived(bench, reading)),
        tuple(_circumstances(bench)),
    )


def _groups(bench: Bench) -> Iterator[AskerGroup]:
    chosen = bench.asked.caller
    yield AskerGroup("You", (Asker("", f"{short_name(bench.who)} (you are now)", not chosen),))
    offered = {""}
    for account in bench.cloud.accounts:
        arns = list(_callers(bench.cloud, account))
        offered.update(arns)
        askers = tuple(Asker(arn, short_name(arn), arn == chosen) for arn in arns[:MOST_OFFERED])
        if askers:
            yield AskerGroup(f"{account.name}, {account.id}", askers)
    others = ["anonymous", "cloudtrail.amazonaws.com", "ec2.amazonaws.com", "lambda.amazonaws.com"]
    if chosen and chosen not in offered and chosen not in others:
        others.append(chosen)
    yield AskerGroup("Nobody's and services", tuple(Asker(arn, arn, arn == chosen) for arn in others))


def _callers(cloud: Cloud, account: Account) -> Iterator[str]:
    """Who could ask in an account: users, its sessions, its identity providers, its root user."""
    yield from (account.arn(user) for user in account.users)
    yield from (session.arn for session in cloud.sessions if session.account_id == account.id)
    yield from (session.arn for session in cloud.federated_sessions if session.account_id == account.id)
    yield from (account.arn(provider) for provider in account.saml_providers)
    yield from (account.arn(provider) for provider in account.oidc_providers)
    yield f"arn:aws:iam::{account.id}:root"


def _resources(bench: Bench) -> Iterator[str]:
    """ARNs of the cloud; those of the asked action's service first."""
    service = bench.asked.action.partition(":")[0].lower()
    known = {"sts": "iam"}.get(service, service)
    arns = list(every_arn(bench.cloud.accounts))
    yield from (arn for arn in arns if arn.split(":")[2] == known)
    yield from (arn for arn in arns if arn.split(":")[2] != known)


def every_arn(accounts: Iterable[Account]) -> Iterator[str]:
    """The ARNs of all that exists in some accounts; for a bucket one of an object, too."""
    for account in accounts:
        for resource in account.every_resource():
            arn = resource.arn(account.id)
            yield arn
            if resource.kind == "bucket":
                yield f"{arn}/example.txt"
        yield from (account.arn(role) for role in account.roles)
        yield from (account.arn(user) for user in account.users)


def _derived(bench: Bench, reading: CaseReading) -> Iterator[DerivedKey]:
    if reading.case is not None:
        entries = reading.case.request.context.entries.values()
        for entry in sorted(entries, key=lambda entry: entry.name.lower()):
            if entry.source is Source.DERIVED and entry.values:
                yield DerivedKey(entry.name, ", ".join(entry.values))
    yield from (DerivedKey(name, "", absent=True) for name in bench.asked.absent)


def _circumstances(bench: Bench) -> Iterator[Circumstance]:
    yield Circumstance("From an address", "aws:SourceIp = 203.0.113.24")
    yield Circumstance("With MFA", "aws:MultiFactorAuthPresent = true")
    yield Circumstance("Without TLS", "aws:SecureTransport = false")
    yield Circumstance("In another region", "aws:RequestedRegion = us-east-1")
    yield Circumstance("At another time", "aws:CurrentTime = 2026-12-24T22:00:00Z")
    for account in bench.cloud.accounts:
        for endpoint in account.vpc_endpoints[:3]:
            yield Circumstance(f"Through {endpoint.name}", f"aws:SourceVpce = {endpoint.name}")
    yield Circumstance("With a request tag", "aws:RequestTag/team = orders")
    if bench.asked.action.lower().startswith("sts:assumerole"):
        yield Circumstance("With an external ID", "sts:ExternalId = northwind-8f3a61c2")
    if bench.asked.action.lower() == "iam:passrole":
        yield Circumstance("To a service", "iam:PassedToService = ec2.amazonaws.com")
