"""What the addresses of the watch table answer."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.watches.watch import MOST_WATCHES, Expected, Watch

from ..conftest import ANA, REPORT, ROLE

HTMX = {"hx-request": "true"}
FORM = {"caller": ROLE, "action": "s3:GetObject", "resource": REPORT, "context": "", "expected": "allow"}


def address(sandbox: Sandbox, rest: str = "") -> str:
    return f"/sandboxes/{sandbox.pk}/watches/{rest}"


def watches(sandbox: Sandbox) -> tuple[Watch, ...]:
    sandbox.refresh_from_db()
    return sandbox.bench.watches


@pytest.fixture
def watched(client: Client, sandbox: Sandbox) -> Sandbox:
    """The sandbox with one row."""
    client.post(address(sandbox, "add/"), FORM)
    return sandbox


def test_an_empty_table_says_what_it_is_for(client: Client, sandbox: Sandbox) -> None:
    assert "Nothing is watched yet" in client.get(address(sandbox)).text


@pytest.mark.parametrize("rest", ["add/", "{key}/duplicate/"])
def test_a_request_that_is_watched_is_not_added_again(client: Client, watched: Sandbox, rest: str) -> None:
    key = watches(watched)[0].key
    rest = rest.format(key=key)
    answer = client.post(address(watched, rest), FORM)
    assert answer.status_code == 422
    assert "This request is watched already." in answer.text
    assert len(watches(watched)) == 1
    assert client.post(address(watched, f"{key}/"), FORM).status_code == 302
    client.post(address(watched, rest), {**FORM, "expected": "deny"})
    assert len(watches(watched)) == 2


def test_each_pasted_line_has_its_own_separator(client: Client, sandbox: Sandbox) -> None:
    rows = f"ana,s3:GetObject,{REPORT},allow\nana;s3:PutObject;{REPORT};deny\nana\ts3:DeleteObject\t{REPORT}\n"
    client.post(address(sandbox, "paste/"), {"table": rows})
    assert [watch.action for watch in watches(sandbox)] == ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    answer = client.post(address(sandbox, "paste/"), {"table": f"{rows}\nana"})
    assert "Line 5: 1 column instead of who, action, resource" in answer.text


def test_the_request_typed_in_is_watched(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    typed |= {"action": "s3:PutObject", "expected": "deny"}
    answer = client.post(address(sandbox, "here/"), typed, headers=HTMX)
    assert 'id="watches"' in answer.text
    assert "<html" not in answer.text
    assert "1 as expected" in answer.text
    assert watches(sandbox) == (Watch(1, ANA, "s3:PutObject", REPORT, "", Expected.DENIED),)
    assert "iamlab:kept" in answer.headers["HX-Trigger-After-Settle"]


def test_the_same_request_is_watched_once(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    typed |= {"expected": "deny"}
    client.post(address(sandbox, "here/"), typed)
    answer = client.post(address(sandbox, "here/"), typed, headers=HTMX)
    assert "This request is watched already." in answer.text
    assert len(watches(sandbox)) == 1
    client.post(address(sandbox, "here/"), {**typed, "expected": "allow"})
    assert len(watches(sandbox)) == 2


def test_a_decision_leaves_the_form_beside_the_table_alone(
    client: Client, watched: Sandbox, typed: dict[str, str]
) -> None:
    place = 'id="watch-form"'
    workbench = {**typed, "view": "workbench"}
    for rest in ("evaluate", "undo"):
        assert place not in client.post(f"/sandboxes/{watched.pk}/{rest}/", workbench, headers=HTMX).text
    assert place not in client.post(address(watched, "here/"), typed, headers=HTMX).text
    assert place in client.post(address(watched, "add/"), FORM, headers=HTMX).text
    assert place in client.get(address(watched), headers=HTMX).text


@pytest.mark.parametrize("rest", ["", "add/", "paste/", "1/", "1/duplicate/"])
def test_a_page_of_its_own_needs_nothing_of_the_workbench(client: Client, watched: Sandbox, rest: str) -> None:
    page = client.get(address(watched, rest)).text
    assert 'action="' in page
    for attribute in ("hx-get", "hx-post", "hx-target"):
        assert attribute not in page


def test_a_row_is_added_by_a_form_and_without_script_the_table_follows(client: Client, sandbox: Sandbox) -> None:
    assert "<html" in client.get(address(sandbox, "add/")).text
    answer = client.post(address(sandbox, "add/"), FORM, follow=True)
    assert "1 request · 1 as expected" in answer.text
    assert watches(sandbox)[0].caller == ROLE


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(address(sandbox, "add/"), {**FORM, "action": "GetObject", "resource": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="GetObject"' in answer.text
    answer = client.post(address(sandbox, "add/"), {**FORM, "caller": "nobody-here"}, headers=HTMX)
    assert answer.status_code == 422
    assert "names nobody" in answer.text
    assert watches(sandbox) == ()


def test_a_row_is_duplicated_with_a_difference_beside_it(client: Client, watched: Sandbox) -> None:
    assert f'value="{ROLE}"' in client.get(address(watched, "1/duplicate/"), headers=HTMX).text
    client.post(address(watched, "1/duplicate/"), {**FORM, "action": "s3:PutObject", "expected": "deny"})
    assert [(watch.key, watch.action) for watch in watches(watched)] == [(1, "s3:GetObject"), (2, "s3:PutObject")]


def test_a_row_is_edited_in_its_place(client: Client, watched: Sandbox) -> None:
    client.post(address(watched, "1/"), {**FORM, "expected": "deny"})
    (watch,) = watches(watched)
    assert (watch.key, watch.expected) == (1, Expected.DENIED)


def test_a_removed_row_comes_back_by_undo(client: Client, watched: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(watched, "1/remove/"))
    assert watches(watched) == ()
    client.post(f"/sandboxes/{watched.pk}/undo/", typed)
    assert len(watches(watched)) == 1


def test_a_row_is_opened_in_the_stepper(client: Client, watched: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(watched, "1/open/"), typed, headers=HTMX)
    assert "Allowed" in answer.text
    watched.refresh_from_db()
    assert watched.bench.asked.action == "s3:GetObject"


def test_pasted_rows_are_added_all_or_none(client: Client, sandbox: Sandbox) -> None:
    good, bad = f"ana, s3:GetObject, {REPORT}, deny", "ana, GetObject, x"
    answer = client.post(address(sandbox, "paste/"), {"table": f"{good}\n{bad}"}, headers=HTMX)
    assert answer.status_code == 422
    assert "Line 2" in answer.text
    assert good in answer.text
    assert watches(sandbox) == ()
    client.post(address(sandbox, "paste/"), {"table": f"{good}\n{good}"})
    assert len(watches(sandbox)) == 2


def test_a_full_table_says_its_limit(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(sandbox, "paste/"), {"table": f"ana, s3:GetObject, {REPORT}\n" * MOST_WATCHES})
    answer = client.post(address(sandbox, "here/"), typed, headers=HTMX)
    assert f"at most {MOST_WATCHES} requests" in answer.text
    answer = client.post(address(sandbox, "add/"), FORM, headers=HTMX)
    assert answer.status_code == 422
    assert len(watches(sandbox)) == MOST_WATCHES


@pytest.mark.parametrize("rest", ["", "add/", "paste/", "1/", "1/duplicate/"])
def test_a_table_of_somebody_else_is_not_found(watched: Sandbox, rest: str) -> None:
    assert Client().get(address(watched, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["here/", "1/remove/", "1/open/"])
def test_nobody_else_changes_it(watched: Sandbox, rest: str, typed: dict[str, str]) -> None:
    assert Client().post(address(watched, rest), typed).status_code == 404


@pytest.mark.parametrize("rest", ["9/", "9/duplicate/"])
def test_a_row_that_is_not_there_is_not_found(client: Client, watched: Sandbox, rest: str) -> None:
    assert client.get(address(watched, rest)).status_code == 404


def test_a_full_table_takes_few_queries(
    client: Client, sandbox: Sandbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.post(address(sandbox, "paste/"), {"table": f"ana, s3:GetObject, {REPORT}\n" * MOST_WATCHES})
    with django_assert_max_num_queries(8):
        client.get(address(sandbox), headers=HTMX)
