"""`manage.py sync_lessons`: bring the course's files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lessons.courseware import CONTENT, load_course
from lessons.library.publishing import Published, publish


class Command(BaseCommand):
    """Publish what can be read; a lesson with a problem stays as it was. Run again, it changes nothing."""

    help = "Bring the course's files into the database. Progress is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where the course lies."""
        parser.add_argument("path", nargs="?", type=Path, default=CONTENT, help="the course's folder (default: ours)")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        """Publish, and say in a few lines what changed; with `--verbosity 0` only what went wrong."""
        reading = load_course(path)
        published = publish(reading.course, withdraw=not reading.problems)
        if options["verbosity"]:
            self._tell(published)
        if reading.problems:
            count = len(reading.problems)
            self.stderr.write(
                f"Run `manage.py check_lessons`: the course has {count} problem{'s' if count > 1 else ''}. "
                "Lessons with a problem were left as they were."
            )

    def _tell(self, published: Published) -> None:
        """Name every lesson that changed, and count the others."""
        for what, names in [
            ("added", published.added),
            ("changed", published.changed),
            ("withdrawn", published.withdrawn),
        ]:
            for name in names:
                self.stdout.write(f"{what}: {name}")
        if published.unchanged:
            self.stdout.write(f"unchanged: {published.unchanged}")
