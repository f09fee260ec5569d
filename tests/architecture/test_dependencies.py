"""What pyproject.toml asks to be installed is used."""

import ast
import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

from .project import PACKAGES, ROOT, sources

# What no module imports, with the reason why it is installed.
NOT_IMPORTED = {
    "argon2-cffi": "Django's first hasher of passwords loads it",
    "gunicorn": "quickstart becomes it",
    "psycopg": "Django loads it where DATABASE_URL names PostgreSQL",
    "django-stubs": "mypy's plugin",
    "import-linter": "tests/run runs lint-imports",
    "mypy": "tests/run runs it",
    "pytest-cov": "for tests/run --cov",
    "pytest-playwright": "gives the browser tests their pages",
    "ruff": "tests/run runs it",
    "types-pyyaml": "mypy reads it",
}


def declared(group: str) -> set[str]:
    """Return the names of what the site ("run") or its tests ("tests") need, as registries spell them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] if group == "run" else project["dependency-groups"]["tests"]
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def normal(name: str) -> str:
    """Return a distribution's name in the one spelling that all its spellings have in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(files: Iterable[Path]) -> set[str]:
    """Return the names of the distributions that these modules import."""
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return distributions(names)


def distributions(modules: Iterable[str]) -> set[str]:
    """Return the distributions that these modules come from."""
    installed = packages_distributions()
    return {normal(name) for module in modules for name in installed.get(module.partition(".")[0], ())}


@pytest.mark.parametrize(("group", "folders"), [("run", PACKAGES), ("tests", ("tests",))])
def test_each_dependency_is_imported_or_has_a_reason(group: str, folders: tuple[str, ...]) -> None:
    """A dependency that nobody needs is installed, updated and trusted for nothing."""
    named = distributions([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]) if group == "run" else set()
    assert sorted(declared(group) - imported(sources(*folders)) - named - set(NOT_IMPORTED)) == []


def test_a_reason_stands_for_a_dependency_that_no_module_imports() -> None:
    """A reason goes when its dependency goes, or when a module imports it."""
    assert sorted(set(NOT_IMPORTED) - declared("run") - declared("tests")) == []
    assert sorted(set(NOT_IMPORTED) & imported(sources(*PACKAGES, "tests"))) == []
