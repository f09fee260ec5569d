"""A watched request as a value, and what may be expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from iamlab.engine import Decision

MOST_WATCHES = 50


class Expected(StrEnum):
    """What somebody expects of a request; DENIED is content with either kind of denial."""

    NOTHING = ""
    ALLOWED = "allow"
    DENIED = "deny"
    EXPLICITLY = "explicit_deny"
    IMPLICITLY = "implicit_deny"

    @property
    def word(self) -> str:
        """What it is called on the page."""
        return WORDS[self]

    def holds(self, decision: Decision) -> bool:
        """Whether a decision is as expected. Nothing expected is never disappointed."""
        if self is Expected.DENIED:
            return decision is not Decision.ALLOW
        return self is Expected.NOTHING or self.value == decision.value


WORDS: Mapping[Expected, str] = {
    Expected.NOTHING: "Not said",
    Expected.ALLOWED: "Allowed",
    Expected.DENIED: "Denied",
    Expected.EXPLICITLY: "Denied explicitly",
    Expected.IMPLICITLY: "Denied implicitly",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """A request that is decided again whenever something changes.

    `key` names it within its sandbox. `caller` is an ARN; one of a role stands for any session of it. `context` holds a
    line `key = value` for each value, as the request form has it.
    """

    key: int
    caller: str
    action: str
    resource: str
    context: str = ""
    expected: Expected = Expected.NOTHING


def watches_to_json(watches: tuple[Watch, ...]) -> list[dict[str, Any]]:
    """Watches as JSON values, for `watches_from_json`."""
    return [
        {
            "key": watch.key,
            "caller": watch.caller,
            "action": watch.action,
            "resource": watch.resource,
            "context": watch.context,
            "expected": watch.expected.value,
        }
        for watch in watches
    ]


def watches_from_json(stored: list[dict[str, Any]]) -> tuple[Watch, ...]:
    """The watches that `watches_to_json` wrote. Raises TypeError or ValueError for anything else."""
    return tuple(Watch(**{**each, "expected": Expected(each["expected"])}) for each in stored)


def next_key(watches: tuple[Watch, ...]) -> int:
    """A key that no watch has yet."""
    return max((watch.key for watch in watches), default=0) + 1
