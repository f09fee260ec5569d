"""Signing up, with an e-mail address or with a user name only."""

from datetime import timedelta

import pytest
from django.db.models.signals import pre_save
from django.test import Client, RequestFactory

from iamlab.accounts.forms import SignUpForm
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
        ({"username": "d" * 65}, "it has at most 64 characters"),
        ({"username": "d"}, "it has at least 2 characters"),
        ({"username": "d!", "password1": "12345678"}, "these two differ"),
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


def test_a_second_click_signs_in(client: Client) -> None:
    """The browser drops the first answer with its cookie, and sends the form again as a stranger."""
    client.post("/account/signup/", FORM)
    again = Client()
    assert again.post("/account/signup/", FORM).headers["Location"] == "/"
    assert again.session["_auth_user_id"] == str(User.objects.get().pk)


@pytest.mark.parametrize(
    ("age", "password"), [(timedelta(), "another-horse-battery"), (timedelta(minutes=5), PASSWORD)]
)
def test_a_name_that_is_taken_stays_so(client: Client, age: timedelta, password: str) -> None:
    """Signing up is no second door: only a new account opens, and only to its own password."""
    dana = User.objects.create_user("dana", "", PASSWORD)
    User.objects.update(date_joined=dana.date_joined - age)
    response = client.post("/account/signup/", {**FORM, "password1": password, "password2": password})
    assert "somebody has this one" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_two_forms_at_once_make_one_account(rf: RequestFactory) -> None:
    form = SignUpForm(FORM)
    assert form.is_valid()
    dana = User.objects.create_user("dana", "", PASSWORD)
    assert form.try_save(rf.post("/account/signup/")) == (dana, None)


def test_whoever_loses_a_race_for_a_name_is_led_to_sign_in(client: Client) -> None:
    def be_faster(sender: type[User], **kwargs: object) -> None:
        pre_save.disconnect(be_faster, sender=User)
        User.objects.bulk_create([User(username="dana")])

    pre_save.connect(be_faster, sender=User)
    response = client.post("/account/signup/", FORM, follow=True)
    assert response.redirect_chain == [("/account/login/", 302)]
    assert "the account has been made a moment ago" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("mail", "promised"), [(True, True), (False, False)])
def test_an_address_is_the_way_to_a_new_password_only_where_mail_is_sent(
    client: Client, settings, mail: bool, promised: bool
) -> None:
    settings.MAIL_IS_CONFIGURED = mail
    page = client.get("/account/signup/").content.decode()
    assert "Another name to sign in with" in page
    assert ("the way to a new password" in page) is promised


def test_the_page_asks_the_database_nothing(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/account/signup/").status_code == 200
