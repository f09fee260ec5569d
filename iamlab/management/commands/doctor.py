"""`manage.py doctor`: is this installation sound?"""

import os
import sys
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from iamlab.management.secret_key import has_secret_key


class Problem(Exception):
    """What is wrong and what to do about it, in one line."""


class Command(BaseCommand):
    """Look at everything the site stands on, one line each; exit 1 when something is wrong."""

    help = "Check Python, data folder, key, database, cache, static files and host names."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a check; exits with status 1 when one of them finds a problem."""
        sound = True
        for title, look in CHECKS:
            try:
                self.stdout.write(f"ok       {title}: {look()}")
            except Problem as problem:
                sound = False
                self.stdout.write(f"problem  {title}: {problem}")
        if not sound:
            sys.exit(1)


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 - this command is there to look
        raise Problem(f"install Python 3.11 or later; this is {version}")
    return version


def _data_folder() -> str:
    folder = settings.DATA_DIR
    if not folder.is_dir():
        raise Problem(f"run `manage.py quickstart`: {folder} does not exist")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Problem(f"make {folder} writable for this user, or set IAMLAB_DATA")
    return str(folder)


def _secret_key() -> str:
    if not has_secret_key():
        raise Problem("run `manage.py quickstart`, which makes one, or set SECRET_KEY")
    return "set"


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Problem(f"{str(error).strip()}; look at DATABASE_URL") from error
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Problem(f"run `manage.py migrate`: {len(waiting)} migrations are waiting")
    return f"{connection.vendor}, up to date"


def _cache() -> str:
    key, value = "doctor", str(uuid.uuid4())
    try:
        cache.set(key, value, 60)
        found = cache.get(key)
    except Exception as error:  # every cache backend has exceptions of its own
        raise Problem(f"{error}; look at CACHE_URL") from error
    if found != value:
        raise Problem("what is stored does not come back; look at CACHE_URL")
    return "keeps what it is given"


def _static_files() -> str:
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Problem("run `manage.py collectstatic`: none are collected")
    return str(settings.STATIC_ROOT)


def _hosts() -> str:
    if "*" in settings.ALLOWED_HOSTS:
        raise Problem("name the hosts in ALLOWED_HOSTS: `*` lets anybody forge links in mail")
    return ", ".join(settings.ALLOWED_HOSTS)


def _debug() -> str:
    if settings.DEBUG:
        raise Problem("unset DEBUG before others use this site: error pages show settings")
    return "off"


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("Python", _python),
    ("data folder", _data_folder),
    ("secret key", _secret_key),
    ("database", _database),
    ("cache", _cache),
    ("static files", _static_files),
    ("host names", _hosts),
    ("debug mode", _debug),
)
