"""Texts that tell patterns apart: one for each way in which some of them match and the others do not."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain

from iamlab.engine.patterns import Automaton, Glob

MAX_STEPS = 400_000
"""Moves of single patterns in one search."""


def witnesses(globs: Sequence[Glob], limit: int = 256, max_steps: int = MAX_STEPS) -> tuple[str, ...]:
    """For each reachable combination of matching and not matching globs a shortest text that has it.

    At most `limit`, shortest first; the empty text is used, as the last one, only where no other has its combination.
    Patterns that are very many, or interlock in very many ways, are searched for `max_steps` moves of a single pattern,
    and later combinations are left out.
    """
    if sum(len(glob.tokens) for glob in globs) > max_steps:
        return ()
    search = _Search(globs, max_steps)
    found: dict[tuple[bool, ...], str] = {}
    for text, combination in search.texts():
        found.setdefault(combination, text)
        if len(found) >= limit:
            break
    found.setdefault(search.combination(search.start), "")
    return tuple(found.values())[:limit]


class _Search:
    """Breadth first through the states of all globs at once. Only characters that some glob waits for are tried."""

    def __init__(self, globs: Sequence[Glob], max_steps: int) -> None:
        self.globs = tuple(globs)
        self.max_steps = max_steps
        self.automata = tuple(Automaton.of(glob) for glob in globs)
        self.start = tuple(automaton.start for automaton in self.automata)
        self.awaited = tuple(chain.from_iterable(map(self._awaited, range(len(self.globs)))))
        known = {char for _, char, _ in self.awaited}
        # Readable where possible; the letters of the second range have no upper and lower case.
        self.fresh = next(char for char in chain("xyz0", map(chr, range(0x3041, 0xD800))) if char not in known)

    def texts(self) -> Iterator[tuple[str, tuple[bool, ...]]]:
        """Texts of at least one character, shortest first, each with its combination; every state once."""
        seen: set[tuple[int, ...]] = set()
        queue = deque([("", self.start)])
        steps = 0
        while queue and steps < self.max_steps:
            text, states = queue.popleft()
            steps += len(self.awaited)
            for char in self._next_characters(states):
                steps += len(self.globs)
                following = self._step(states, char)
                if following in seen:
                    continue
                if steps > self.max_steps:
                    return
                seen.add(following)
                queue.append((text + char, following))
                yield text + char, self.combination(following)

    def combination(self, states: tuple[int, ...]) -> tuple[bool, ...]:
        """Which globs match a text that leads to these states."""
        return tuple(automaton.accepts(state) for automaton, state in zip(self.automata, states, strict=True))

    def _awaited(self, index: int) -> Iterator[tuple[int, str, int]]:
        """The characters that a glob names: its index, the character, and the positions that it alone leads to."""
        automaton = self.automata[index]
        for char, positions in automaton.moves.items():
            own = positions & ~automaton.others
            yield index, char, own
            if self.globs[index].ignore_case and char.upper() != char:
                yield index, char.upper(), own

    def _next_characters(self, states: tuple[int, ...]) -> Iterator[str]:
        yield self.fresh
        yield from {char: None for index, char, positions in self.awaited if (states[index] << 1) & positions}

    def _step(self, states: tuple[int, ...], char: str) -> tuple[int, ...]:
        return tuple(
            automaton.step(state, char.lower() if glob.ignore_case else char)
            for glob, automaton, state in zip(self.globs, self.automata, states, strict=True)
        )
