"""The policies that have a say in a request, each with the place it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iamlab.cloud.callers import Caller
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.control_policies import RCP, SCP, Level, levels_for
from iamlab.cloud.endpoints import Way
from iamlab.cloud.places import PolicySlot
from iamlab.cloud.problems import PolicyProblem, Problem
from iamlab.cloud.targets import Target
from iamlab.engine import Case, PolicyDocument, PolicyLevel, PolicyReading, Request, resource_policy_kind


@dataclass(frozen=True, slots=True)
class CaseReading:
    """The case that a request makes, or all problems that stand in the way of one.

    `policies` pairs every policy of the case with the place it comes from; `left_out` are those that would have a say
    if the cloud did not leave them out.
    """

    case: Case | None
    problems: tuple[Problem, ...] = ()
    policies: tuple[tuple[PolicyDocument, PolicySlot], ...] = ()
    left_out: tuple[PolicySlot, ...] = ()

    def slot_of(self, document: PolicyDocument) -> PolicySlot | None:
        """The place that a policy of the case, or of its trace, comes from."""
        return next((slot for policy, slot in self.policies if policy is document), None)


def collected(cloud: Cloud, request: Request, who: Caller, target: Target, way: Way) -> CaseReading:
    """The case with all its policies, or a problem for each that cannot be read."""
    own = target.policy
    asked = own is not None and own.text is not None and own.kind is resource_policy_kind(request)
    resource = (own,) if own and asked else ()
    boundary = (who.boundary,) if who.boundary else ()
    endpoint = (way.policy,) if way.policy else ()
    scps = levels_for(cloud.organization, SCP, who.home)
    rcps = levels_for(cloud.organization, RCP, target.owner)
    levels = (slots for _, slots in (*(scps or ()), *(rcps or ())))
    slots = _once(who.identity_policies, boundary, who.session_policies, resource, endpoint, *levels)
    left_out = tuple(slot for slot in slots if slot.called in cloud.left_out) if cloud.left_out else ()
    readings = {slot: slot.read() for slot in slots if slot not in left_out}
    problems = _unreadable(readings)
    if problems:
        return CaseReading(None, problems, left_out=left_out)
    documents = {slot: reading.document for slot, reading in readings.items() if reading.document}
    case = Case(
        request,
        _those(documents, who.identity_policies),
        _only(documents, boundary),
        _those(documents, who.session_policies),
        _only(documents, resource),
        _policy_levels(documents, scps),
        _policy_levels(documents, rcps),
        _only(documents, endpoint),
    )
    return CaseReading(case, (), tuple((document, slot) for slot, document in documents.items()), left_out)


def _once(*groups: Iterable[PolicySlot]) -> tuple[PolicySlot, ...]:
    """All slots of the groups; one that is attached at several levels counts once."""
    return tuple(dict.fromkeys(slot for group in groups for slot in group))


def _unreadable(readings: Mapping[PolicySlot, PolicyReading]) -> tuple[PolicyProblem, ...]:
    unread = ((slot, reading) for slot, reading in readings.items() if reading.document is None)
    return tuple(PolicyProblem(slot, reading.diagnostics) for slot, reading in unread)


_Documents = Mapping[PolicySlot, PolicyDocument]


def _those(documents: _Documents, slots: Iterable[PolicySlot]) -> tuple[PolicyDocument, ...]:
    return tuple(documents[slot] for slot in slots if slot in documents)


def _only(documents: _Documents, slots: tuple[PolicySlot, ...]) -> PolicyDocument | None:
    return documents.get(slots[0]) if slots else None


def _policy_levels(documents: _Documents, levels: tuple[Level, ...] | None) -> tuple[PolicyLevel, ...] | None:
    if levels is None:
        return None
    return tuple(PolicyLevel(name, _those(documents, slots)) for name, slots in levels)
