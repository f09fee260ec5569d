"""`manage.py forget_guests`: delete what belongs to guests who are gone; for a nightly run beside the site."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from iamlab.accounts.guests import forget_expired_guests


class Command(BaseCommand):
    """Delete sessions that are over, and what guests left behind whom no session knows any more."""

    help = "Delete sessions that are over and what guests left behind who are gone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete both. Raises CommandError before `quickstart`."""
        try:
            call_command("clearsessions")
            forget_expired_guests()
        except OperationalError as error:
            raise CommandError("Run `manage.py quickstart` first: there is no database yet.") from error
