"""The address that monitors ask."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_says_ok_when_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_healthz_takes_no_form(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
