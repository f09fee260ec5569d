"""Nothing is longer than a reader wants: what is tiring in code is its longest tenth."""

import ast
from collections.abc import Iterator
from statistics import median

from .project import PACKAGES, ROOT, shown, sources, templates

MODULE, FUNCTION, CLASS, TEMPLATE, TEST_MODULE = 300, 40, 200, 120, 400
TYPICAL_FUNCTION = 10

# Path, or path::name, to the size it may have, with the reason in a comment.
EXCEPTIONS: dict[str, int] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(node: Function | ast.ClassDef) -> int:
    """Return the lines of a definition, without its docstring."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return node.end_lineno - node.lineno + 1 - docstring


def definitions(*kinds: type[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yield `path::name` and size of each definition of these kinds in the project's own code."""
    for file in sources(*PACKAGES):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, kinds):
                yield f"{shown(file)}::{node.name}", lines_of(node)


def too_long(sizes: Iterator[tuple[str, int]], limit: int) -> list[str]:
    """Return what is over the limit, and over its own exception where it has one."""
    return [f"{name}: {size} lines" for name, size in sizes if size > EXCEPTIONS.get(name, limit)]


def lengths(files: tuple) -> Iterator[tuple[str, int]]:
    """Yield path and number of lines of each file."""
    return ((shown(file), len(file.read_text(encoding="utf-8").splitlines())) for file in files)


def test_modules_stop_at_300_lines() -> None:
    """A module that grows past the limit is two subjects."""
    assert too_long(lengths(sources(*PACKAGES)), MODULE) == []


def test_functions_stop_at_40_lines() -> None:
    """A function fits on a screen, its docstring not counted."""
    assert too_long(definitions(ast.FunctionDef, ast.AsyncFunctionDef), FUNCTION) == []


def test_half_of_all_functions_have_at_most_10_lines() -> None:
    """Most functions do one thing."""
    assert median(size for _, size in definitions(ast.FunctionDef, ast.AsyncFunctionDef)) <= TYPICAL_FUNCTION


def test_classes_stop_at_200_lines() -> None:
    """A class that knows everything is a module in disguise."""
    assert too_long(definitions(ast.ClassDef), CLASS) == []


def test_templates_stop_at_120_lines() -> None:
    """A template that grows past the limit has a fragment in it."""
    assert too_long(lengths(templates()), TEMPLATE) == []


def test_test_modules_stop_at_400_lines() -> None:
    """Tests are read too."""
    assert too_long(lengths(sources("tests")), TEST_MODULE) == []


def test_an_exception_names_something_that_exists() -> None:
    """An exception goes when its reason goes."""
    assert [name for name in EXCEPTIONS if not (ROOT / name.partition("::")[0]).exists()] == []
