"""The profile page."""

from collections.abc import Callable

import pytest
from django.test import Client

from iamlab.accounts.models import User

ClientOf = Callable[[User], Client]


def test_it_shows_what_the_account_holds(bob: User, client_of: ClientOf) -> None:
    page = client_of(bob).get("/account/profile/").content.decode()
    assert "bob@school.example" in page
    assert "Second factor" in page
    assert "You are an instructor" not in page


def test_it_asks_a_visitor_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/account/profile/").headers["Location"] == "/account/login/?next=/account/profile/"


def test_a_display_name_is_what_others_see(bob: User, client_of: ClientOf) -> None:
    response = client_of(bob).post("/account/profile/", {"display_name": "Bob Brook"})
    assert response.status_code == 302
    bob.refresh_from_db()
    assert str(bob) == "Bob Brook"


def test_a_name_that_is_too_long_comes_back_with_its_error(bob: User, client_of: ClientOf) -> None:
    response = client_of(bob).post("/account/profile/", {"display_name": "x" * 81})
    assert response.status_code == 422
    assert "at most 80 characters" in response.content.decode()
    bob.refresh_from_db()
    assert bob.display_name == ""


def test_nobody_becomes_an_instructor_by_a_form(bob: User, client_of: ClientOf) -> None:
    client_of(bob).post("/account/profile/", {"display_name": "Bob", "is_instructor": "on", "is_staff": "on"})
    bob.refresh_from_db()
    assert not bob.is_instructor
    assert not bob.is_staff


def test_it_takes_at_most_seven_queries(bob: User, client_of: ClientOf, django_assert_max_num_queries) -> None:
    client = client_of(bob)
    with django_assert_max_num_queries(7):
        client.get("/account/profile/")


def test_without_mail_it_offers_no_change_of_address(bob: User, client_of: ClientOf, settings) -> None:
    settings.MAIL_IS_CONFIGURED = False
    client = client_of(bob)
    assert 'href="/account/email/"' not in client.get("/account/profile/").content.decode()
    assert "this site sends no mail" in client.get("/account/email/").content.decode()


@pytest.mark.parametrize("taken", ["alice@school.example", "ALICE@school.example"])
def test_an_address_of_somebody_else_is_refused(alice: User, bob: User, client_of: ClientOf, taken: str) -> None:
    response = client_of(bob).post("/account/email/", {"action_add": "", "email": taken})
    assert "an account with this one exists" in response.content.decode()
