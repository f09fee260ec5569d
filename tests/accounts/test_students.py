"""An instructor sets a student's password without mail."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from iamlab.accounts.models import User
from tests.cast import PASSWORD

ClientOf = Callable[[User], Client]


def password_set_by(client: Client, student: str) -> str:
    """Set a temporary password and return what the page shows."""
    page = client.post(f"/account/students/{student}/password/").content.decode()
    return re.search(r'<code class="one-time">([^<]+)</code>', page)[1]


def test_an_instructor_finds_students_by_a_part_of_the_name(
    alice: User, bob: User, charlie: User, client_of: ClientOf
) -> None:
    page = client_of(alice).get("/account/students/", {"q": "OB"}).content.decode()
    assert "/account/students/bob/password/" in page
    assert "charlie" not in page


def test_instructors_are_not_in_the_list(alice: User, client_of: ClientOf) -> None:
    assert "/account/students/alice/" not in client_of(alice).get("/account/students/").content.decode()


def test_a_name_that_nobody_has_says_so(alice: User, client_of: ClientOf) -> None:
    page = client_of(alice).get("/account/students/", {"q": "<zoe>"}).content.decode()
    assert "No student's name contains “&lt;zoe&gt;”" in page


def test_what_no_name_can_hold_is_the_name_of_nobody(alice: User, bob: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    page = client.get("/account/students/", {"q": "bo\0"})
    assert page.status_code == 200
    assert "No student's name contains “bo\N{REPLACEMENT CHARACTER}”" in page.text
    assert client.get("/account/students/bob%00/password/").status_code == 404


def test_the_student_signs_in_with_the_new_password_and_chooses_an_own_one(
    alice: User, bob: User, client: Client, client_of: ClientOf
) -> None:
    password = password_set_by(client_of(alice), "bob")
    assert client.post("/account/login/", {"login": "bob", "password": PASSWORD}).status_code == 200
    assert client.post("/account/login/", {"login": "bob", "password": password}).status_code == 302
    assert "Choose a password of your own" in client.get("/account/profile/").content.decode()

    own = "an-own-long-password"
    form = {"oldpassword": password, "password1": own, "password2": own}
    assert client.post("/account/password/change/", form).status_code == 302
    bob.refresh_from_db()
    assert bob.check_password(own)
    assert not bob.password_is_temporary


def test_the_students_other_sessions_end(alice: User, bob: User, client_of: ClientOf) -> None:
    elsewhere = client_of(bob)
    password_set_by(client_of(alice), "bob")
    assert elsewhere.get("/account/profile/").status_code == 302


def test_looking_changes_nothing(alice: User, bob: User, client_of: ClientOf) -> None:
    assert client_of(alice).get("/account/students/bob/password/").status_code == 200
    bob.refresh_from_db()
    assert bob.check_password(PASSWORD)


@pytest.mark.parametrize("address", ["/account/students/", "/account/students/charlie/password/"])
def test_an_outsider_gets_404(bob: User, charlie: User, client_of: ClientOf, address: str) -> None:
    client = client_of(bob)
    assert client.get(address).status_code == 404
    if address.endswith("/password/"):
        assert client.post(address).status_code == 404
        charlie.refresh_from_db()
        assert charlie.check_password(PASSWORD)


@pytest.mark.parametrize("rights", ["is_instructor", "is_staff", "is_superuser"])
def test_whoever_has_rights_of_their_own_is_out_of_reach(
    alice: User, charlie: User, client_of: ClientOf, rights: str
) -> None:
    setattr(charlie, rights, True)
    charlie.save()
    assert client_of(alice).post("/account/students/charlie/password/").status_code == 404


def test_the_list_takes_three_queries_for_one_student_or_twenty(
    alice: User, client_of: ClientOf, django_assert_num_queries
) -> None:
    for number in range(25):
        User.objects.create_user(f"student{number:02}")
    client = client_of(alice)
    with django_assert_num_queries(3):
        page = client.get("/account/students/").content.decode()
    assert page.count("/password/") == 20
    assert "These are the first 20." in page
