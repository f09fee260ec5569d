"""Signing up, with an e-mail address or with a user name only."""

import pytest
from django.db.models.signals import pre_save
from django.test import Client

from iamlab.accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

FORM = {"username": "dana", "email": "dana@school.example", "password1": PASSWORD, "password2": PASSWORD}


def test_a_user_name_and_a_password_are_enough(client: Client) -> None:
    response = client.post("/account/signup/", {**FORM, "email": ""})
    assert response.status_code == 302
    dana = User.objects.get(username="dana")
    assert dana.email == ""
    assert client.session["_auth_user_id"] == str(dana.pk)


def test_two_people_without_an_address_do_not_collide(client: Client, charlie: User) -> None:
    client.post("/account/signup/", {**FORM, "email": ""})
    assert User.objects.filter(email="").count() == 2


def test_an_address_is_kept_and_signs_in(client: Client) -> None:
    client.post("/account/signup/", FORM)
    client.post("/account/logout/")
    response = client.post("/account/login/", {"login": "DANA@school.example", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "BOB"}, "somebody has this one"),
        ({"username": "dana@school.example"}, "Use letters, digits and . + - _ only."),
        ({"username": ""}, "This field is required."),
        ({"email": "Bob@school.example"}, "an account with this one exists"),
        ({"email": "no address"}, "valid email address"),
        ({"password1": "12345678", "password2": "12345678"}, "too common"),
        ({"password2": "another-horse"}, "same password"),
    ],
)
def test_a_wrong_form_says_what_to_change_and_keeps_the_rest(
    client: Client, bob: User, wrong: dict[str, str], words: str
) -> None:
    response = client.post("/account/signup/", {**FORM, **wrong})
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert all(f'value="{kept}"' in page for name in ("username", "email") if (kept := {**FORM, **wrong}[name]))
    assert User.objects.count() == 1


def test_no_name_is_ever_taken_for_an_address(client: Client, bob: User) -> None:
    """Otherwise a stranger named like Bob's address would catch his sign-ins."""
    client.post("/account/signup/", {**FORM, "username": "bob@school.example"})
    assert not User.objects.filter(username__contains="@").exists()


def test_a_form_sent_twice_at_once_leads_to_sign_in(client: Client) -> None:
    def be_faster(sender: type[User], **kwargs: object) -> None:
        pre_save.disconnect(be_faster, sender=User)
        User.objects.bulk_create([User(username="dana")])

    pre_save.connect(be_faster, sender=User)
    response = client.post("/account/signup/", FORM, follow=True)
    assert response.redirect_chain == [("/account/login/", 302)]
    assert "the account has been made a moment ago" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_page_asks_the_database_nothing(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/account/signup/").status_code == 200
