"""What is wrong with a scenario file, with the place and what to do, collected so that an author sees all at once.

A file may come from anybody: of what is wrong with it, so much is collected as somebody would read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn

MOST_REMARKS = 100
"""So many problems, and so many warnings, of one file are collected; then a sentence says that there are more."""
MOST_GUESSES = 20
"""For so many problems somebody looks for what was meant, which is the costly part of a problem."""


class StopReading(Exception):
    """Raised once a file has so much wrong with it, or in it, that the rest is not read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of a text, both from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class ScenarioProblem:
    """One mistake: `message` is a lower-case sentence with the author's words in backticks, `hint` says what to do."""

    file: str
    line: int
    column: int
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}. {self.hint}".rstrip()


@dataclass(slots=True)
class Report:
    """Collects problems, which leave no cloud, and warnings, which do: a policy that cannot be read may be meant."""

    file: str
    problems: list[ScenarioProblem] = field(default_factory=list)
    warnings: list[ScenarioProblem] = field(default_factory=list)

    def add(self, place: Place, message: str, hint: str) -> None:
        """Note a problem. Raises StopReading once there are more than somebody would read."""
        self.problems.append(ScenarioProblem(self.file, place.line, place.column, message, hint))
        if len(self.problems) == MOST_REMARKS:
            self.problems.append(self._more_than(self.problems, "problems"))
            raise StopReading

    def stop(self, place: Place, message: str, hint: str) -> NoReturn:
        """Note a problem for which the rest is not read. Raises StopReading."""
        self.add(place, message, hint)
        raise StopReading

    def guess(self, find: Callable[[], str | None], otherwise: str) -> str:
        """The hint for a word that nobody knows: what was meant, if `find` finds it, or else `otherwise`."""
        guess = find() if len(self.problems) < MOST_GUESSES else None
        return f"Did you mean `{guess}`?" if guess else otherwise

    def warn(self, place: Place, message: str, hint: str) -> None:
        """Note a warning."""
        if len(self.warnings) < MOST_REMARKS:
            self.warnings.append(ScenarioProblem(self.file, place.line, place.column, message, hint))
        elif len(self.warnings) == MOST_REMARKS:
            self.warnings.append(self._more_than(self.warnings, "remarks about policies"))

    def _more_than(self, found: list[ScenarioProblem], what: str) -> ScenarioProblem:
        last = max(found, key=lambda each: (each.line, each.column))
        message = f"there are more {what} than these {MOST_REMARKS}"
        return ScenarioProblem(
            self.file, last.line, last.column, message, "Mend these first, then load the file again."
        )


def listed(names: Iterable[str]) -> str:
    """The first of the names that there are, as a hint lists them."""
    known = tuple(names)
    more = f" and {len(known) - MOST_GUESSES} more" if len(known) > MOST_GUESSES else ""
    return f"{', '.join(known[:MOST_GUESSES]) or 'none'}{more}"
