"""The finite set of requests that stands for all that could be asked in a cloud, and the answers.

Nobody can ask everything: a universe asks the things that tell policies apart. It crosses everybody who could ask with
the resources that are there and with neighbours that are not, with a few actions of each access level, and with corners
of the context that some policy of the cloud mentions. What a policy opens to everybody is asked for without credentials
too. What is found in it is found by search, not by proof.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import groupby, islice

from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.resources import VpcEndpoint
from iamlab.cloud.universe_targets import Target, TargetFamily, public_targets, targets_of
from iamlab.engine import Decision, Verdict, verdict_of

MOST_REQUESTS, SHARE = 5_000, 250

Context = tuple[tuple[str, tuple[str, ...]], ...]
"""Condition keys with their values, in a form that can be compared."""

_PLAIN: Context = (("aws:SourceIp", ("203.0.113.10",)),)
_MFA: Context = (("aws:MultiFactorAuthPresent", ("true",)), ("aws:MultiFactorAuthAge", ("60",)))


class Family(StrEnum):
    """How a request departs from the plainest one: somebody asks for a resource of their own account, with MFA."""

    PLAIN = "plain"
    OTHER_PRINCIPAL = "other_principal"
    OTHER_SESSION = "other_session"
    OTHER_ACCOUNT = "other_account"
    OTHER_ACTION = "other_action"
    NEIGHBOUR_RESOURCE = "neighbour_resource"
    SIBLING_PREFIX = "sibling_prefix"
    NO_MFA = "no_mfa"
    NO_TLS = "no_tls"
    OTHER_REGION = "other_region"
    THROUGH_ENDPOINT = "through_endpoint"


@dataclass(frozen=True, slots=True)
class RepresentativeRequest:
    """One request of the universe, as `case_for` takes it."""

    caller: str
    action: str
    resource: str
    context: Context
    family: Family


Concern = Callable[[str, str], bool]
"""Whether the requests of one caller, by ARN, for one resource are wanted."""


def universe(
    cloud: Cloud, concern: Concern | None = None, objects: Iterable[str] = (), endpoints: Iterable[VpcEndpoint] = ()
) -> tuple[RepresentativeRequest, ...]:
    """The representative requests of a cloud, plain ones first, or those of them that `concern` wants.

    `objects` are ARNs of further objects to ask for, in buckets of the cloud, `endpoints` those to ask through as well.
    Where there are too many, neighbours and corners keep a small share each, and every caller and resource a share of
    the rest.
    Every request can be decided, except where a policy that has a say cannot be read.
    """
    order = {family: number for number, family in enumerate(Family)}
    found = _within_limit((*_shared_out(cloud, concern, tuple(objects)), _through(cloud, tuple(endpoints))))
    found.sort(key=lambda placed: (order[placed[1].family], placed[0]))
    return tuple(request for _, request in found)


_Pair = tuple[int, int]
"""The number of a caller and that of a target."""


_Placed = tuple[_Pair, RepresentativeRequest]


def _within_limit(parts: Iterable[Iterator[_Placed]]) -> list[_Placed]:
    """MOST_REQUESTS of all parts: SHARE of each, if it has so many, and then as many as fit, earlier parts first."""
    lists = [list(islice(part, MOST_REQUESTS)) for part in parts]
    room = MOST_REQUESTS - sum(min(len(each), SHARE) for each in lists)
    found: list[_Placed] = []
    for each in lists:
        more = min(max(0, len(each) - SHARE), room)
        room -= more
        found += each[: SHARE + more]
    return found


def _shared_out(cloud: Cloud, concern: Concern | None, objects: tuple[str, ...]) -> Iterator[Iterator[_Placed]]:
    """All requests with their places, in parts; whoever stops early in one has asked of everybody about everything."""
    targets, corners = targets_of(cloud, objects), tuple(_corners(cloud))
    callers, public = (*_callers(cloud), _NOBODY_KNOWN), public_targets(cloud, targets)
    turns = ((number, (number + turn) % len(targets)) for turn in range(len(targets)) for number in range(len(callers)))
    pairs = [
        (number, place)
        for number, place in turns
        if (callers[number] is not _NOBODY_KNOWN or targets[place].arn in public)
        and (not concern or concern(callers[number].arn, targets[place].arn))
    ]
    there = [pair for pair in pairs if targets[pair[1]].family is TargetFamily.THERE]
    beside = [pair for pair in pairs if targets[pair[1]].family is not TargetFamily.THERE]
    parts: list[tuple[_Ask, list[_Pair]]] = [(_first, there), (_further, there), (_first, beside), (_further, beside)]
    parts += [(partial(_cornered, corner), there) for corner in corners]
    for ask, chosen in parts:
        yield _placed(ask, callers, targets, chosen)


_Ask = Callable[["_Caller", Target], Iterator[RepresentativeRequest]]


def _placed(
    ask: _Ask, callers: tuple["_Caller", ...], targets: tuple[Target, ...], pairs: Iterable[_Pair]
) -> Iterator[_Placed]:
    return ((pair, request) for pair in pairs for request in ask(callers[pair[0]], targets[pair[1]]))


def _through(cloud: Cloud, endpoints: tuple[VpcEndpoint, ...]) -> Iterator[_Placed]:
    """What everybody could ask through VPC endpoints, of the services that they lead to."""
    callers, targets = tuple(_callers(cloud)), targets_of(cloud) if endpoints else ()
    for endpoint in endpoints:
        way: Context = (("aws:SourceVpce", (endpoint.name,)),)
        for place, target in enumerate(targets):
            actions = [action for action in target.actions if action.partition(":")[0] == endpoint.service]
            for number, caller in enumerate(callers):
                context = (*_MFA, *way) if caller.user else way
                for action in actions:
                    family = Family.THROUGH_ENDPOINT
                    yield (number, place), RepresentativeRequest(caller.arn, action, target.arn, context, family)


def verdicts(cloud: Cloud, requests: Iterable[RepresentativeRequest]) -> Mapping[RepresentativeRequest, Verdict | None]:
    """What is decided of each request; None where it cannot be decided. Agrees with `evaluate` on every request.

    Requests of one caller for one resource that differ in the action alone are decided by the same policies: their case
    is collected once.
    """
    decided: dict[RepresentativeRequest, Verdict | None] = {}
    for _, alike in groupby(sorted(requests, key=_shared), key=_shared):
        group = tuple(alike)
        first = group[0]
        case = case_for(cloud, first.caller, first.action, first.resource, dict(first.context)).case
        for request in group:
            if case and request.action != case.request.action:
                case = replace(case, request=replace(case.request, action=request.action))
            decided[request] = verdict_of(case) if case else None
    return decided


def answers(cloud: Cloud, requests: Iterable[RepresentativeRequest]) -> Mapping[RepresentativeRequest, bool | None]:
    """Whether each request is allowed; None where it cannot be decided."""
    decided = verdicts(cloud, requests)
    return {request: verdict.decision is Decision.ALLOW if verdict else None for request, verdict in decided.items()}


def _shared(request: RepresentativeRequest) -> tuple[str, str, Context, str]:
    """What requests have in common that are decided by the same policies."""
    return request.caller, request.resource, request.context, request.action.partition(":")[0]


@dataclass(frozen=True, slots=True)
class _Caller:
    arn: str
    account: str
    family: Family
    user: bool


_NOBODY_KNOWN = _Caller("anonymous", "", Family.OTHER_ACCOUNT, user=False)
"""Who asks without credentials, for what a policy opens to everybody: it stands for strangers of all kinds."""


def _callers(cloud: Cloud) -> Iterator[_Caller]:
    """Everybody who could ask. The first user of an account and the first session of a role stand for it."""
    seen: set[str] = set()
    for arn in cloud.principals():
        token = cloud.token_session(arn)
        account = token.account_id if token else arn.split(":")[4]
        user = ":user/" in arn
        stands_for = f"{account}/user" if user else arn.rpartition("/")[0]
        other = Family.OTHER_PRINCIPAL if user else Family.OTHER_SESSION
        yield _Caller(arn, account, other if stands_for in seen else Family.PLAIN, user)
        seen.add(stands_for)


def _corners(cloud: Cloud) -> Iterator[tuple[Family, Context]]:
    """Corners of the context that can matter, since a policy of the cloud mentions their key."""
    texts = "\n".join(slot.text or "" for slot in policy_slots(cloud)).lower()
    if "aws:multifactorauth" in texts:
        yield Family.NO_MFA, ()
    if "aws:securetransport" in texts:
        yield Family.NO_TLS, (("aws:SecureTransport", ("false",)),)
    if "aws:requestedregion" in texts:
        yield Family.OTHER_REGION, (("aws:RequestedRegion", ("ap-southeast-2",)),)


_OF_TARGETS = {
    TargetFamily.NEIGHBOUR: Family.NEIGHBOUR_RESOURCE,
    TargetFamily.SIBLING_PREFIX: Family.SIBLING_PREFIX,
}


def _first(caller: _Caller, target: Target) -> Iterator[RepresentativeRequest]:
    """One request of each access level."""
    family = _family(caller, target)
    for action in target.actions:
        yield RepresentativeRequest(caller.arn, action, target.arn, _context(caller), family)


def _further(caller: _Caller, target: Target) -> Iterator[RepresentativeRequest]:
    """More actions of the same levels."""
    family = _family(caller, target)
    other = Family.OTHER_ACTION if family is Family.PLAIN else family
    for action in target.other_actions:
        yield RepresentativeRequest(caller.arn, action, target.arn, _context(caller), other)


def _cornered(corner: tuple[Family, Context], caller: _Caller, target: Target) -> Iterator[RepresentativeRequest]:
    """The first requests again, in a corner of the context."""
    family, keys = corner
    if family is Family.NO_MFA and not caller.user:
        return
    context = _PLAIN if family is Family.NO_MFA else (*_context(caller), *keys)
    for action in target.actions:
        yield RepresentativeRequest(caller.arn, action, target.arn, context, family)


def _context(caller: _Caller) -> Context:
    return (*_PLAIN, *_MFA) if caller.user else _PLAIN


def _family(caller: _Caller, target: Target) -> Family:
    if target.family is not TargetFamily.THERE:
        return _OF_TARGETS[target.family]
    return Family.OTHER_ACCOUNT if target.account not in (None, caller.account) else caller.family
