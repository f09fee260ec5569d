"""The finite set of requests that stands for all that could be asked in a cloud, and the answers.

Nobody can ask everything: a universe asks the things that tell policies apart. It crosses everybody who could ask with
the resources that are there and with neighbours that are not, with a few actions of each access level, and with corners
of the context that some policy of the cloud mentions. What is found in it is found by search, not by proof.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.universe_targets import Target, TargetFamily, targets_of
from iamlab.engine import is_allowed

MOST_REQUESTS = 5_000

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


@dataclass(frozen=True, slots=True)
class RepresentativeRequest:
    """One request of the universe, as `case_for` takes it."""

    caller: str
    action: str
    resource: str
    context: Context
    family: Family


def universe(cloud: Cloud) -> tuple[RepresentativeRequest, ...]:
    """The representative requests of a cloud, plain ones first; where there are too many, the corners are left out.

    Every request can be decided, except where a policy that has a say cannot be read.
    """
    callers = tuple(_callers(cloud))
    corners = tuple(_corners(cloud))
    targets = targets_of(cloud)
    requests = [each for caller in callers for target in targets for each in _requests(caller, target, corners)]
    order = {family: number for number, family in enumerate(Family)}
    requests.sort(key=lambda request: order[request.family])
    return tuple(requests[:MOST_REQUESTS])


def answers(cloud: Cloud, requests: Iterable[RepresentativeRequest]) -> Mapping[RepresentativeRequest, bool | None]:
    """Whether each request is allowed; None where it cannot be decided. Agrees with `evaluate` on every request.

    Requests of one caller for one resource that differ in the action alone are decided by the same policies: their case
    is collected once.
    """
    answered: dict[RepresentativeRequest, bool | None] = {}
    for _, alike in groupby(sorted(requests, key=_shared), key=_shared):
        group = tuple(alike)
        first = group[0]
        case = case_for(cloud, first.caller, first.action, first.resource, dict(first.context)).case
        for request in group:
            if case and request.action != case.request.action:
                case = replace(case, request=replace(case.request, action=request.action))
            answered[request] = is_allowed(case) if case else None
    return answered


def _shared(request: RepresentativeRequest) -> tuple[str, str, Context, str]:
    """What requests have in common that are decided by the same policies."""
    return request.caller, request.resource, request.context, request.action.partition(":")[0]


@dataclass(frozen=True, slots=True)
class _Caller:
    arn: str
    account: str
    family: Family
    user: bool


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
    TargetFamily.THERE: Family.PLAIN,
    TargetFamily.NEIGHBOUR: Family.NEIGHBOUR_RESOURCE,
    TargetFamily.SIBLING_PREFIX: Family.SIBLING_PREFIX,
}


def _requests(
    caller: _Caller, target: Target, corners: tuple[tuple[Family, Context], ...]
) -> Iterator[RepresentativeRequest]:
    """The requests of one caller for one target."""
    with_mfa = (*_PLAIN, *_MFA) if caller.user else _PLAIN
    away = Family.OTHER_ACCOUNT if target.account not in (None, caller.account) else caller.family
    family = away if target.family is TargetFamily.THERE else _OF_TARGETS[target.family]
    for action in target.actions:
        yield RepresentativeRequest(caller.arn, action, target.arn, with_mfa, family)
    for action in target.other_actions:
        other = Family.OTHER_ACTION if family is Family.PLAIN else family
        yield RepresentativeRequest(caller.arn, action, target.arn, with_mfa, other)
    if target.family is TargetFamily.THERE:
        for corner, keys in corners:
            if corner is Family.NO_MFA and not caller.user:
                continue
            context = _PLAIN if corner is Family.NO_MFA else (*with_mfa, *keys)
            for action in target.actions:
                yield RepresentativeRequest(caller.arn, action, target.arn, context, corner)
