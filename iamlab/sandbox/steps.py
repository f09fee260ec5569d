"""What a change of a workbench's state did, in a few words for its history."""

from collections.abc import Iterator, Mapping
from typing import Any

MOST_WORDS = 120
_TEXTS = ("text", "trust_policy", "policy")
_NOT_EDITED = ("events", "sessions", "federated_sessions", "token_sessions")


def what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Name the policies whose text differs between two states of one shape, and whether a session came or went.

    Nothing where only the request or the clock differs: that is no step to take back.
    """
    names = sorted(set(_edited(before.get("cloud"), after.get("cloud"), "")))
    told = []
    if names:
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        told.append(f"Edited {', '.join(names[:2])}{more}")
    if before.get("worn") != after.get("worn") or before.get("you") != after.get("you"):
        told.append(f"Became {_short(after)}")
    if before.get("watches") != after.get("watches"):
        told.append("Changed the watched requests")
    return "; ".join(told)[:MOST_WORDS]


def _short(state: Mapping[str, Any]) -> str:
    worn = state.get("worn") or [state.get("you", "")]
    return str(worn[-1]).split(":", 5)[-1]


def _edited(before: Any, after: Any, name: str) -> Iterator[str]:
    """The names of the things in which a text differs."""
    if isinstance(before, dict) and isinstance(after, dict):
        inner = str(after.get("name", name))
        for key in after:
            if key in _TEXTS and before.get(key) != after[key]:
                yield f"the trust policy of {inner}" if key == "trust_policy" else inner
            elif key not in _NOT_EDITED:
                yield from _edited(before.get(key), after[key], inner)
    elif isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=False):
            if one != other:
                yield from _edited(one, other, name)
