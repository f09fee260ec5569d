"""A form of the explorer about something that another tab changed or deleted meanwhile."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from iamlab.cloud import User
from iamlab.sandbox.models import Sandbox

DEV, PROD = "111122223333", "444455556666"


@pytest.fixture
def base(client: Client, sandbox: Sandbox) -> str:
    """What the page of Ana says that she was when it was opened."""
    page = client.get(address(sandbox)).text
    found = re.search(r'name="base" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def address(sandbox: Sandbox, name: str = "ana", kind: str = "user", account: str = DEV) -> str:
    return f"/sandboxes/{sandbox.pk}/accounts/{account}/{kind}/?name={name}"


def users(sandbox: Sandbox) -> dict[str, User]:
    sandbox.refresh_from_db()
    return {user.name: user for user in sandbox.bench.cloud.accounts[0].users}


def form(base: str, **fields: str) -> dict[str, str]:
    return {"name": "ana", "path": "/", "tags": "", "base": base, **fields}


def another_tab(sandbox: Sandbox, *found: User) -> None:
    """Let another tab leave these users in dev."""
    bench = sandbox.bench
    dev = replace(bench.cloud.accounts[0], users=found)
    sandbox.replace_by(replace(bench, cloud=bench.cloud.with_account(dev)), "Changed user ana")


def test_what_another_tab_wrote_is_shown_and_saving_again_overwrites_it(
    client: Client, sandbox: Sandbox, base: str
) -> None:
    another_tab(sandbox, replace(users(sandbox)["ana"], tags=(("team", "orders"),)))
    answer = client.post(address(sandbox), form(base, tags="team = apps"))
    assert answer.status_code == 422
    assert "Another tab changed this since the page was opened." in answer.text
    assert "Another tab wrote here: team = orders" in answer.text.replace("&#x27;", "'")
    assert users(sandbox)["ana"].tags == (("team", "orders"),)
    newer = re.search(r'name="base" value="([0-9a-f]+)"', answer.text)
    assert newer
    assert client.post(address(sandbox), form(newer[1], tags="team = apps")).status_code == 302
    assert users(sandbox)["ana"].tags == (("team", "apps"),)
    sandbox.undo()
    assert users(sandbox)["ana"].tags == (("team", "orders"),)


def test_what_another_tab_deleted_can_be_created_again(client: Client, sandbox: Sandbox, base: str) -> None:
    another_tab(sandbox)
    answer = client.post(address(sandbox), form(base, tags="team = apps"))
    assert answer.status_code == 422
    assert "another tab deleted or renamed user ana" in answer.text
    assert "team = apps" in answer.text
    assert users(sandbox) == {}
    create = re.search(r'action="([^"]+/create/)"', answer.text)
    assert create
    client.post(create[1], form("", tags="team = apps"))
    assert users(sandbox)["ana"].tags == (("team", "apps"),)


def test_a_role_that_is_gone_is_told_in_the_sandbox(client: Client, sandbox: Sandbox) -> None:
    bench = sandbox.bench
    prod = replace(bench.cloud.accounts[1], roles=())
    sandbox.replace_by(replace(bench, cloud=bench.cloud.with_account(prod)), "Deleted role report-reader")
    page = address(sandbox, "report-reader", "role", PROD)
    assert "another tab deleted role report-reader" in client.post(page, form("x"), follow=True).text


def test_a_form_that_nobody_else_changed_is_saved_at_once(client: Client, sandbox: Sandbox, base: str) -> None:
    assert client.post(address(sandbox), form(base, tags="team = apps")).status_code == 302
    assert users(sandbox)["ana"].tags == (("team", "apps"),)


def test_a_name_that_never_was_is_not_found(client: Client, sandbox: Sandbox) -> None:
    assert client.post(address(sandbox, "nobody"), form("")).status_code == 404
