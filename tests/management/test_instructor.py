"""`manage.py instructor NAME`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from iamlab.accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def said(name: str) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("instructor", name, stdout=out)
    return out.getvalue()


def test_a_new_name_becomes_an_instructor_with_a_password_that_is_shown_once() -> None:
    password = said("dana").split()[-1]
    dana = User.objects.get(username="dana")
    assert dana.is_instructor
    assert dana.check_password(password)
    assert dana.password_is_temporary


def test_somebody_with_an_account_is_promoted_and_keeps_the_password(bob: User) -> None:
    assert said("BOB") == "bob is an instructor now, with the same password as before.\n"
    bob.refresh_from_db()
    assert bob.is_instructor
    assert bob.check_password(PASSWORD)


def test_an_instructor_stays_one(alice: User) -> None:
    assert said("alice") == "alice is an instructor already.\n"


def test_a_name_that_cannot_be_one_is_refused_in_one_line() -> None:
    with pytest.raises(CommandError, match="`a b` can't be a user name: Use letters"):
        said("a b")
