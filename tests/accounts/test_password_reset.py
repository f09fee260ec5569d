"""A forgotten password, with mail and without."""

import re

import pytest
from django.core import mail
from django.test import Client

from iamlab.accounts.models import User

OWN = "an-own-long-password"


def test_the_link_in_the_message_leads_to_a_new_password(client: Client, bob: User) -> None:
    assert client.post("/account/password/reset/", {"email": "bob@school.example"}).status_code == 302
    link = re.search(r"http://\S+?(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    response = client.post(form.request["PATH_INFO"], {"password1": OWN, "password2": OWN})
    assert response.status_code == 302
    bob.refresh_from_db()
    assert bob.check_password(OWN)


def test_a_link_works_once(client: Client, bob: User) -> None:
    client.post("/account/password/reset/", {"email": "bob@school.example"})
    link = re.search(r"http://\S+?(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": OWN, "password2": OWN})
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer(client: Client, bob: User) -> None:
    known = client.post("/account/password/reset/", {"email": "bob@school.example"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@school.example"})
    assert known.headers["Location"] == unknown.headers["Location"]


@pytest.mark.django_db
def test_without_mail_the_page_sends_to_an_instructor(client: Client, settings) -> None:
    settings.MAIL_IS_CONFIGURED = False
    page = client.get("/account/password/reset/").content.decode()
    assert "Ask your instructor" in page
    assert 'type="email"' not in page
