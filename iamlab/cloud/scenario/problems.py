"""What is wrong with a scenario file, with the place and what to do, collected so that an author sees all at once."""

from dataclasses import dataclass, field


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
        """Note a problem."""
        self.problems.append(ScenarioProblem(self.file, place.line, place.column, message, hint))

    def warn(self, place: Place, message: str, hint: str) -> None:
        """Note a warning."""
        self.warnings.append(ScenarioProblem(self.file, place.line, place.column, message, hint))
