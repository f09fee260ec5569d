"""How often a visitor may ask, before they are anybody and after."""

import pytest
from django.test import Client

from iamlab.accounts import rates
from iamlab.sandbox.models import Sandbox


def test_whoever_has_to_wait_is_told_how_long_and_that_nothing_is_lost(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PER_ADDRESS", 0)
    answer = client.post("/sandbox/new/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "<h1>Wait a minute</h1>" in answer.text
    assert "more than one visitor may send in a minute. Nothing was stored or lost." in answer.text
    assert not Sandbox.objects.exists()
    assert client.get("/sandbox/new/").status_code == 200


def test_a_visitors_allowance_is_for_one_visitor(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "PER_LEARNER", 1)
    first, second = Client(), Client()
    for each in (first, second):
        assert each.post("/sandbox/new/").status_code == 302
        assert each.post("/sandbox/new/").status_code == 302
        assert each.post("/sandbox/new/").status_code == 429


def test_a_page_that_decides_much_counts_where_it_is_read(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.post("/sandbox/new/")["Location"]
    monkeypatch.setattr(rates, "PER_LEARNER", 2)
    assert [client.get(page).status_code for _ in range(3)] == [200, 200, 429]
