"""Requests that change one sandbox at the same time: each finds what the one before it left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from iamlab.sandbox.models import Sandbox

from .conftest import ANA, REPORT

DEV = "111122223333"
AT_ONCE = 4

pytestmark = pytest.mark.django_db(transaction=True)


def sent_at_once(client: Client, send: Callable[[Client, int], int]) -> list[int]:
    """The statuses of AT_ONCE requests of one visitor, who has as many tabs open."""
    session, ready = client.cookies["sessionid"].value, Barrier(AT_ONCE)

    def from_a_tab(number: int) -> int:
        tab = Client(raise_request_exception=False)
        tab.cookies["sessionid"] = session
        ready.wait()
        try:
            return send(tab, number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as tabs:
        return list(tabs.map(from_a_tab, range(AT_ONCE)))


def test_whatever_is_created_at_once_is_there(client: Client, sandbox: Sandbox) -> None:
    page = f"/sandboxes/{sandbox.pk}/accounts/{DEV}/user/create/"
    statuses = sent_at_once(client, lambda tab, number: tab.post(page, {"name": f"user-{number}"}).status_code)
    assert statuses == [302] * AT_ONCE
    sandbox.refresh_from_db()
    assert len(sandbox.bench.cloud.accounts[0].users) == 1 + AT_ONCE
    assert sandbox.position == AT_ONCE


def test_a_watch_added_beside_decisions_leaves_the_request_and_stays(client: Client, sandbox: Sandbox) -> None:
    page = f"/sandboxes/{sandbox.pk}"
    row = {"caller": ANA, "action": "s3:GetObject", "resource": REPORT, "context": "", "expected": ""}

    def send(tab: Client, number: int) -> int:
        if number % 2:
            return tab.post(f"{page}/watches/add/", {**row, "resource": f"{REPORT}.{number}"}).status_code
        return tab.post(f"{page}/evaluate/", {"action": "s3:PutObject", "resource": REPORT}).status_code

    assert sent_at_once(client, send) == [302] * AT_ONCE
    sandbox.refresh_from_db()
    assert sandbox.bench.asked.action == "s3:PutObject"
    assert [watch.key for watch in sandbox.bench.watches] == [1, 2]
