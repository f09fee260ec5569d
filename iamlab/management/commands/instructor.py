"""`manage.py instructor NAME`: make an instructor, or promote somebody who has an account."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from iamlab.accounts.models import User
from iamlab.accounts.passwords import set_temporary_password


class Command(BaseCommand):
    """Give somebody the instructor's role. A new account gets a password that is printed once."""

    help = "Make an instructor, or promote somebody who has an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare whom."""
        parser.add_argument("name", metavar="NAME", help="the user name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Promote or make. Raises CommandError for a name that can't be one, or before `quickstart`."""
        try:
            user = User.objects.filter(username__iexact=name).first()
        except OperationalError as error:
            raise CommandError("Run `manage.py quickstart` first: there is no database yet.") from error
        if user is None:
            self._make(name)
        else:
            self._promote(user)

    def _make(self, name: str) -> None:
        """Make an account with a temporary password, and print it."""
        user = User(username=name, is_instructor=True)
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(f"`{name}` can't be a user name: {' '.join(error.messages)}") from error
        user.set_unusable_password()
        user.save()
        password = set_temporary_password(user)
        self.stdout.write(f"{name} is an instructor now.\nPassword, shown this once: {password}")

    def _promote(self, user: User) -> None:
        """Give the role to somebody who has an account."""
        if user.is_instructor:
            self.stdout.write(f"{user.username} is an instructor already.")
            return
        user.is_instructor = True
        user.save(update_fields=["is_instructor"])
        self.stdout.write(f"{user.username} is an instructor now, with the same password as before.")
