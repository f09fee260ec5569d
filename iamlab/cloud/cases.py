"""What a principal's request means: the case for the engine, with every policy of the cloud that has a say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.policies import PolicySlot
from iamlab.cloud.problems import NotModelled, PolicyProblem, Problem, RequestProblem
from iamlab.cloud.resources import Target, find_target, no_such_role
from iamlab.engine import (
    Case,
    PolicyDocument,
    Request,
    action_mistake,
    build_request,
    resource_policy_kind,
)

NO_CONTEXT: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CaseReading:
    """The case that a request makes, or all problems that stand in the way of one.

    `policies` pairs every policy of the case with the place it comes from.
    """

    case: Case | None
    problems: tuple[Problem, ...] = ()
    policies: tuple[tuple[PolicyDocument, PolicySlot], ...] = ()

    def slot_of(self, document: PolicyDocument) -> PolicySlot | None:
        """The place that a policy of the case, or of its trace, comes from."""
        return next((slot for policy, slot in self.policies if policy is document), None)


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

    `context` maps condition keys to values and wins over what the cloud knows; a key without values is one that the
    request does not carry. `absent` are more such keys, and prefixes of keys such as `aws:RequestTag/`. What cannot be
    decided is told in the reading's problems, all at once; nothing is raised for what a learner can write.
    """
    who = find_caller(cloud, caller)
    account = who.principal.account if isinstance(who, Caller) else None
    target = find_target(cloud, action, resource, account)
    mistake = action_mistake(action)
    if not isinstance(who, Caller) or not isinstance(target, Target) or mistake:
        wrong = RequestProblem("action", mistake.message, mistake.help) if mistake else None
        found = (who, wrong, target)
        return CaseReading(None, tuple(each for each in found if each and not isinstance(each, (Caller, Target))))
    given = {key.lower() for key in context}
    removed = frozenset(key for key in absent | target.absent | who.absent if key.lower() not in given)
    request = build_request(
        who.principal,
        action,
        resource,
        target.owner,
        context,
        now=cloud.now,
        facts={**target.facts, **who.facts},
        removed=removed,
    )
    problem = _beyond_the_cloud(cloud, request, target)
    return CaseReading(None, (problem,)) if problem else _collected(request, who, target)


def _beyond_the_cloud(cloud: Cloud, request: Request, target: Target) -> Problem | None:
    """A resource policy that has to be asked and that the cloud does not have (D20)."""
    account = cloud.account(target.owner)
    if request.assumes_a_role and target.policy is None and account:
        return no_such_role(account, request.resource, request.principal.arn)
    if request.uses_a_key:
        return NotModelled("KMS keys and their policies are not modelled", "Ask for another resource.")
    return None


def _collected(request: Request, who: Caller, target: Target) -> CaseReading:
    """The case with all its policies, or a problem for each that cannot be read."""
    own = target.policy
    asked = own is not None and own.text is not None and own.kind is resource_policy_kind(request)
    resource_slots = (own,) if own and asked else ()
    boundary_slots = (who.boundary,) if who.boundary else ()
    groups = (who.identity_policies, boundary_slots, who.session_policies, resource_slots)
    problems = tuple(problem for slots in groups for problem in _unreadable(slots))
    if problems:
        return CaseReading(None, problems)
    identity, boundary, session, resource = (_documents(slots) for slots in groups)
    case = Case(
        request,
        identity,
        boundary[0] if boundary else None,
        session,
        resource[0] if resource else None,
    )
    documents = (*identity, *boundary, *session, *resource)
    slots = (slot for group in groups for slot in group)
    return CaseReading(case, policies=tuple(zip(documents, slots, strict=True)))


def _unreadable(slots: Iterable[PolicySlot]) -> tuple[PolicyProblem, ...]:
    readings = ((slot, slot.read()) for slot in slots)
    return tuple(PolicyProblem(slot, reading.diagnostics) for slot, reading in readings if reading.document is None)


def _documents(slots: Iterable[PolicySlot]) -> tuple[PolicyDocument, ...]:
    return tuple(document for slot in slots if (document := slot.read().document))
