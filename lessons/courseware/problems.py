"""What is wrong with a course: values with a place and a hint, collected so that an author sees all at once."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file of the course.

    `file` is the path below the course's folder, `line` and `column` count from 1. `message` is one lower-case sentence
    with the author's own words in backticks; `hint` says what to do.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message} [{self.code}]{hint}"


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of a file, both from 1."""

    line: int = 1
    column: int = 1


@dataclass(slots=True)
class FileReport:
    """Collects the problems, which keep a lesson from being published, and the warnings of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def add(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note a problem at a place of this file."""
        self.problems.append(Problem(self.file, place.line, place.column, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note a warning at a place of this file."""
        self.warnings.append(Problem(self.file, place.line, place.column, code, message, hint))
