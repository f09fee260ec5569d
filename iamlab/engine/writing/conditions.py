"""Condition keys, operators and their values, as offers."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from iamlab.engine.catalog import (
    ConditionKey,
    KeyType,
    condition_key,
    expand_action,
    global_condition_keys,
    keys_of_action,
    service,
)
from iamlab.engine.policy.operators import Family, parse_operator
from iamlab.engine.writing.elements import operator_about, operator_names
from iamlab.engine.writing.offers import Known, Offer, OfferKind

_MOST_ACTIONS = 60
_FITS = {
    Family.STRING: {KeyType.STRING},
    Family.STRING_IGNORE_CASE: {KeyType.STRING},
    Family.STRING_LIKE: {KeyType.STRING, KeyType.ARN},
    Family.NUMERIC: {KeyType.NUMERIC},
    Family.DATE: {KeyType.DATE},
    Family.BOOL: {KeyType.BOOL},
    Family.IP: {KeyType.IP_ADDRESS},
    Family.ARN: {KeyType.ARN},
}
_GLOBAL_SAYS = {
    "aws:principalarn": "The ARN of whoever asks; of a session, that of its role.",
    "aws:principalaccount": "The account of whoever asks.",
    "aws:principalorgid": "The organization of whoever asks.",
    "aws:principaltag/${tagkey}": "A tag of the user or role that asks, or of its session.",
    "aws:principaltype": "What kind of principal asks: Account, User, FederatedUser, AssumedRole or Anonymous.",
    "aws:userid": "The unique id of whoever asks.",
    "aws:username": "The name of the user who asks. Roles have none.",
    "aws:sourceip": "The public address that the request comes from. Missing where it comes through a VPC endpoint.",
    "aws:sourcevpc": "The VPC that the request comes from, through an endpoint.",
    "aws:sourcevpce": "The VPC endpoint that the request comes through.",
    "aws:sourcearn": "The resource for which an AWS service asks.",
    "aws:sourceaccount": "The account of the resource for which an AWS service asks.",
    "aws:securetransport": "Whether the request came over TLS.",
    "aws:multifactorauthpresent": "Whether temporary credentials were had with MFA. Missing with access keys.",
    "aws:multifactorauthage": "Seconds since the MFA sign-in. Missing without one.",
    "aws:currenttime": "The time of the request.",
    "aws:requestedregion": "The region that the request goes to.",
    "aws:resourcetag/${tagkey}": "A tag of the resource.",
    "aws:requesttag/${tagkey}": "A tag that the request passes.",
    "aws:tagkeys": "The keys of all tags that the request passes.",
    "aws:resourceaccount": "The account that the resource belongs to.",
    "aws:resourceorgid": "The organization that the resource belongs to.",
    "aws:viaawsservice": "Whether a service asks on behalf of the caller, with the caller's credentials.",
    "aws:calledvia": "The services that passed the request on.",
    "aws:sourceidentity": "The source identity that was set when a role was assumed.",
    "aws:principalisawsservice": "Whether an AWS service asks with its own service principal.",
}


def operators() -> Iterator[Offer]:
    """Every condition operator."""
    return (Offer(name, OfferKind.OPERATOR, "", operator_about(name)) for name in operator_names())


def keys(patterns: Iterable[str], operator: str) -> Iterator[Offer]:
    """Condition keys: those that the statement's actions have first, then those of every service.

    Keys of a type that the operator compares stand in front of the others.
    """
    own = {key.name.lower(): key for key in _keys_of(tuple(patterns))}
    others = [key for key in global_condition_keys() if key.name.lower() not in own]
    fits = _fitting(operator)
    for key in sorted(own.values(), key=lambda key: (key.type not in fits, key.name.startswith("aws:"), key.name)):
        yield _offer(key, own=True)
    for key in sorted(others, key=lambda key: (key.type not in fits, key.name)):
        yield _offer(key, own=False)


def values(operator: str, key: str, known: Known) -> Iterator[Offer]:
    """Values that make sense for a key under an operator."""
    found, parsed = condition_key(key), parse_operator(operator)
    if parsed and parsed.family in (Family.BOOL, Family.NULL):
        yield from (Offer(text, OfferKind.VALUE) for text in ("true", "false"))
        return
    name = key.lower()
    if name.endswith("account"):
        yield from (Offer(account, OfferKind.VALUE, "account") for account in known.accounts)
    elif name == "aws:requestedregion":
        yield from (Offer(region, OfferKind.VALUE) for region in dict.fromkeys((known.region, "us-east-1")))
    elif name == "aws:principalarn":
        yield from (Offer(arn, OfferKind.PRINCIPAL) for arn in known.principals)
    elif found and found.type is KeyType.ARN:
        yield from (Offer(arn, OfferKind.ARN) for arn in known.resources)


def key_lines(name: str) -> tuple[str, ...]:
    """What a condition key is, in a sentence or two; none for a key that AWS does not have."""
    key = condition_key(name)
    if key is None:
        return ()
    several = ", several values in one request" if key.multivalued else ""
    return tuple(line for line in (_said(key), f"Type: {key.type}{several}.") if line)


def _offer(key: ConditionKey, *, own: bool) -> Offer:
    kind = f"{'several ' if key.multivalued else ''}{key.type}"
    return Offer(key.name, OfferKind.KEY, f"{kind}{', of these actions' if own else ''}", _said(key))


def _said(key: ConditionKey) -> str:
    return key.description or _GLOBAL_SAYS.get(key.name.lower(), "")


def _fitting(operator: str) -> set[KeyType]:
    parsed = parse_operator(operator)
    return _FITS.get(parsed.family, set(KeyType)) if parsed else set(KeyType)


@lru_cache(maxsize=256)
def _keys_of(patterns: tuple[str, ...]) -> tuple[ConditionKey, ...]:
    """The keys that requests for the actions of some patterns can carry."""
    actions = list(dict.fromkeys(name for pattern in patterns if pattern != "*" for name in expand_action(pattern)))
    names: dict[str, ConditionKey] = {}
    for full_name in actions[:_MOST_ACTIONS]:
        prefix, _, name = full_name.partition(":")
        found = service(prefix)
        action = found.action(name) if found else None
        for key_name in keys_of_action(action) if action else ():
            key = condition_key(key_name)
            if key is not None:
                names[key.name.lower()] = key
    return tuple(names.values())
