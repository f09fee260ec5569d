"""`manage.py quickstart`: from a fresh clone to a served site, and again at every start."""

import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from iamlab.management.secret_key import has_secret_key, make_secret_key
from iamlab.management.server import serve

READY = """
IAM Lab is ready: {address}
{hosts}
  To become an instructor, run this in another terminal:
  {python} manage.py instructor YOUR-NAME

  Everything you do is kept in {data}. Ctrl+C stops the server.
"""


class Command(BaseCommand):
    """Make what is missing, bring the rest up to date, and serve. Run again, it keeps all data."""

    help = "Set up what is missing (key, database, course, static files) and serve the site."
    # The checks need a secret key, and the first run is about to make it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (default: 8000)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Set up and serve. Raises CommandError, one line, for a taken port or an unwritable folder."""
        _require_free(host, port)
        try:
            _make_data_dir(settings.DATA_DIR)
            if not has_secret_key():
                settings.SECRET_KEY = make_secret_key(settings.SECRET_KEY_FILE)
        except OSError as error:
            raise CommandError(
                f"Choose another data folder with IAMLAB_DATA: {error.filename} can't be used ({error.strerror})."
            ) from error
        self._bring_up_to_date(options["verbosity"] - 1)
        self._announce(host, port)
        serve(host, port)

    def _bring_up_to_date(self, verbosity: int) -> None:
        """Migrate, load the course, collect static files; a step says one line before it begins."""
        self._step("Database", "migrate", interactive=False, verbosity=verbosity)
        if "sync_lessons" in get_commands():
            self._step("Course", "sync_lessons", verbosity=verbosity)
        call_command("forget_guests")
        self._step("Static files", "collectstatic", interactive=False, verbosity=verbosity)

    def _step(self, title: str, command: str, **arguments: Any) -> None:
        """Run a command. Raises CommandError, one line, where disk or database refuse."""
        self.stdout.write(f"{title} ...")
        self.stdout.flush()
        try:
            call_command(command, **arguments)
        except (OSError, OperationalError) as error:
            raise CommandError(f"{title}: {error}. `manage.py doctor` looks for the cause.") from error

    def _announce(self, host: str, port: int) -> None:
        """Say where the site is and how to teach with it."""
        anywhere = host in {"0.0.0.0", "::"}  # noqa: S104
        shown_host = "127.0.0.1" if anywhere else f"[{host}]" if ":" in host else host
        self.stdout.write(
            READY.format(
                address=f"http://{shown_host}:{port}/",
                hosts=_hosts_hint(host),
                python=_shown(Path(sys.executable)),
                data=_shown(settings.DATA_DIR),
            )
        )
        self.stdout.flush()


def _require_free(host: str, port: int) -> None:
    """Raise CommandError when nothing can listen at this address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                # As servers do, so that a port left a moment ago counts as free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"Choose another port with --port: {host}:{port} can't be used ({getattr(error, 'strerror', error)})."
        ) from error


def _make_data_dir(folder: Path) -> None:
    """Make the data folder, for this user only. Raises OSError when it can't be made or written to."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    probe = folder / f".probe-{secrets.token_hex(4)}"
    probe.touch()
    probe.unlink()


def _hosts_hint(host: str) -> str:
    """Return a line for whoever serves others: Django answers only to the names it was told."""
    if host in {"127.0.0.1", "localhost", "::1"}:
        return ""
    return f"  It answers to these names only: {', '.join(settings.ALLOWED_HOSTS)}. Set ALLOWED_HOSTS for others.\n"


def _shown(path: Path) -> str:
    """Return the path as somebody in the current folder would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
