"""The project's files as the architecture tests see them."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("iamlab", "lessons")


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """Return the Python files below these folders of the project, without migrations."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(file for file in files if "migrations" not in file.parts)


@cache
def templates() -> tuple[Path, ...]:
    """Return the project's templates."""
    return tuple(sorted(file for file in (ROOT / "templates").rglob("*.*") if file.suffix in {".html", ".txt"}))


def shown(file: Path) -> str:
    """Return a file's path from the top of the project."""
    return file.relative_to(ROOT).as_posix()
