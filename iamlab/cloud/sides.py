"""What callers and resources bring into the decisions of two states of a cloud, compared before anything is asked.

A request is decided alike in both states where its caller and its resource bring the same: only others need asking.
Sessions and the clock are those of the later state on both sides, and every role has a session, so that nothing but
policies, tags and what is there is compared.
"""

import re
from dataclasses import dataclass, replace

from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.control_policies import RCP, SCP, levels_for
from iamlab.cloud.managed_policies import can_attach
from iamlab.cloud.organization_keys import principal_keys, resource_keys
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.resources import VpcEndpoint
from iamlab.cloud.sessions import FederatedSession, Session
from iamlab.cloud.standing_in import with_every_role_worn
from iamlab.cloud.targets import Target, find_target
from iamlab.cloud.universe import Concern, RepresentativeRequest
from iamlab.cloud.universe_targets import targets_of

MOST_OBJECTS = 100
_OBJECT = re.compile(r"arn:aws:s3:::[a-z0-9.-]{3,63}/[^*?$]+")
_NO_ACCOUNT = ""


def alike(before: Cloud, after: Cloud) -> tuple[Cloud, Cloud]:
    """Both states with the same sessions and the same clock."""
    after = with_every_role_worn(after)
    earlier = with_every_role_worn(replace(before, now=after.now, sessions=after.sessions))
    known = {session.arn for session in after.sessions}
    gone = tuple(session for session in earlier.sessions if session.arn not in known)
    before = replace(
        earlier,
        sessions=tuple(each for each in earlier.sessions if _has_policies(before, each)),
        federated_sessions=tuple(each for each in after.federated_sessions if _has_policies(before, each)),
        token_sessions=after.token_sessions,
    )
    return before, replace(after, sessions=(*after.sessions, *gone))


def _has_policies(cloud: Cloud, session: Session | FederatedSession) -> bool:
    """Whether the managed policies passed to a session are there."""
    account = cloud.account(session.account_id)
    arns = session.policy_arns
    return not arns or (account is not None and all(can_attach(account, arn) for arn in arns))


def named_objects(before: Cloud, after: Cloud) -> tuple[str, ...]:
    """An object for each pattern that a policy which differs has for objects: `reports/2026/*` names one of 2026."""
    then, now = ({(slot.ref, slot.text): slot for slot in policy_slots(cloud)} for cloud in (before, after))
    found: set[str] = set()
    for key in then.keys() ^ now.keys():
        document = (then.get(key) or now[key]).read().document
        for statement in document.statements if document else ():
            if statement.resource:
                found |= set(map(_instance, statement.resource.values))
    return tuple(sorted(arn for arn in found if _OBJECT.fullmatch(arn)))[:MOST_OBJECTS]


def changed_endpoints(before: Cloud, after: Cloud) -> tuple[VpcEndpoint, ...]:
    """The VPC endpoints that are in both states, and differ."""
    then = {endpoint.name: endpoint for account in before.accounts for endpoint in account.vpc_endpoints}
    now = (endpoint for account in after.accounts for endpoint in account.vpc_endpoints)
    return tuple(endpoint for endpoint in now if then.get(endpoint.name, endpoint) != endpoint)


def _instance(pattern: str) -> str:
    return pattern.replace("*", "example").replace("?", "x")


@dataclass(frozen=True, slots=True)
class Side:
    """All that a caller or a resource brings: to be compared only. `there` says that the cloud has it."""

    there: bool
    brings: object


class Sides:
    """The sides of one state, each worked out once."""

    def __init__(self, cloud: Cloud) -> None:
        """Take the state."""
        self.cloud = cloud
        self._callers: dict[str, Side] = {}
        self._resources: dict[str, Side] = {}

    def of_caller(self, arn: str) -> Side:
        """A caller with its policies and tags. RCPs of its account bind requests that name no resource."""
        if arn not in self._callers:
            who, organization = find_caller(self.cloud, arn), self.cloud.organization
            account = who.principal.account if isinstance(who, Caller) else None
            levels = tuple(levels_for(organization, kind, account) for kind in (SCP, RCP))
            brings = (who, levels, principal_keys(organization, account))
            self._callers[arn] = Side(isinstance(who, Caller), brings)
        return self._callers[arn]

    def of_resource(self, arn: str) -> Side:
        """A resource with its policy and tags; `*` is always there, and its caller's."""
        if arn not in self._resources:
            target, organization = find_target(self.cloud, "", arn, _NO_ACCOUNT), self.cloud.organization
            owner = target.owner if isinstance(target, Target) else _NO_ACCOUNT
            brings = (target, levels_for(organization, RCP, owner), resource_keys(organization, owner))
            self._resources[arn] = Side(isinstance(target, Target), brings)
        return self._resources[arn]

    def has(self, request: RepresentativeRequest) -> bool:
        """Whether both the caller and the resource are there."""
        return self.of_caller(request.caller).there and self.of_resource(request.resource).there


def concern_of(then: Sides, now: Sides, objects: tuple[str, ...]) -> Concern:
    """Whether a request can be decided differently: its caller's side differs, or its resource's."""
    arns = {*then.cloud.principals(), *now.cloud.principals()}
    callers = {arn for arn in arns if then.of_caller(arn) != now.of_caller(arn)}
    found = {target.arn for sides in (then, now) for target in targets_of(sides.cloud, objects)}
    targets = {arn for arn in found if then.of_resource(arn) != now.of_resource(arn)}
    return lambda caller, resource: caller in callers or resource in targets
