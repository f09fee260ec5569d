"""Actions, ARNs and principals, as offers."""

import re
from collections.abc import Iterable, Iterator

from iamlab.engine.catalog import Action, ResourceType, expand_action, service, service_prefixes
from iamlab.engine.policy.grammar.actions import TRUST_ACTIONS
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.writing.offers import Known, Offer, OfferKind

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_MOST_TYPES = 12
_SERVICES = (
    "cloudtrail", "codebuild", "dynamodb", "ec2", "ecs-tasks", "eks", "events", "lambda", "s3", "scheduler", "sns",
    "sqs", "ssm", "states",
)  # fmt: skip
"""Services that roles trust and policies name often."""


def actions(typed: str, kind: PolicyKind, known: Known) -> Iterator[Offer]:
    """Services while no colon is typed, then the actions of one: those that begin with what is typed in front.

    A trust policy takes six actions and no others (S3). In the policy of a resource its service's actions come first.
    """
    if kind is PolicyKind.TRUST:
        yield from (offer for offer in _actions_of("sts", "") if offer.text.partition(":")[2] in TRUST_ACTIONS)
        return
    prefix, colon, name = typed.partition(":")
    if not colon:
        yield from _actions_of(known.service, "")
        # Of names that begin alike, the shorter is the service that people mean more often.
        for each in sorted(service_prefixes(), key=lambda each: (len(each), each)) if typed else service_prefixes():
            found = service(each) if each.startswith(prefix.lower()) and prefix else None
            yield Offer(f"{each}:", OfferKind.SERVICE, found.name if found else "")
        return
    yield from _actions_of(prefix, name)


def _actions_of(prefix: str, name: str) -> Iterator[Offer]:
    found = service(prefix)
    if found is None:
        return
    wanted = name.lower().rstrip("*")
    listed = [action for action in found.actions.values() if wanted in action.name.lower()]
    for action in sorted(listed, key=lambda action: (not action.name.lower().startswith(wanted), action.name)):
        yield Offer(action.full_name, OfferKind.ACTION, ", ".join(action.access_levels), action.description)


def arns(patterns: Iterable[str], known: Known) -> Iterator[Offer]:
    """Resources that exist, those that the actions are about first; then the forms of ARN that the actions take."""
    types = list(_types_of(patterns))
    services = {pattern.partition(":")[0].lower() for pattern in patterns}
    fitting = [arn for arn in known.resources if any(_covers(type, arn) for type in types)]
    near = [arn for arn in known.resources if arn.split(":")[2:3] and arn.split(":")[2] in services]
    for arn in dict.fromkeys((*fitting, *near, *known.resources)):
        yield Offer(arn, OfferKind.ARN, "in this account" if arn in fitting else "")
        if arn.startswith("arn:aws:s3:::") and "/" not in arn:
            yield Offer(f"{arn}/*", OfferKind.ARN, "its objects")
    for type in types[:_MOST_TYPES]:
        yield Offer(filled(type.arn, known), OfferKind.ARN, f"form for {type.name}")
    yield Offer("*", OfferKind.ARN, "every resource")


def principals(entry: str, known: Known) -> Iterator[Offer]:
    """Who could be named under a key of Principal."""
    if entry == "AWS":
        yield from (Offer(arn, OfferKind.PRINCIPAL) for arn in known.principals)
        for account in known.accounts:
            yield Offer(f"arn:aws:iam::{account}:root", OfferKind.PRINCIPAL, "the whole account")
        yield Offer("*", OfferKind.PRINCIPAL, "everybody")
    elif entry == "Service":
        yield from (Offer(f"{name}.amazonaws.com", OfferKind.PRINCIPAL) for name in _SERVICES)
    elif entry == "Federated":
        yield from (Offer(arn, OfferKind.PRINCIPAL) for arn in known.principals if "-provider/" in arn)


def action_lines(written: str) -> tuple[str, ...]:
    """What an action or a pattern of actions is about; none for what AWS does not have."""
    covered = expand_action(written) if written != "*" else ()
    if written == "*":
        return ("Every action of every service.",)
    if not covered:
        return ()
    if "*" in written or "?" in written:
        shown = ", ".join(name.partition(":")[2] for name in covered[:12])
        more = f" and {len(covered) - 12} more" if len(covered) > 12 else ""
        return (f"Covers {len(covered)} action{'s' if len(covered) > 1 else ''}: {shown}{more}.",)
    action = _action(covered[0])
    if action is None:
        return ()
    needed = {each.required for each in action.resources}
    types = [each.type + ("" if each.required or len(needed) == 1 else " (optional)") for each in action.resources]
    about = f"Resources: {', '.join(types)}." if types else "Takes no resource: write `*`."
    return (action.description, f"Access level: {', '.join(action.access_levels)}.", about)


def arn_lines(written: str, known: Known) -> tuple[str, ...]:
    """What a pattern of ARNs covers of what exists."""
    if written == "*":
        return ("Every resource.",)
    pattern = re.compile(".*".join(map(re.escape, written.split("*"))))
    covered = [arn for arn in known.resources if pattern.fullmatch(arn)]
    if covered:
        shown = ", ".join(covered[:4]) + (f" and {len(covered) - 4} more" if len(covered) > 4 else "")
        return (f"Covers here: {shown}.",)
    return ("Covers none of the resources here by its whole name.",)


def filled(arn: str, known: Known) -> str:
    """A form of ARN with the partition, region and account of `known`, and `*` for what is anybody's choice."""
    here = {"Partition": "aws", "Region": known.region, "Account": known.accounts[0] if known.accounts else "*"}
    return _PLACEHOLDER.sub(lambda found: here.get(found[1], "*"), arn)


def _action(full_name: str) -> Action | None:
    prefix, _, name = full_name.partition(":")
    found = service(prefix)
    return found.action(name) if found else None


def _types_of(patterns: Iterable[str]) -> Iterator[ResourceType]:
    seen: set[tuple[str, str]] = set()
    for pattern in patterns:
        for full_name in expand_action(pattern) if pattern != "*" else ():
            action = _action(full_name)
            owner = service(full_name.partition(":")[0])
            for each in action.resources if action else ():
                type = owner.resource_types.get(each.type.lower()) if owner else None
                if type and (type.arn, type.name) not in seen:
                    seen.add((type.arn, type.name))
                    yield type


def _covers(type: ResourceType, arn: str) -> bool:
    pattern = ".*".join(map(re.escape, type.arn_pattern.split("*")))
    return re.fullmatch(pattern, arn) is not None
