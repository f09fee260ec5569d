"""Whether two patterns have a text in common, and whether one covers the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from iamlab.engine.patterns import compile_glob


def covers(pattern: str, other: str, *, ignore_case: bool = False) -> bool:
    """Whether everything that `other` matches is matched by `pattern`. May miss a case where `pattern` has a `?`."""
    if "?" in pattern:
        return pattern == other
    # A run of `pattern` takes in whatever `other` has there, its wildcards included; nothing else matches a wildcard.
    return compile_glob(pattern, ignore_case=ignore_case).matches(other)


def redundant(patterns: Sequence[tuple[str, str]], *, ignore_case: bool) -> Iterator[tuple[str, str, str, str]]:
    """Of patterns with their places those that another one covers: place and text of it, and of that other.

    Of two equal ones it is the second.
    """
    wide = _by_service([index for index, (_, text) in enumerate(patterns) if "*" in text or "?" in text], patterns)
    first: dict[str, int] = {}
    for index, (place, text) in enumerate(patterns):
        equal = first.setdefault(text.lower() if ignore_case else text, index)
        wider = (each for each in (*wide[_service(text)], *wide[""]) if each != index)
        found = (
            equal
            if equal != index
            else next(
                (
                    each
                    for each in wider
                    if covers(patterns[each][1], text, ignore_case=ignore_case)
                    and (each < index or not covers(text, patterns[each][1], ignore_case=ignore_case))
                ),
                None,
            )
        )
        if found is not None:
            yield place, text, *patterns[found]


def _by_service(indexes: Sequence[int], patterns: Sequence[tuple[str, str]]) -> dict[str, list[int]]:
    """Indexes of patterns by service: only patterns of one service can cover each other, or those for all (`""`)."""
    found: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        found[_service(patterns[index][1])].append(index)
    return found


def _service(pattern: str) -> str:
    """The service of an action or an ARN in lower case; empty where a wildcard leaves it open."""
    fields = pattern.split(":", 3)
    head = ":".join(fields[:3]) if fields[0] == "arn" else fields[0]
    return "" if "*" in head or "?" in head else head.lower()


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
