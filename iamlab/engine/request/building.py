"""Requests from parts, for callers that do not start from JSON."""

from collections.abc import Mapping
from datetime import datetime

from iamlab.engine.request.context import ContextEntry, Source
from iamlab.engine.request.keys import complete_context
from iamlab.engine.request.principals import Principal
from iamlab.engine.request.request import Request


def build_request(
    principal: Principal,
    action: str,
    resource: str,
    owner: str,
    given: Mapping[str, tuple[str, ...]],
    *,
    now: datetime,
    facts: Mapping[str, tuple[str, ...]] | None = None,
    via_endpoint: bool = False,
    removed: frozenset[str] = frozenset(),
) -> Request:
    """A request from its parts, its context completed (C10 to C59).

    `given` maps condition keys to their values; more than one value makes a list, and none says that the request does
    not carry the key. `facts` are keys in the same form that follow from what is known about caller and resource, such
    as their tags: a given key wins over them. `removed` are keys, and prefixes of keys such as `aws:PrincipalTag/`,
    that are known to be absent.
    """
    entries = _entries(facts or {}, Source.DERIVED) | _entries(given, Source.GIVEN)
    lowered = frozenset(key.lower() for key in removed)
    context = complete_context(entries, lowered, principal, resource, owner, via_endpoint=via_endpoint, now=now)
    return Request(principal, action, resource, owner, context)


def _entries(values: Mapping[str, tuple[str, ...]], source: Source) -> dict[str, ContextEntry]:
    return {key.lower(): ContextEntry(key, each, len(each) != 1, source) for key, each in values.items()}
