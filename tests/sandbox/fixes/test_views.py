"""Fixes on the page, and applied."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.showing.panel import panel_of

from ..conftest import ANA, ANA_POLICY, TRUST, policy

HTMX = {"hx-request": "true"}


def address(sandbox: Sandbox, rest: str) -> str:
    return f"/sandboxes/{sandbox.pk}/fixes/request/{rest}/"


def test_a_denial_comes_with_its_smallest_fixes_as_diffs(client: Client, sandbox: Sandbox) -> None:
    page = client.get(f"/sandboxes/{sandbox.pk}/").text
    assert "Smallest changes that would allow it" in page
    assert "Apply in a copy" in page
    assert 'data-sign="+"' in page


def test_a_fix_in_a_copy_leaves_this_one_and_shows_it_allowed(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    before = sandbox.state
    answer = client.post(address(sandbox, "1/copy"), typed, follow=True)
    assert "stays as it was" in answer.text
    copy = Sandbox.objects.exclude(pk=sandbox.pk).get()
    assert panel_of(copy.bench).word == "Allowed"
    sandbox.refresh_from_db()
    assert sandbox.state == before


def test_a_fix_applied_here_is_taken_back_by_undo(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(sandbox, "1/apply"), typed, headers=HTMX)
    assert 'data-state="allow"' in answer.text
    sandbox.refresh_from_db()
    sandbox.undo()
    assert panel_of(sandbox.bench).word == "Denied implicitly"


def test_htmx_is_led_to_the_copy(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    assert client.post(address(sandbox, "1/copy"), typed, headers=HTMX)["HX-Redirect"].startswith("/sandboxes/")


def test_what_it_also_changes_is_told_on_demand(client: Client, sandbox: Sandbox) -> None:
    fragment = client.get(address(sandbox, "1/effects"), headers=HTMX).text
    assert "<dt>No longer allows</dt><dd>nothing</dd>" in fragment
    assert "representative requests; it is no proof" in fragment
    assert "<html" not in fragment
    assert "<html" in client.get(address(sandbox, "1/effects")).text


def test_nothing_is_offered_for_what_is_allowed(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(sandbox, "1/apply"), typed)
    assert "Smallest changes" not in client.get(f"/sandboxes/{sandbox.pk}/").text
    assert client.post(address(sandbox, "1/apply"), typed).status_code == 404


@pytest.mark.parametrize("rest", ["0/apply", "9/apply", "9/copy"])
def test_a_fix_that_is_not_there_is_not_found(
    client: Client, sandbox: Sandbox, rest: str, typed: dict[str, str]
) -> None:
    assert client.post(address(sandbox, rest), typed).status_code == 404


@pytest.mark.parametrize("rest", ["1/apply", "1/copy"])
def test_nobody_else_applies_anything(sandbox: Sandbox, rest: str, typed: dict[str, str]) -> None:
    assert Client().post(address(sandbox, rest), typed).status_code == 404
    assert Client().get(address(sandbox, "1/effects")).status_code == 404


def test_a_policy_that_cannot_be_read_has_no_fix(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, f"policy:{ANA_POLICY}": "{"}, headers=HTMX)
    assert "Smallest changes" not in answer.text


def test_applying_takes_few_queries(
    client: Client, sandbox: Sandbox, typed: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.post(address(sandbox, "1/apply"), typed, headers=HTMX)


def refused(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> str:
    """Let Ana ask for a role whose trust policy names somebody else; the answer."""
    other = policy("BenMayWearIt", Principal={"AWS": ANA.replace("ana", "ben")}, Action="sts:AssumeRole")
    return client.post(f"/sandboxes/{sandbox.pk}/assume-role/", {**typed, f"policy:{TRUST}": other}, headers=HTMX).text


def test_a_role_that_is_refused_comes_with_fixes_of_the_handshake(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = refused(client, sandbox, typed)
    assert "Smallest changes that would let it succeed" in answer
    assert "Let BenMayWearIt trust" in answer


def test_a_fix_of_the_handshake_applied_lets_both_sides_allow(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    refused(client, sandbox, typed)
    answer = client.post(f"/sandboxes/{sandbox.pk}/fixes/handshake/1/apply/", {}, headers=HTMX)
    assert "Both sides allow" in answer.text


def test_a_denial_that_is_none_of_the_two_is_not_found(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    assert client.post(f"/sandboxes/{sandbox.pk}/fixes/watch/1/apply/", typed).status_code == 404
    assert client.post(f"/sandboxes/{sandbox.pk}/fixes/handshake/1/apply/", typed).status_code == 404


def test_the_copy_leads_back_to_where_it_came_from(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(sandbox, "1/copy"), typed, follow=True)
    assert f'<a href="/sandboxes/{sandbox.pk}/">' in answer.text


def test_a_session_that_is_over_can_be_begun_anew(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(f"/sandboxes/{sandbox.pk}/assume-role/", typed)
    for _ in range(2):
        answer = client.post(f"/sandboxes/{sandbox.pk}/advance-clock/", {"minutes": "60"}, headers=HTMX)
    assert "again: the session is over" in answer.text
    assert 'data-state="allow"' in client.post(address(sandbox, "1/apply"), {}, headers=HTMX).text


def test_a_call_to_sts_that_is_refused_says_what_would_let_it_succeed(client: Client, sandbox: Sandbox) -> None:
    client.post("/sandbox/start/own-accounts/")
    company = Sandbox.objects.latest("created")
    role = "arn:aws:iam::444455556666:role/deployer"
    answer = client.post(f"/sandboxes/{company.pk}/sessions/get/assume-role/", {"role": role, "session_name": "ana"})
    assert answer.status_code == 422
    assert "Smallest changes that would let it succeed" in answer.text
    assert "Sign in with MFA and ask again" in answer.text
    assert "Apply here" not in answer.text
    assert client.post(f"/sandboxes/{company.pk}/fixes/call/1/apply/", {}).status_code == 404
