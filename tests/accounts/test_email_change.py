"""Another e-mail address: the old one stays until the new one is confirmed."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from iamlab.accounts.models import User
from tests.cast import PASSWORD

ClientOf = Callable[[User], Client]


def ask(client: Client, address: str) -> None:
    """Confirm who is asking, as the page demands, and ask for the address."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/account/email/", {"action_add": "", "email": address}).status_code == 302


def test_the_link_in_the_message_makes_the_change(charlie: User, client_of: ClientOf) -> None:
    client = client_of(charlie)
    ask(client, "Charlie@home.example")
    charlie.refresh_from_db()
    assert charlie.email == ""
    assert "charlie@home.example waits to be confirmed" in client.get("/account/email/").content.decode()

    link = re.search(r"http://[^/]+(/account/confirm-email/\S+)", mail.outbox[0].body)[1]
    assert "belongs to the account charlie" in client.get(link).content.decode()
    client.post(link)
    charlie.refresh_from_db()
    assert charlie.email == "charlie@home.example"


def test_an_address_that_somebody_took_meanwhile_is_not_confirmed(
    charlie: User, bob: User, client_of: ClientOf
) -> None:
    client = client_of(charlie)
    ask(client, "shared@school.example")
    User.objects.filter(pk=bob.pk).update(email="shared@school.example")
    EmailAddress.objects.create(user=bob, email="shared@school.example", verified=True, primary=True)
    link = re.search(r"http://[^/]+(/account/confirm-email/\S+)", mail.outbox[0].body)[1]
    assert "This address is taken" in client.get(link).content.decode()
    client.post(link)
    charlie.refresh_from_db()
    assert charlie.email == ""


def test_a_link_that_means_nothing_says_so(client: Client, db: None) -> None:
    assert "This link no longer works" in client.get("/account/confirm-email/nothing/").content.decode()


def test_too_many_messages_are_refused_with_our_page(client: Client, bob: User) -> None:
    answers = [client.post("/account/password/reset/", {"email": "bob@school.example"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in answers[-1].content.decode()
