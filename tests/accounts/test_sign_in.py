"""Signing in and out."""

from collections.abc import Callable

import pytest
from django.test import Client

from iamlab.accounts.models import User
from tests.cast import PASSWORD


@pytest.mark.parametrize("login", ["bob", "BOB", "bob@school.example"])
def test_name_and_address_sign_in_whatever_their_case(client: Client, bob: User, login: str) -> None:
    response = client.post("/account/login/", {"login": login, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_a_wrong_password_says_no_more_than_that(client: Client, bob: User) -> None:
    wrong_password = client.post("/account/login/", {"login": "bob", "password": "wrong"})
    wrong_name = client.post("/account/login/", {"login": "nobody", "password": "wrong"})
    assert "do not belong together" in wrong_password.content.decode()
    assert "do not belong together" in wrong_name.content.decode()
    assert "ask for a new password" not in wrong_password.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_after_five_tries(client: Client, bob: User) -> None:
    for _ in range(5):
        client.post("/account/login/", {"login": "bob", "password": "wrong"})
    response = client.post("/account/login/", {"login": "bob", "password": PASSWORD})
    assert "Wait five minutes" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_class_behind_one_address_signs_in_together(db: None) -> None:
    names = [f"student{number}" for number in range(40)]
    for name in names:
        User.objects.create_user(name, "", PASSWORD)
    answers = {Client().post("/account/login/", {"login": name, "password": PASSWORD}).status_code for name in names}
    assert answers == {302}


def test_a_class_that_mistypes_is_not_shut_out(client: Client, bob: User) -> None:
    for number in range(20):
        client.post("/account/login/", {"login": f"student{number}", "password": "wrong"})
    assert client.post("/account/login/", {"login": "bob", "password": PASSWORD}).status_code == 302


def test_signing_in_leads_back_to_the_page_that_asked(client: Client, bob: User) -> None:
    response = client.post("/account/login/?next=/account/profile/", {"login": "bob", "password": PASSWORD})
    assert response.headers["Location"] == "/account/profile/"


def test_signing_in_never_leads_to_another_host(client: Client, bob: User) -> None:
    form = {"login": "bob", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/account/login/", form).headers["Location"] == "/"


def test_signing_out_takes_a_form_and_ends_the_session(bob: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(bob)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_account_pages_stay_out_of_caches_and_are_not_compressed(client: Client, db: None) -> None:
    """They may show a secret, and compression would tell its length."""
    response = client.get("/account/login/", headers={"accept-encoding": "gzip"})
    assert "no-store" in response.headers["Cache-Control"]
    assert "Content-Encoding" not in response.headers
