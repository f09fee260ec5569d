"""What the addresses of a sandbox answer."""

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts import rates
from iamlab.accounts.models import User
from iamlab.sandbox.models import Sandbox, Share

from .conftest import ANA_POLICY, ROLE, SESSION, TRUST, policy

HTMX = {"hx-request": "true"}
ACTS = ("evaluate", "assume-role", "drop-role", "advance-clock", "reset", "undo")


def address(sandbox: Sandbox, act: str = "") -> str:
    """Where a sandbox does something; its page without an act."""
    return f"/sandboxes/{sandbox.pk}/{act + '/' if act else ''}"


def test_the_page_shows_who_you_are_the_policies_and_the_decision(client: Client, sandbox: Sandbox) -> None:
    page = client.get(address(sandbox))
    assert page.status_code == 200
    for text in (
        "You are",
        "Trust policy",
        "Denied implicitly",
        "This is a simulator; AWS decides.",
        "Back to the lesson",
    ):
        assert text in page.text


def test_to_a_stranger_s3_says_less_than_the_page_which_tells_why(client: Client, sandbox: Sandbox) -> None:
    page = client.get(address(sandbox)).text
    said = page.partition("What AWS says")[2].partition("Near miss")[0]
    assert "Access Denied" in said
    assert "S3 gives a reason only within one account or one organization." in said
    assert "AWS names no reason; here are all of them" in said


@pytest.mark.parametrize("act", ACTS)
def test_a_sandbox_of_somebody_else_is_not_found(sandbox: Sandbox, act: str, bob: User, typed: dict[str, str]) -> None:
    outsider = Client()
    assert outsider.post(address(sandbox, act), typed).status_code == 404
    outsider.force_login(bob)
    assert outsider.post(address(sandbox, act), typed).status_code == 404
    assert outsider.get(address(sandbox)).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_posted_and_their_addresses_lead_to_the_sandbox(client: Client, sandbox: Sandbox, act: str) -> None:
    assert client.get(address(sandbox, act))["Location"] == address(sandbox)
    assert client.put(address(sandbox, act)).status_code == 405
    sandbox.refresh_from_db()
    assert sandbox.version == 1


def test_a_decision_is_answered_with_what_it_changes(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    text = policy("ReadAll", Action="s3:*", Resource="*")
    answer = client.post(address(sandbox, "evaluate"), {**typed, f"policy:{ANA_POLICY}": text}, headers=HTMX)
    assert answer.status_code == 200
    assert 'id="evaluation"' in answer.text
    assert "<textarea name=" not in answer.text
    sandbox.refresh_from_db()
    assert json.loads(answer.headers["HX-Trigger-After-Settle"]) == {
        "iamlab:kept": {"version": f"{sandbox.pk}.{sandbox.version}"}
    }
    assert sandbox.version == 2


def test_without_script_a_decision_leads_to_the_page_that_shows_it(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = client.post(address(sandbox, "evaluate"), {**typed, f"policy:{ANA_POLICY}": '{\r\n "Version": 1,\r\n}'})
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert "The policy is wrong" in page.text
    assert "Line 2, column 14" in page.text


def test_a_decision_takes_at_most_eight_queries(
    client: Client, sandbox: Sandbox, typed: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.post(address(sandbox, "evaluate"), {**typed, f"policy:{ANA_POLICY}": "{}"}, headers=HTMX)


def test_the_role_is_assumed_worn_and_dropped(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    worn = client.post(address(sandbox, "assume-role"), typed, headers=HTMX)
    assert worn.headers["HX-Retarget"] == "#sandbox-panel"
    assert "Both sides allow" in worn.text
    assert "assumed-role/report-reader/ana" in worn.text
    assert "Allowed" in worn.text
    dropped = client.post(address(sandbox, "drop-role"), typed, headers=HTMX)
    assert "While the role was worn they were set aside." in dropped.text
    assert "Denied implicitly" in dropped.text


def test_a_refused_role_shows_which_side_refused(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    empty = '{"Version": "2012-10-17", "Statement": []}'
    answer = client.post(address(sandbox, "assume-role"), {**typed, f"policy:{TRUST}": empty}, headers=HTMX)
    assert "No session: the trust side does not allow it" in answer.text
    assert "because no role trust policy allows the sts:AssumeRole action" in answer.text


def test_time_passes_and_a_session_expires(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(sandbox, "assume-role"), typed)
    half = client.post(address(sandbox, "advance-clock"), {**typed, "minutes": "30"}, headers=HTMX)
    assert "30 min" in half.text
    over = client.post(address(sandbox, "advance-clock"), {**typed, "minutes": "30"}, headers=HTMX)
    assert "The security token included in the request is expired" in over.text


def test_the_handshake_speaks_of_a_session_that_is_over_in_the_past(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    assert (
        "are set aside until you drop the role"
        in client.post(address(sandbox, "assume-role"), typed, headers=HTMX).text
    )
    over = client.post(address(sandbox, "advance-clock"), {**typed, "minutes": "60"}, headers=HTMX)
    assert "Both sides allowed" in over.text
    assert "the session is over" in over.text
    assert "are set aside until" not in over.text
    assert "Both sides allowed" in client.post(address(sandbox, "drop-role"), typed, headers=HTMX).text


def test_assuming_the_role_that_is_worn_says_so_beside_the_denial(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    client.post(address(sandbox, "assume-role"), typed)
    again = client.post(address(sandbox, "assume-role"), typed, headers=HTMX)
    assert "You already wear this role; drop it to ask as <b>ana</b>." in again.text
    assert "No session: the" in again.text


def test_who_wears_a_role_keeps_it_when_its_trust_policy_changes(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    client.post(address(sandbox, "assume-role"), typed)
    empty = {f"policy:{TRUST}": '{"Version": "2012-10-17", "Statement": []}'}
    page = client.post(address(sandbox, "evaluate"), {**typed, **empty}, follow=True)
    assert "No new session: the trust side does not allow it" in page.text
    assert "who holds a session keeps it until it ends" in page.text


def test_reset_goes_back_to_the_start_and_undo_to_what_was_typed(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    mine = {**typed, f"policy:{ANA_POLICY}": '{"mine": 1}'}
    assert "mine" not in client.post(address(sandbox, "reset"), mine, headers=HTMX).text
    assert "mine" in client.post(address(sandbox, "undo"), typed, headers=HTMX).text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"action": ""}, "the request names no action"),
        ({"action": "s3"}, "is not one action"),
        ({"resource": "arn:aws:s3:::reports/a\narn:aws:s3:::reports/b"}, "is more than one resource"),
        ({"resource": "arn:aws:s3:::nowhere/x"}, "there is no bucket"),
        ({"resource": "arn:aws:iam::999900001111:role/x"}, "there is no account"),
        ({"context": "nonsense"}, "line 1 is not a condition key and its value"),
    ],
)
def test_a_mistake_in_the_request_is_told_at_its_field(
    client: Client, sandbox: Sandbox, typed: dict[str, str], change: dict[str, str], told: str
) -> None:
    answer = client.post(address(sandbox, "evaluate"), {**typed, **change}, headers=HTMX)
    [name] = change
    field = answer.text.partition(f'id="{name}-error"')[2].partition("</div>")[0]
    assert told.lower() in field.lower()
    assert "Nothing was decided" in answer.text


def test_a_mistake_far_right_in_a_policy_is_shown_with_its_caret(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    text = policy("A", Action="s3:GetObject", Resource="arn:aws:s3:::reports/*").replace("\n", " ")
    text = text.replace("}", " " * 30 + ', "Foo": 1}', 1)
    page = client.post(address(sandbox, "evaluate"), {**typed, f"policy:{ANA_POLICY}": text}, headers=HTMX).text
    caret = page.partition('<span class="caret" aria-hidden="true">')[2].partition("</span>")[0]
    excerpt = page.partition('aria-label="Where the error is"')[2].partition("</code>")[0]
    assert caret.strip() == "^" * len('"Foo"')
    assert len(caret) < 48
    assert "Foo" in excerpt


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_text_that_is_too_long_is_refused_with_its_size_and_stays_on_the_page(
    client: Client, sandbox: Sandbox, typed: dict[str, str], headers: dict[str, str]
) -> None:
    answer = client.post(
        address(sandbox, "evaluate"), {**typed, f"policy:{ANA_POLICY}": "y" * 204_800}, headers=headers
    )
    assert answer.status_code == 422
    assert "This policy has 204,800 characters; the longest that AWS stores has 32,768." in answer.text
    assert "A text is too long" in answer.text
    assert headers or "y" * 204_800 in answer.text
    sandbox.refresh_from_db()
    assert sandbox.version == 1


@pytest.mark.parametrize("act", ["share", "command", "watches/here", "fixes/request/1/copy"])
def test_nothing_else_is_done_with_a_text_that_is_too_long_either(
    client: Client, sandbox: Sandbox, typed: dict[str, str], act: str
) -> None:
    typed |= {f"policy:{ANA_POLICY}": "y" * 40_000, "command": "aws s3 ls", "view": "workbench"}
    answer = client.post(address(sandbox, act), typed, headers=HTMX)
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#evaluation"
    assert "A text is too long" in answer.text
    assert "This policy has 40,000 characters; the longest that AWS stores has 32,768." in answer.text
    sandbox.refresh_from_db()
    assert sandbox.version == 1
    assert not Share.objects.exists()
    assert Sandbox.objects.count() == 1


@pytest.mark.parametrize("act", ["reset", "undo"])
def test_a_text_that_is_too_long_is_left_behind_by_what_loads_another(
    client: Client, sandbox: Sandbox, typed: dict[str, str], act: str
) -> None:
    typed |= {f"policy:{ANA_POLICY}": "y" * 40_000, f"base:{ANA_POLICY}": "0" * 16}
    assert client.post(address(sandbox, act), typed, headers=HTMX).status_code == 200
    sandbox.refresh_from_db()
    assert sandbox.version == 1
    assert not sandbox.steps.exists()


def test_whoever_asks_too_often_has_to_wait(
    client: Client, sandbox: Sandbox, typed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PER_LEARNER", 2)
    answers = [client.post(address(sandbox, "evaluate"), typed, headers=HTMX) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_the_session_worn_is_kept_for_the_next_visit(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(sandbox, "assume-role"), typed)
    sandbox.refresh_from_db()
    assert sandbox.bench.caller == SESSION
    assert sandbox.bench.tried is not None
    assert sandbox.bench.tried.role == ROLE


def test_signing_in_takes_the_sandbox_along(client: Client, sandbox: Sandbox, guest: UUID, bob: User) -> None:
    client.force_login(bob)
    assert client.get(address(sandbox)).status_code == 200
    sandbox.refresh_from_db()
    assert (sandbox.user, sandbox.guest_id) == (bob, None)


def test_a_sandbox_that_never_was_is_not_found(client: Client, guest: UUID, db: None) -> None:
    assert client.get(f"/sandboxes/{uuid4()}/").status_code == 404


def test_signing_in_from_a_refused_change_does_not_lead_back_to_its_address(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    refused = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", typed | {f"policy:{ANA_POLICY}": "x" * 40_000})
    assert refused.status_code == 422
    assert 'href="/account/login/"' in refused.text


def test_a_sandbox_is_kept_by_no_cache_and_is_compressed(client: Client, sandbox: Sandbox) -> None:
    page = client.get(f"/sandboxes/{sandbox.pk}/", headers={"accept-encoding": "gzip"})
    assert {"no-store", "private"} <= set(page.headers["Cache-Control"].split(", "))
    assert page.headers["Content-Encoding"] == "gzip"
