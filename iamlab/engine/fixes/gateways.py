"""Ways through one gate: for each thing that blocks there, the changes that take it away, tried one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.gates import Standing, documents_asked, has_boundary, standing
from iamlab.engine.evaluation.statement import compiled
from iamlab.engine.fixes.applying import after
from iamlab.engine.fixes.model import ChangeKind, Changes, PolicyChange, Reach
from iamlab.engine.fixes.widening import excepted, fresh_policy, widened, with_statement, with_version
from iamlab.engine.policy.documents import Effect, PolicyDocument
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.trace import Gate, GateKind, GateOutcome, PolicyTrace, PrincipalClass

_MOST_OPTIONS = 8
_MOST_TRIED = 24
_MOST_WAYS = 14
_LEVELLED = (GateKind.SCP, GateKind.RCP)
_COSTS = {
    ChangeKind.VERSION: 0.9,
    ChangeKind.WIDEN: 1.0,
    ChangeKind.EXCEPTION: 1.0,
    ChangeKind.NEW_STATEMENT: 3.0,
    ChangeKind.NEW_POLICY: 4.0,
    ChangeKind.REMOVE_STATEMENT: 6.0,
}
_A_SECOND_ELEMENT = 2.5
_OTHER_SIDE = 0.5
_ON_THE_IDENTITY = -0.8
"""A new policy of the caller's own is what most people would write, before another account's or a resource's."""


@dataclass(frozen=True, slots=True)
class Way:
    """Changes of a gate's policies, and what the gate says after them."""

    changes: Changes
    standing: Standing


def cost_of(change: PolicyChange) -> float:
    """How large a change is: one value is less than a statement, and that is less than a policy."""
    more = _A_SECOND_ELEMENT * (max(0, len(change.elements) - 1) + change.broad)
    other_side = _OTHER_SIDE if change.gate is GateKind.RESOURCE else 0.0
    own = _ON_THE_IDENTITY if (change.gate, change.kind) == (GateKind.IDENTITY, ChangeKind.NEW_POLICY) else 0.0
    return _COSTS[change.kind] + more + other_side + own


def ways_through(case: Case, gate: Gate, reach: Reach) -> tuple[Way, ...]:
    """The cheapest ways to open a gate, or to make its grant a stronger one. Each was tried."""
    exceptions = [_effective(case, gate.kind, each) for each in _exceptions(case, gate, reach)]
    allows = [_effective(case, gate.kind, each) for each in _allows(case, gate, reach)]
    combinations = [[*exceptions, *allows]]
    if gate.kind is GateKind.RESOURCE and exceptions and (gate.grants or case.request.same_account):
        combinations.insert(0, exceptions)
    found: list[Way] = []
    for blockers in combinations:
        if blockers and all(blockers):
            found += _tried(case, gate.kind, _mixed(blockers))
    return tuple(found[:_MOST_WAYS])


def blockers_left(case: Case, kind: GateKind) -> tuple[int, frozenset[tuple[str, PrincipalClass]]]:
    """How many Deny statements of a gate apply, and whom its Allow statements name, level by level."""
    denies, grants = 0, set()
    for level, document in _documents(case, kind):
        for statement in compiled(document):
            named = statement.applies(case.request, has_boundary(case))
            if named is None:
                continue
            if statement.effect is Effect.DENY:
                denies += 1
            else:
                grants.add((level, named))
    return denies, frozenset(grants)


def _documents(case: Case, kind: GateKind) -> Iterator[tuple[str, PolicyDocument]]:
    if kind not in _LEVELLED:
        yield from (("", document) for document in documents_asked(case, kind))
        return
    for level in (case.scps if kind is GateKind.SCP else case.rcps) or ():
        yield from ((level.target, document) for document in level.policies)


def _exceptions(case: Case, gate: Gate, reach: Reach) -> Iterator[list[PolicyChange]]:
    """For each Deny that applies, the changes that could spare the request. A policy attached twice is asked once."""
    seen: set[tuple[int, int]] = set()
    for policy in gate.policies:
        for trace in policy.statements:
            place = (id(policy.policy), trace.index)
            if trace.effect is not Effect.DENY or not trace.applies or place in seen:
                continue
            seen.add(place)
            found: list[PolicyChange] = []
            if reach.edit(policy.policy):
                found = list(excepted(policy.policy, trace, gate.kind, policy.level, case.request))
            yield found


def _allows(case: Case, gate: Gate, reach: Reach) -> Iterator[list[PolicyChange]]:
    """For each Allow that is missing, the changes that could give it, cheapest first."""
    if gate.kind is GateKind.SCP:
        for level in gate.levels:
            policies = [policy for policy in gate.policies if policy.level == level.target]
            if not any(policy.allows for policy in policies):
                yield _granting(case, gate.kind, level.target, policies, reach)
        return
    silent = not any(policy.allows for policy in gate.policies)
    if gate.kind is GateKind.RESOURCE:
        if PrincipalClass.EVERYONE not in gate.grants:
            yield _granting(case, gate.kind, "", list(gate.policies), reach)
    elif gate.kind is not GateKind.RCP and gate.outcome in (GateOutcome.DENY, GateOutcome.NO_ALLOW) and silent:
        yield _granting(case, gate.kind, "", list(gate.policies), reach)


def _granting(case: Case, kind: GateKind, level: str, policies: list[PolicyTrace], reach: Reach) -> list[PolicyChange]:
    request, found = case.request, list[PolicyChange | None]()
    for policy in (policy for policy in policies if reach.edit(policy.policy)):
        found.append(with_version(policy.policy, kind, level))
        for trace in policy.statements:
            if trace.effect is Effect.ALLOW and not trace.applies:
                found.append(widened(policy.policy, trace, kind, level, request))
    home = next((policy.policy for policy in policies if reach.extend(policy.policy)), None)
    if home:
        found.append(with_statement(home, kind, level, request))
        if request.uses_a_key and request.same_account:
            account = ("AWS", f"arn:aws:iam::{request.owner}:root")
            found.append(with_statement(home, kind, level, request, account))
    elif reach.create(kind):
        found.append(fresh_policy(_kind_of_new(case, kind), kind, level, request))
    return sorted((change for change in found if change), key=cost_of)[:_MOST_TRIED]


def _kind_of_new(case: Case, kind: GateKind) -> PolicyKind:
    if kind is GateKind.RESOURCE and case.request.assumes_a_role:
        return PolicyKind.TRUST
    if kind is GateKind.RESOURCE and case.request.uses_a_key:
        return PolicyKind.KEY
    return PolicyKind(kind.value)


def _effective(case: Case, kind: GateKind, changes: Iterable[PolicyChange]) -> list[PolicyChange]:
    """Those of the changes that take something out of the way: a Deny less applies, or an Allow more."""
    before, found = blockers_left(case, kind), list[PolicyChange]()
    for change in changes:
        tried = after(case, (change,))
        left = blockers_left(tried, kind) if tried else before
        if left[0] < before[0] or (left[0] == before[0] and left[1] > before[1]):
            found.append(change)
        if len(found) == _MOST_OPTIONS:
            break
    return found


def _mixed(blockers: list[list[PolicyChange]]) -> Iterator[Changes]:
    """The first option for every blocker, then each other option beside the first ones of the rest."""
    firsts = [options[0] for options in blockers]
    yield tuple(firsts)
    for number, options in enumerate(blockers):
        for option in options[1:]:
            yield (*firsts[:number], option, *firsts[number + 1 :])


def _tried(case: Case, kind: GateKind, ways: Iterable[Changes]) -> Iterator[Way]:
    for changes in ways:
        tried = after(case, dict.fromkeys(changes))
        if tried is not None:
            yield Way(tuple(dict.fromkeys(changes)), standing(tried, kind))
