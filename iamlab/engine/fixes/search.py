"""The search for the smallest fixes: ways to ask otherwise, ways through each gate, and what of them is enough."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import combinations, islice, product

from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.decision import Standings, combine
from iamlab.engine.evaluation.evaluate import is_allowed
from iamlab.engine.evaluation.gates import ORDER, documents_asked, standing, trace_gate
from iamlab.engine.fixes.applying import after
from iamlab.engine.fixes.asking import asked_around, asked_otherwise
from iamlab.engine.fixes.gateways import Way, blockers_left, cost_of, ways_through
from iamlab.engine.fixes.model import EVERYTHING, Change, ChangeKind, Changes, Fix, PolicyChange, Reach, RequestChange
from iamlab.engine.policy.documents import Effect
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Decision, Gate, GateKind, GateOutcome

MOST_FIXES = 3
_MOST_TRIED = 40
_WAYS_OF_ONE = {1: 14, 2: 4, 3: 2}
_MOST_GATES = 5
_DEPTH = 2
"""How many ways to ask otherwise are tried on top of each other."""
_FOLLOWED = 3
MOST_DENIES = 4
"""More explicit Denies than these at once are no matter of a smallest fix."""
_MOST_SEARCHES = 13
_MOST_STATEMENTS = 1_200
"""Statements traced for one request at most, all searches together; the first search is always made."""
_WITH_POLICIES = tuple(kind for kind in ORDER if kind is not GateKind.SERVICE)
_OWN_SIDE = frozenset({GateKind.IDENTITY, GateKind.BOUNDARY, GateKind.SESSION})
_A_PART_MORE = 2.0
_UNLIKELY = {"aws:sourceip": 1.6}
_ASKING = 0.8


def smallest_fixes(case: Case, reach: Reach = EVERYTHING, most: int = MOST_FIXES) -> tuple[Fix, ...]:
    """The smallest fixes of a denied case, up to `most`; none where it is allowed, or where nothing was found.

    Each was tried: with it the case is allowed, and without any one of its changes it is not. Those that loosen a
    guardrail come last. `reach` says what can be changed at all.
    """
    if is_allowed(case):
        return ()
    limited = cache(partial(_limited_after, case))
    found = [
        Fix(changes, _goes_around(case, changes, limited))
        for changes in dict.fromkeys(_found(case, reach, _DEPTH, _searches(case)))
    ]
    ranked = sorted(found, key=lambda fix: (fix.weakens, _cost(fix.changes)))
    sound = (fix for fix in ranked[:_MOST_TRIED] if _flips(case, fix.changes) and _is_minimal(case, fix.changes))
    return tuple(islice(_different(sound), most))


def _found(case: Case, reach: Reach, asking: int, searches: Iterator[int]) -> Iterator[Changes]:
    if next(searches, None) is None:
        return
    gates = _traced(case)
    if sum(blockers_left(case, kind)[0] for kind in _WITH_POLICIES) > MOST_DENIES:
        return
    standings = {kind: standing(case, kind) for kind in ORDER}
    ways = {gate.kind: ways_through(case, gate, reach) for gate in gates if _is_worth_opening(gate, case.request)}
    yield from _through_gates(case, standings, ways)
    if not asking:
        return
    followed = 0
    for changes in _ways_to_ask(gates, case.request):
        tried = after(case, changes)
        if tried is None:
            continue
        if is_allowed(tried):
            yield changes
        elif followed < _FOLLOWED and _is_nearer(case, tried):
            followed += 1
            yield from ((*changes, *more) for more in _found(tried, reach, asking - 1, searches))


def _searches(case: Case) -> Iterator[int]:
    """As many numbers as there may be searches: fewer where the policies are long."""
    statements = sum(len(document.statements) for kind in _WITH_POLICIES for document in documents_asked(case, kind))
    return iter(range(min(_MOST_SEARCHES, max(1, _MOST_STATEMENTS // max(1, statements)))))


def _traced(case: Case) -> tuple[Gate, ...]:
    return tuple(trace_gate(case, kind) for kind in ORDER)


def _is_worth_opening(gate: Gate, request: Request) -> bool:
    """Whether a gate stands in the way, or is a resource policy that could grant instead of the caller's own."""
    shut = gate.outcome in (GateOutcome.DENY, GateOutcome.NO_ALLOW)
    could_grant = gate.kind is GateKind.RESOURCE and request.resource != "*"
    return gate.kind is not GateKind.SERVICE and (shut or could_grant)


def _through_gates(case: Case, standings: Standings, ways: Mapping[GateKind, tuple[Way, ...]]) -> Iterator[Changes]:
    """Sets of gates that are enough together, the smallest first; larger sets only where smaller ones are not."""
    enough: list[frozenset[GateKind]] = []
    kinds = [kind for kind in ORDER if ways.get(kind)]
    for size in range(1, min(len(kinds), _MOST_GATES) + 1):
        for chosen in combinations(kinds, size):
            if any(smaller < {*chosen} for smaller in enough):
                continue
            limit = _WAYS_OF_ONE.get(size, 1)
            for mixed in product(*(ways[kind][:limit] for kind in chosen)):
                changed = {kind: way.standing for kind, way in zip(chosen, mixed, strict=True)}
                verdict = combine(case.request, {**standings, **changed}, name_blockers=False)
                if verdict.decision is Decision.ALLOW:
                    enough.append(frozenset(chosen))
                    yield tuple(dict.fromkeys(change for way in mixed for change in way.changes))


def _ways_to_ask(gates: tuple[Gate, ...], request: Request) -> tuple[tuple[RequestChange, ...], ...]:
    """What to ask otherwise, so that an Allow that nearly applies does, or a Deny that applies does not."""
    found: list[tuple[RequestChange, ...]] = []
    for gate in gates:
        for policy in gate.policies:
            for trace in policy.statements:
                statement = policy.policy.statements[trace.index]
                if trace.effect is Effect.ALLOW and not trace.applies:
                    found.append(asked_otherwise(statement, trace, request) or ())
                elif trace.effect is Effect.DENY and trace.applies:
                    found += [(change,) for change in asked_around(statement, trace, request)]
    return tuple(dict.fromkeys(changes for changes in found if changes))[:_MOST_TRIED]


def _is_nearer(case: Case, tried: Case) -> bool:
    """Whether a Deny less applies somewhere, or an Allow more."""
    for kind in _WITH_POLICIES:
        before, left = blockers_left(case, kind), blockers_left(tried, kind)
        if left[0] < before[0] or left[1] > before[1]:
            return True
    return False


def _gates_with_a_condition(gates: tuple[Gate, ...]) -> frozenset[GateKind]:
    """Gates at which a statement allows just this request under a condition that does not hold."""
    return frozenset(
        gate.kind
        for gate in gates
        for policy in gate.policies
        for trace in policy.statements
        if trace.effect is Effect.ALLOW and not trace.applies and all(each.matches for each in trace.elements)
    )


def _limited_after(case: Case, asked: Changes) -> frozenset[GateKind]:
    """The gates with a condition that still does not hold when the request is made otherwise."""
    return _gates_with_a_condition(_traced(after(case, asked) or case))


def _goes_around(case: Case, changes: Changes, limited: Callable[[Changes], frozenset[GateKind]]) -> bool:
    """Whether a boundary is gone past, or the condition of a statement that allows just this is got round."""
    edits = [change for change in changes if isinstance(change, PolicyChange) and change.effect is Effect.ALLOW]
    asked = tuple(change for change in changes if isinstance(change, RequestChange))
    wider = (change.gate for change in edits if change.kind is not ChangeKind.VERSION)
    if any(_gets_round(case.request, gate, limited(asked)) for gate in wider):
        return True
    tried = after(case, changes)
    return tried is not None and standing(tried, GateKind.BOUNDARY).outcome is GateOutcome.NO_ALLOW


def _gets_round(request: Request, gate: GateKind, limited: frozenset[GateKind]) -> bool:
    """Whether an Allow at a gate does what a condition at one of the limited gates forbids.

    Where not both sides have to allow, the resource's policy can grant in place of the caller's own, and the other way
    round where it is not required (D20, D21).
    """
    if gate in limited or request.needs_both_sides:
        return gate in limited
    if gate is GateKind.RESOURCE:
        return not limited.isdisjoint(_OWN_SIDE)
    return gate is GateKind.IDENTITY and GateKind.RESOURCE in limited and not request.needs_resource_policy


def _flips(case: Case, changes: Iterable[Change]) -> bool:
    tried = after(case, changes)
    return tried is not None and is_allowed(tried)


def _is_minimal(case: Case, changes: Changes) -> bool:
    """Whether no change can be left out."""
    return not any(_flips(case, (*changes[:index], *changes[index + 1 :])) for index in range(len(changes)))


def _cost(changes: Changes) -> float:
    return sum(map(_cost_of, changes)) + _A_PART_MORE * (len(changes) - 1)


def _cost_of(change: Change) -> float:
    if isinstance(change, PolicyChange):
        return cost_of(change)
    return _UNLIKELY.get(change.key.lower(), _ASKING)


def _different(fixes: Iterable[Fix]) -> Iterator[Fix]:
    """Of fixes that do the same kind of thing in the same places, the first."""
    seen: set[tuple[object, ...]] = set()
    for fix in fixes:
        kind = tuple(_sort_of(change) for change in fix.changes)
        if kind not in seen:
            seen.add(kind)
            yield fix


def _sort_of(change: Change) -> tuple[object, ...]:
    if isinstance(change, PolicyChange):
        return change.gate, change.kind, change.elements
    return (change.key.lower(),)
