"""`manage.py evaluate`: decide cases from files."""

import errno
import os
import sys
from argparse import ArgumentParser
from io import TextIOWrapper
from typing import Any, NoReturn, TextIO

from django.core.management.base import BaseCommand

from iamlab.management.case_stream import answers, write_all


class Command(BaseCommand):
    """Read cases as JSON Lines or as one JSON value, and write one answer a line in the same order.

    Exit status 0: every case was decided and every `expect` held; 1: some were not; 2: the command was misused.
    """

    help = "Decide cases from a file or from standard input. Needs no database and no running site."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("file", nargs="?", default="-", help="a path, or - (the default) for standard input")
        parser.add_argument("--format", choices=("json", "text"), default="json", help="how to write the answers")
        parser.add_argument("--trace", action="store_true", help="add the whole trace to each JSON answer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream the cases; exits with status 1 or 2 where not everything is in order."""
        name = options["file"]
        if sys.stdout is None:
            self._misused("Cannot write: the standard output is closed.")
        try:
            source = _open(name)
        except OSError as error:
            self._misused(f"Cannot read {name}: {error.strerror}.")
        if isinstance(sys.stdout, TextIOWrapper):
            # An explanation shows what a case holds, whether or not the terminal can show it.
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            with source as stream:
                found = answers(stream, trace=options["trace"], as_text=options["format"] == "text")
                good = write_all(found, self.stdout.write)
                self.stdout.flush()
        except BrokenPipeError:  # whoever read the answers has seen enough
            _write_no_more()
            return
        except OSError as error:
            _write_no_more()
            self._misused(f"Cannot go on: {error.strerror}.")
        if not good:
            sys.exit(1)

    def _misused(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(2)


def _open(name: str) -> TextIO:
    """The file, or standard input for `-`. Bytes that are no UTF-8 are kept, for the reader of JSON to judge."""
    if name == "-" and sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed")
    source = sys.stdin.fileno() if name == "-" else name
    return open(source, encoding="utf-8-sig", errors="surrogateescape", closefd=name != "-")


def _write_no_more() -> None:
    """Send what is still waiting to be written nowhere, so that the end of the process does not fail over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
