"""Requests from parts, for callers that do not start from JSON."""

from collections.abc import Mapping
from datetime import datetime

from iamlab.engine.request.context import ContextEntry
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
    via_endpoint: bool = False,
    removed: frozenset[str] = frozenset(),
) -> Request:
    """A request from its parts, its context completed (C10 to C59).

    `given` maps condition keys to their values; more than one value makes a list.
    """
    entries = {key.lower(): ContextEntry(key, values, len(values) != 1) for key, values in given.items()}
    lowered = frozenset(key.lower() for key in removed)
    context = complete_context(entries, lowered, principal, resource, owner, via_endpoint=via_endpoint, now=now)
    return Request(principal, action, resource, owner, context)
