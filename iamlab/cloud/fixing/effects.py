"""What else a fix changes, found by asking every representative request before and after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.fixing.parts import Asked, Fix, PolicyEdit, apply_fix
from iamlab.cloud.universe import RepresentativeRequest, answers, universe

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class SideEffect:
    """Requests of one caller and action that a fix decides otherwise; `resources` are some of theirs."""

    caller: str
    action: str
    resources: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SideEffects:
    """What a fix also allows and no longer allows, found by search over `searched` requests, which is no proof."""

    also_allows: tuple[SideEffect, ...]
    no_longer: tuple[SideEffect, ...]
    searched: int


def side_effects(cloud: Cloud, asked: Asked, fix: Fix) -> SideEffects:
    """Compare the cloud before and after a fix. Changes of the request itself have no side effects."""
    edits = tuple(part for part in fix.parts if isinstance(part, PolicyEdit))
    if not edits:
        return SideEffects((), (), 0)
    after, _ = apply_fix(cloud, asked, edits)
    requests = tuple(dict.fromkeys((*universe(cloud), *universe(after))))
    then, now = answers(cloud, requests), answers(after, requests)
    wanted = (asked.caller, asked.action.lower(), asked.resource)
    others = [each for each in requests if (each.caller, each.action.lower(), each.resource) != wanted]
    more = (each for each in others if now[each] and not then[each])
    less = (each for each in others if then[each] and not now[each])
    return SideEffects(_grouped(more), _grouped(less), len(requests))


def _grouped(requests: Iterable[RepresentativeRequest]) -> tuple[SideEffect, ...]:
    groups: dict[tuple[str, str], list[str]] = {}
    for request in requests:
        groups.setdefault((request.caller, request.action), []).append(request.resource)
    return tuple(
        SideEffect(caller, action, tuple(dict.fromkeys(resources))[:MOST_NAMED], len(resources))
        for (caller, action), resources in groups.items()
    )
