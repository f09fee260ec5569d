"""Why a case cannot be read, as a value and as the exception that carries it."""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.engine.syntax.diagnostics import Diagnostic, closest, in_backticks


@dataclass(frozen=True, slots=True)
class CaseProblem:
    """Why a case cannot be decided. `field` is where in the case, `policy` the name of the policy that cannot be
    read.
    """

    code: str
    message: str
    help: str = ""
    field: str = ""
    policy: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


class UnreadableCase(ValueError):
    """Raised for a case that cannot be read; `problem` says why, for whoever wrote the case."""

    def __init__(self, problem: CaseProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def invalid(field: str, message: str, help: str = "") -> UnreadableCase:
    """The error for a field of a case that holds what it can't, to be raised."""
    return UnreadableCase(CaseProblem("InvalidCase", message, help, field))


def unknown_fields(found: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    """Refuse fields that a case doesn't have, so that a misspelled one is not left out in silence.

    Raises:
        UnreadableCase: for the first that is not known, with what was probably meant.
    """
    for name in found:
        if name not in known:
            guess = closest(name, known)
            help = f"Did you mean `{guess}`?" if guess else f"Known fields: {', '.join(known)}."
            raise invalid(f"{where}.{name}", f"{in_backticks(name)} is not a field of {where}", help)
