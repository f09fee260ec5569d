"""Whether two patterns have a text in common, and whether one covers the other."""

from functools import lru_cache

from iamlab.engine.patterns import compile_glob


def covers(pattern: str, other: str, *, ignore_case: bool = False) -> bool:
    """Whether everything that `other` matches is matched by `pattern`. May miss a case where `pattern` has a `?`."""
    if "?" in pattern:
        return pattern == other
    # A run of `pattern` takes in whatever `other` has there, its wildcards included; nothing else matches a wildcard.
    return compile_glob(pattern, ignore_case=ignore_case).matches(other)


@lru_cache(maxsize=4096)
def overlap(one: str, other: str) -> bool:
    """Whether some text matches both patterns; upper and lower case differ."""
    reachable = _runs(1, other)
    for char in one:
        if char == "*":
            reachable = _after_run(reachable, len(other))
        else:
            reachable = _runs(_after_char(char, reachable, other), other)
        if not reachable:
            return False
    return bool(reachable >> len(other) & 1)


def _runs(reachable: int, other: str) -> int:
    """Positions in `other` that are reached without a character: those behind a `*`."""
    for index, char in enumerate(other):
        if char == "*" and reachable >> index & 1:
            reachable |= 1 << index + 1
    return reachable


def _after_run(reachable: int, length: int) -> int:
    """A run in one pattern may skip any part of the other."""
    lowest = reachable & -reachable
    return ((1 << length + 1) - 1) & ~(lowest - 1)


def _after_char(char: str, reachable: int, other: str) -> int:
    after = 0
    for index, theirs in enumerate(other):
        if reachable >> index & 1:
            if theirs == "*":
                after |= 1 << index
            elif char in ("?", theirs) or theirs == "?":
                after |= 1 << index + 1
    return after
