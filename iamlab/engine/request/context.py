"""The request context: condition keys with their values, and what is known about the keys that are not there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class KeyState(StrEnum):
    """A key that is missing may be known to be absent, or nobody has said (the honest third answer)."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Where a value comes from: the request gave it, or it follows from the rest of the request."""

    GIVEN = "given"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """One key of the context. `listed` tells a multivalued key's list from a single value (C2)."""

    name: str
    values: tuple[str, ...]
    listed: bool = False
    source: Source = Source.GIVEN

    @property
    def empty(self) -> bool:
        """Whether the value resolves to an empty data set, which counts as null (C3)."""
        return not any(self.values)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The keys of one request, by lower-cased name: neither key names nor tag keys have a case (C1, G13).

    `absent` holds the lower-cased keys that the request removes, and prefixes of keys (ending in `/`) and keys that are
    known not to exist for this caller. Any other key that is not in `entries` is unknown.
    """

    entries: Mapping[str, ContextEntry]
    absent: frozenset[str] = frozenset()

    def get(self, lookup_key: str) -> ContextEntry | None:
        """The entry of a lower-cased key, None when it is missing for whatever reason. An empty list is missing
        (C3).
        """
        entry = self.entries.get(lookup_key)
        return entry if entry is not None and entry.values else None

    def state(self, lookup_key: str) -> KeyState:
        """What is known about a lower-cased key."""
        if lookup_key in self.entries:
            return KeyState.PRESENT if self.entries[lookup_key].values else KeyState.ABSENT
        prefix = lookup_key.partition("/")[0] + "/"
        return KeyState.ABSENT if lookup_key in self.absent or prefix in self.absent else KeyState.UNKNOWN

    def with_values(self, lookup_key: str, values: tuple[str, ...], *, listed: bool) -> "RequestContext":
        """The same context with one key set."""
        entries = {**self.entries, lookup_key: ContextEntry(lookup_key, values, listed)}
        return replace(self, entries=entries)
