"""Actions that begin like what somebody typed, from AWS's own list."""

from collections.abc import Iterator
from itertools import islice

from iamlab.engine.catalog import service, service_prefixes

MOST_OFFERS = 40


def actions_like(typed: str) -> list[tuple[str, str]]:
    """Actions as `prefix:Name` with their access level and description, or prefixes while no colon is typed."""
    return list(islice(_offers(typed.strip()), MOST_OFFERS))


def _offers(typed: str) -> Iterator[tuple[str, str]]:
    prefix, colon, name = typed.partition(":")
    if not colon:
        begin = [each for each in service_prefixes() if each.startswith(prefix.lower())]
        yield from ((f"{each}:", "") for each in begin)
        return
    known = service(prefix)
    if known is None:
        return
    wanted = name.lower()
    found = sorted(known.actions.values(), key=lambda action: (not action.name.lower().startswith(wanted), action.name))
    for action in found:
        if wanted in action.name.lower():
            yield action.full_name, f"{', '.join(action.access_levels)}: {action.description}"
