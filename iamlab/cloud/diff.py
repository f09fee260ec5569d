"""What two states of a cloud decide differently, found by asking the same representative requests of both.

It is a search, not a proof, and asks only what the difference between the two states can concern.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest

from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.problems import PolicyProblem
from iamlab.cloud.sides import Sides, alike, changed_endpoints, concern_of, named_objects
from iamlab.cloud.strangers import with_strangers
from iamlab.cloud.universe import MOST_REQUESTS, Family, RepresentativeRequest, universe, verdicts
from iamlab.engine import Decision, GateKind

CORNERS = (Family.NO_MFA, Family.NO_TLS, Family.OTHER_REGION, Family.THROUGH_ENDPOINT)
"""Families of requests that differ from plain ones in their context alone."""


class Turn(StrEnum):
    """What became of a request's decision from one state to the other."""

    NOW_ALLOWED = "now_allowed"
    NO_LONGER = "no_longer"
    ELSEWHERE = "elsewhere"


Standpoint = tuple[Decision, GateKind] | None
"""What is decided, and at which gate; None where the caller or the resource is not there."""


@dataclass(frozen=True, slots=True)
class AccessChange:
    """Requests of one service that turned alike, for the same `callers`.

    `corner` names the context that they need, where plain requests did not turn. `witness` is one of them; `count`
    counts them all.
    """

    turn: Turn
    callers: tuple[str, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    corner: Family | None
    before: Standpoint
    after: Standpoint
    witness: RepresentativeRequest
    count: int


@dataclass(frozen=True, slots=True)
class AccessDiff:
    """What turned, found over `searched` requests; `is_cut` says that there were more than one search asks.

    `undecided` counts requests for which a policy can't be read. `before` and `after` are the two states as they were
    asked: with the same sessions, at the same moment, and with the accounts outside that a changed policy names.
    """

    changes: tuple[AccessChange, ...]
    searched: int
    is_cut: bool
    undecided: int
    before: Cloud
    after: Cloud

    def count(self, turn: Turn) -> int:
        """How many requests turned that way."""
        return sum(change.count for change in self.changes if change.turn is turn)


def access_diff(before: Cloud, after: Cloud) -> AccessDiff:
    """Compare two states of a cloud."""
    before, after = alike(*with_strangers(before, after))
    objects, endpoints = named_objects(before, after), changed_endpoints(before, after)
    then, now = Sides(before), Sides(after)
    concern = concern_of(then, now, objects)
    asked = (universe(cloud, concern, objects, endpoints) for cloud in (before, after))
    requests = tuple(dict.fromkeys(each for each in chain.from_iterable(zip_longest(*asked)) if each))
    chosen = requests[:MOST_REQUESTS]
    turned, undecided = _turned(then, now, chosen)
    changes = tuple(_merged(_grouped(turned)))
    order = {turn: number for number, turn in enumerate(Turn)}
    ranked = sorted(changes, key=lambda each: (order[each.turn], each.corner is not None, -each.count))
    return AccessDiff(tuple(ranked), len(chosen), len(requests) >= MOST_REQUESTS, undecided, before, after)


@dataclass(frozen=True, slots=True)
class _Turned:
    """One request whose decision turned."""

    turn: Turn
    request: RepresentativeRequest
    before: Standpoint
    after: Standpoint


def _turned(then: Sides, now: Sides, requests: tuple[RepresentativeRequest, ...]) -> tuple[tuple[_Turned, ...], int]:
    """The requests that turned, and how many could not be decided."""
    befores, afters = _standpoints(then, requests), _standpoints(now, requests)
    found, undecided = [], 0
    for request in requests:
        if request not in befores or request not in afters:
            undecided += 1
            continue
        before, after = befores[request], afters[request]
        turn = _turn(before, after)
        if turn:
            found.append(_Turned(turn, request, before, after))
    return tuple(found), undecided


def _standpoints(
    sides: Sides, requests: tuple[RepresentativeRequest, ...]
) -> Mapping[RepresentativeRequest, Standpoint]:
    """What is decided of each request; those are left out for which a policy can't be read."""
    there = [request for request in requests if sides.has(request)]
    found: dict[RepresentativeRequest, Standpoint] = dict.fromkeys(requests)
    for request, verdict in verdicts(sides.cloud, there).items():
        if verdict:
            found[request] = (verdict.decision, verdict.decided_by)
        elif _is_unread(sides.cloud, request):
            del found[request]
    return found


def _is_unread(cloud: Cloud, request: RepresentativeRequest) -> bool:
    """Whether a policy stands in the way of a decision; else it is about a role or a key that is not there."""
    reading = case_for(cloud, request.caller, request.action, request.resource, dict(request.context))
    return any(isinstance(problem, PolicyProblem) for problem in reading.problems)


def _turn(before: Standpoint, after: Standpoint) -> Turn | None:
    """What became of a decision. Who is not there is not allowed, and nothing is decided elsewhere for them."""
    then, now = (each is not None and each[0] is Decision.ALLOW for each in (before, after))
    if then is not now:
        return Turn.NOW_ALLOWED if now else Turn.NO_LONGER
    return Turn.ELSEWHERE if before and after and before != after else None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the requests of one group have in common, besides who asks."""

    turn: Turn
    before: Standpoint
    after: Standpoint
    service: str
    corner: Family | None


_Groups = Mapping[tuple[_Shape, str], list[_Turned]]


def _grouped(turned: Iterable[_Turned]) -> _Groups:
    """The requests by shape and caller. One in a corner of the context counts as plain where the plain one turned."""
    turned = tuple(turned)
    plain = {
        (each.turn, each.request.caller, each.request.action, each.request.resource)
        for each in turned
        if each.request.family not in CORNERS
    }
    groups: dict[tuple[_Shape, str], list[_Turned]] = {}
    for each in turned:
        request = each.request
        twin = (each.turn, request.caller, request.action, request.resource) in plain
        corner = request.family if request.family in CORNERS and not twin else None
        shape = _Shape(each.turn, each.before, each.after, request.action.partition(":")[0], corner)
        groups.setdefault((shape, request.caller), []).append(each)
    return groups


def _merged(groups: _Groups) -> Iterator[AccessChange]:
    """One change for all callers for whom the same turned."""
    alike: dict[tuple[_Shape, frozenset[tuple[str, str]]], list[list[_Turned]]] = {}
    for (shape, _), found in groups.items():
        asked = frozenset((each.request.action, each.request.resource) for each in found)
        alike.setdefault((shape, asked), []).append(found)
    for (shape, _), several in alike.items():
        requests = [each.request for found in several for each in found]
        yield AccessChange(
            shape.turn,
            _once(request.caller for request in requests),
            _once(request.action for request in requests),
            _once(request.resource for request in requests),
            shape.corner,
            shape.before,
            shape.after,
            requests[0],
            len(requests),
        )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
