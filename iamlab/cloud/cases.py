"""What a principal's request means: the case for the engine, with every policy of the cloud that has a say."""

from collections.abc import Mapping
from types import MappingProxyType

from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading, collected
from iamlab.cloud.endpoints import Way, find_way
from iamlab.cloud.organization_keys import principal_keys, resource_keys
from iamlab.cloud.problems import Problem, RequestProblem
from iamlab.cloud.targets import Target, find_target, no_such_key, no_such_role
from iamlab.engine import Request, action_mistake, build_request

NO_CONTEXT: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def case_for(
    cloud: Cloud,
    caller: str,
    action: str,
    resource: str,
    context: Mapping[str, tuple[str, ...]] = NO_CONTEXT,
    *,
    absent: frozenset[str] = frozenset(),
) -> CaseReading:
    """The case of one request: `caller` and `resource` are ARNs, `action` is `prefix:Operation`.

    `context` maps condition keys to values and wins over what the cloud knows; a key without values is not carried, and
    `aws:SourceVpce` brings that endpoint's policy in. `absent` are more keys, or prefixes such as `aws:RequestTag/`.
    What cannot be decided is told in the reading's problems, all at once; nothing is raised for it.
    """
    who = find_caller(cloud, caller)
    account = who.principal.account if isinstance(who, Caller) else None
    target = find_target(cloud, action, resource, account)
    way = find_way(cloud, action, context)
    mistake = action_mistake(action)
    if not isinstance(who, Caller) or not isinstance(target, Target) or isinstance(way, RequestProblem) or mistake:
        # Whose resource `*` is cannot be told of a caller who cannot ask: that is no problem of its own.
        wrong = None if resource == "*" and not isinstance(who, Caller) else target
        in_action = RequestProblem("action", mistake.message, mistake.help) if mistake else None
        return CaseReading(None, _problems_of(who, in_action, wrong, way))
    facts = {**target.facts, **who.facts, **way.facts}
    facts |= principal_keys(cloud.organization, who.home) | resource_keys(cloud.organization, target.owner)
    given = {key.lower() for key in context}
    removed = frozenset(key for key in absent | target.absent | who.absent if key.lower() not in given)
    at = (who.principal, action, resource, target.owner, context)
    request = build_request(*at, now=cloud.now, facts=facts, via_endpoint=way.endpoint, removed=removed)
    problem = _beyond_the_cloud(cloud, request, target)
    return CaseReading(None, (problem,)) if problem else collected(cloud, request, who, target, way)


def _problems_of(*found: Caller | Target | Way | Problem | None) -> tuple[Problem, ...]:
    """What of all that was looked for could not be found."""
    return tuple(each for each in found if each and not isinstance(each, (Caller, Target, Way)))


def _beyond_the_cloud(cloud: Cloud, request: Request, target: Target) -> Problem | None:
    """A resource policy that has to be asked and that the cloud does not have (D20)."""
    account = cloud.account(target.owner)
    if account is None or target.policy is not None:
        return None
    if request.assumes_a_role:
        return no_such_role(account, request)
    return no_such_key(account, request.resource) if request.uses_a_key else None
