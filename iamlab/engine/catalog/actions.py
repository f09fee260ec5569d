"""From an action pattern to the actions that it covers."""

from collections.abc import Iterator
from functools import lru_cache

from iamlab.engine.catalog.model import Action, Service
from iamlab.engine.catalog.reference import service, service_prefixes
from iamlab.engine.patterns import compile_glob


@lru_cache(maxsize=8192)
def expand_action(pattern: str) -> tuple[str, ...]:
    """The actions that a pattern such as `s3:Get*` covers, in AWS's spelling, sorted by name within their service.

    `*` gives every action of every service. A pattern without a known service in front gives none: AWS does not say
    what a wildcard in the prefix covers (M3).
    """
    if pattern == "*":
        return tuple(name for prefix in service_prefixes() for name in _matching(service(prefix), "*"))
    prefix, _, name = pattern.partition(":")
    return tuple(_matching(service(prefix), name))


def keys_of_action(action: Action) -> frozenset[str]:
    """The names of the service's condition keys that a request for an action can carry, its resources' included."""
    found = service(action.service)
    keys = {*action.condition_keys}
    for resource in action.resources:
        type = found.resource_types.get(resource.type.lower()) if found else None
        keys |= {*resource.condition_keys, *(type.condition_keys if type else ())}
    return frozenset(keys)


def _matching(found: Service | None, pattern: str) -> Iterator[str]:
    if found is not None:
        glob = compile_glob(pattern, ignore_case=True)
        yield from (action.full_name for action in found.actions.values() if glob.matches(action.name))
