"""Which patterns of a long list are worth showing (ReadOnlyAccess lists 2,914 actions)."""

from itertools import takewhile

NEAREST = 5
"""How many patterns that do not match are traced; more than this are counted."""


def shown_indexes(texts: tuple[str, ...], matching: set[int], asked: str) -> list[int]:
    """Indexes of what matched and of the nearest others, in the order written."""
    if len(texts) <= NEAREST + len(matching):
        return list(range(len(texts)))
    wanted = asked.lower()
    others = [index for index in range(len(texts)) if index not in matching]
    others.sort(key=lambda index: -_common_start(texts[index].lower(), wanted))
    return sorted([*list(matching)[: 4 * NEAREST], *others[:NEAREST]])


def _common_start(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
