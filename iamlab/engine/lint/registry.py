"""The checks: their codes, their types, the kinds of policy that they are about, and their help pages."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from iamlab.engine.lint.fixes import Fix
from iamlab.engine.lint.subject import Subject
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType


@dataclass(frozen=True, slots=True)
class Hint:
    """What a check has to say about one place, a JSON pointer. `at_name` marks the member's name and not its value;
    `related` are pointers to other places that matter.
    """

    path: str
    message: str
    help: str
    at_name: bool = False
    related: tuple[str, ...] = ()
    fix: Fix | None = None


Find: TypeAlias = Callable[[Statement, Subject], Iterator[Hint]]


@dataclass(frozen=True, slots=True)
class LintCheck:
    """One check. `page` is its help in Markdown; `find` is None where reading or grammar does the finding.

    `obsolete` checks hold limits that AWS has lifted; they run on request only (G24).
    """

    code: str
    finding_type: FindingType
    page: str
    kinds: frozenset[PolicyKind] = frozenset(PolicyKind)
    find: Find | None = None
    obsolete: bool = False


_CHECKS: dict[str, LintCheck] = {}


def lint_checks() -> Mapping[str, LintCheck]:
    """Every check by its code."""
    return MappingProxyType(_CHECKS)


def check(
    finding_type: FindingType, kinds: Iterable[PolicyKind] = tuple(PolicyKind), *, obsolete: bool = False
) -> Callable[[Find], Find]:
    """Register a function as the check whose code is the function's name in capitals; its docstring is its page."""

    def register(find: Find) -> Find:
        page = inspect.getdoc(find) or ""
        _add(LintCheck(find.__name__.upper(), finding_type, page, frozenset(kinds), find, obsolete))
        return find

    return register


def describe(code: str, finding_type: FindingType, page: str) -> None:
    """Register the page of a check that reading or grammar does."""
    _add(LintCheck(code, finding_type, inspect.cleandoc(page)))


def _add(found: LintCheck) -> None:
    if found.code in _CHECKS:
        raise ValueError(f"two checks are called {found.code}")
    _CHECKS[found.code] = found
