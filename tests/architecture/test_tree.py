"""The shape of the tree."""

import subprocess

from .project import PACKAGES, ROOT, shown, sources

TOP_LEVEL = {
    "LICENSE",
    "README.md",
    "iamlab",
    "lessons",
    "manage.py",
    "pyproject.toml",
    "requirements.txt",
    "static",
    "templates",
    "tests",
}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "core", "common", "services", "managers", "misc"}


def test_the_top_level_is_exactly_this_list() -> None:
    """Besides dot-files, a stranger finds these and nothing else."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = {line.partition("/")[0] for line in tracked.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module is named for its subject."""
    found = [shown(file) for file in sources(*PACKAGES) if NAMES_THAT_SAY_NOTHING & {file.stem, *file.parent.parts}]
    assert found == []
