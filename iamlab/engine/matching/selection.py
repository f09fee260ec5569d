"""Which patterns of a long list are worth showing (ReadOnlyAccess lists 2,914 actions)."""

from os.path import commonprefix

NEAREST = 5
"""How many patterns that do not match are traced; more than this are counted."""


def shown_indexes(texts: tuple[str, ...], matching: set[int], asked: str) -> list[int]:
    """Indexes of what matched and of the nearest others, in the order written."""
    if len(texts) <= NEAREST + len(matching):
        return list(range(len(texts)))
    wanted = asked.lower()
    others = [index for index in range(len(texts)) if index not in matching]
    others.sort(key=lambda index: -len(commonprefix((texts[index].lower(), wanted))))
    return sorted([*list(matching)[: 4 * NEAREST], *others[:NEAREST]])
