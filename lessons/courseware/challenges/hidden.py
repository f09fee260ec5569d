"""Requests that nobody sees before they fail: neighbours of the visible ones, and what the reference says to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from iamlab.cloud import (
    Cloud,
    Family,
    RepresentativeRequest,
    Resource,
    ResourceKind,
    answers,
    parse_policy_ref,
    session_for,
    set_policy_text,
    universe,
    with_every_role_worn,
)
from iamlab.cloud import UnknownPolicy as NoSuchPlace
from lessons.courseware.challenges.challenge import Challenge, NamedAccess
from lessons.courseware.claims import ImpossibleVariation, scenario_of

Asked = tuple[str, str, str]
"""Caller, action and resource of a request."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the reference solution answers to every request of the challenge's universe.

    `neighbours` are the requests one step away from a need that nobody is shown.
    """

    requests: tuple[RepresentativeRequest, ...]
    allowed: frozenset[RepresentativeRequest]
    neighbours: tuple[RepresentativeRequest, ...]


def cloud_with(challenge: Challenge, scenario: str, policies: Mapping[str, str]) -> Cloud:
    """The cloud of the challenge with policies in place: those it starts with, and over them those given.

    Every role is worn by somebody, so that each can ask, and every object that a request names is there, so that it has
    neighbours. Raises ImpossibleVariation for a place that is not there.
    """
    cloud = scenario_of(scenario).cloud
    for access in (*challenge.needs, *challenge.forbidden):
        cloud, _ = session_for(cloud, access.request.caller)
        cloud = _with_object(cloud, access.request.resource)
    cloud = with_every_role_worn(cloud)
    for place, text in {**challenge.start, **policies}.items():
        ref = parse_policy_ref(place)
        try:
            if ref is None:
                raise NoSuchPlace(place)
            cloud = set_policy_text(cloud, ref, text.rstrip("\n"))
        except NoSuchPlace:
            raise ImpossibleVariation(f"the scenario has no policy `{place}`") from None
    return cloud


def challenge_cloud(challenge: Challenge, scenario: str) -> Cloud:
    """The cloud that a challenge starts with."""
    return cloud_with(challenge, scenario, {})


def _with_object(cloud: Cloud, arn: str) -> Cloud:
    bucket, slash, key = arn.removeprefix("arn:aws:s3:::").partition("/")
    found = cloud.bucket(bucket) if slash and key else None
    if found is None or found[0].resource(arn):
        return cloud
    account = found[0]
    there = Resource(ResourceKind.OBJECT, f"{bucket}/{key}")
    return cloud.with_account(replace(account, resources=(*account.resources, there)))


@lru_cache(maxsize=64)
def _reference(key: "_Key") -> Reference:
    cloud = cloud_with(key.challenge, key.scenario, key.challenge.solution.policies)
    requests = universe(cloud)
    said = answers(cloud, requests)
    allowed = frozenset(request for request in requests if said[request])
    return Reference(requests, allowed, tuple(_neighbours(key.challenge, requests)))


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """A challenge and its scenario, told apart by their version: hashing them whole would be slow."""

    challenge: Challenge
    scenario: str
    version: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)


def reference_of(challenge: Challenge, scenario: str) -> Reference:
    """What the reference answers; remembered, since every check of a solution asks."""
    return _reference(_Key(challenge, scenario, challenge.version(scenario)))


def hidden_checks(challenge: Challenge, scenario: str) -> tuple[tuple[RepresentativeRequest, bool], ...]:
    """The hidden requests, and whether each has to be allowed.

    Each differs from a visible need in one thing only. The draw follows from the challenge's uuid, so that everybody
    meets the same; fewer come than the challenge asks for where there are no more.
    """
    denied = (
        request
        for family, number in challenge.hidden.items()
        for request in candidates(challenge, scenario, family)[:number]
    )
    allowed = needed_candidates(challenge, scenario)[: challenge.hidden_needs]
    return (*((request, True) for request in allowed), *((request, False) for request in denied))


def candidates(challenge: Challenge, scenario: str, family: Family) -> list[RepresentativeRequest]:
    """All requests of a family that could be drawn to be denied, in the order in which they are."""
    reference = reference_of(challenge, scenario)
    found = [request for request in reference.neighbours if request.family is family]
    return _shuffled([request for request in found if request not in reference.allowed], challenge, family)


def needed_candidates(challenge: Challenge, scenario: str) -> list[RepresentativeRequest]:
    """All requests that could be drawn to be allowed: the same actions, by somebody else or on something else."""
    reference = reference_of(challenge, scenario)
    actions = {need.request.action.lower() for need in challenge.needs}
    found = [request for request in reference.neighbours if request.action.lower() in actions]
    return _shuffled([request for request in found if request in reference.allowed], challenge, "needs")


def _shuffled(found: list[RepresentativeRequest], challenge: Challenge, what: str) -> list[RepresentativeRequest]:
    Random(f"{challenge.uuid}/{what}").shuffle(found)  # noqa: S311 - for variety, not for secrecy
    return found


def _neighbours(challenge: Challenge, requests: Iterable[RepresentativeRequest]) -> Iterator[RepresentativeRequest]:
    visible = {_asked(access) for access in (*challenge.needs, *challenge.forbidden)}
    needs = [_identified(_asked(access)) for access in challenge.needs]
    for request in requests:
        asked = _of(request)
        if request.family not in _CORNERS and asked in visible:
            continue
        known = _identified(asked)
        if any(_is_next_to(known, need) for need in needs):
            yield request


_CORNERS = frozenset({Family.NO_MFA, Family.NO_TLS, Family.OTHER_REGION})
"""Families that ask the same under other circumstances."""


def _asked(access: NamedAccess) -> Asked:
    request = access.request
    return request.caller, request.action.lower(), request.resource


def _of(request: RepresentativeRequest) -> Asked:
    return request.caller, request.action.lower(), request.resource


def _is_next_to(request: Asked, need: Asked) -> bool:
    """Whether a request differs from a need in at most one of caller, action and resource."""
    return (request[0] != need[0]) + (request[1] != need[1]) + (request[2] != need[2]) <= 1


def _identified(asked: Asked) -> Asked:
    return _identity(asked[0]), asked[1], asked[2]


@lru_cache(maxsize=4096)
def _identity(caller: str) -> str:
    """A caller, a role and its sessions as one: any session of a role asks as the role."""
    account, kind, name = (caller.split(":") + [""] * 5)[4], *caller.rpartition(":")[2].partition("/")[::2]
    match kind:
        case "role":
            return f"{account}/{name.rpartition('/')[2]}"
        case "assumed-role":
            return f"{account}/{name.partition('/')[0]}"
    return caller
