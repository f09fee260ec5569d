"""What import-linter can't see of the ladder in pyproject.toml."""

import subprocess
import sys
import tomllib

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

from .project import PACKAGES, ROOT


def ladder() -> list[list[str]]:
    """Return the layers of the first contract, highest first; a layer is a list of packages."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contracts[0]["layers"]]


def height(model: type[Model]) -> int | None:
    """Return how high in the ladder a model's app stands, or None for an app that is not ours."""
    app = apps.get_app_config(model._meta.app_label).name
    if app.partition(".")[0] not in PACKAGES:
        return None
    heights = {package: -steps_down for steps_down, packages in enumerate(ladder()) for package in packages}
    return heights[app]


def points_up(field: object) -> bool:
    """Return whether a field is a key from one of our models to one that stands higher."""
    if not isinstance(field, ForeignKey | ManyToManyField):
        return False
    here, there = height(field.model), height(field.related_model)
    return here is not None and there is not None and there > here


def test_foreign_keys_point_down_the_ladder() -> None:
    """A key given as a string is an import too."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert [str(field) for field in fields if points_up(field)] == []


def test_the_engine_needs_the_standard_library_only() -> None:
    """`import iamlab.engine` loads no package that had to be installed, Django included."""
    script = (
        "import sys, iamlab.engine\n"
        "ours = {'iamlab', '__main__'}\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(tops - set(sys.stdlib_module_names) - ours))"
    )
    # -S: not even what an installed package loads into every Python at its start.
    command = [sys.executable, "-S", "-c", script]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
