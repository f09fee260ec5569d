"""One sandbox in two tabs: neither overwrites what the other changed without a word."""

from dataclasses import replace

import pytest
from django.test import Client

from iamlab.cloud import policy_slots
from iamlab.sandbox.bench import Bench, bench_from_json, with_policies
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import digest_of
from iamlab.sandbox.two_tabs import shown_step

from .conftest import ANA_POLICY, ROLE_POLICY, policy

HTMX = {"hx-request": "true"}
MINE = policy("Mine", Action="s3:*", Resource="*")
OTHER = policy("Other", Action="s3:*", Resource="*")
NOTHING = policy("Nothing", Action="s3:ListBucket", Resource="*")


@pytest.fixture
def page(sandbox: Sandbox, typed: dict[str, str]) -> dict[str, str]:
    """The form of a tab that was opened before anything was changed."""
    texts = {str(slot.ref): slot.text for slot in policy_slots(sandbox.bench.cloud) if slot.text is not None}
    bases = {f"base:{ref}": digest_of(text) for ref, text in texts.items()}
    return {**typed, **bases, **{f"policy:{ref}": text for ref, text in texts.items()}}


def run(client: Client, sandbox: Sandbox, form: dict[str, str], **texts: str) -> str:
    """Send the form with other texts; return the answer."""
    answer = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**form, **texts}, headers=HTMX)
    sandbox.refresh_from_db()
    return answer.text


def text_of(sandbox: Sandbox, ref: str) -> str:
    """The stored text of a policy."""
    return text_in(sandbox.bench, ref)


def text_in(bench: Bench, ref: str) -> str:
    """The text of a policy of a workbench."""
    return next(slot.text or "" for slot in policy_slots(bench.cloud) if str(slot.ref) == ref)


def test_a_stale_tab_leaves_what_it_did_not_change_and_gets_the_newer_text(
    client: Client, sandbox: Sandbox, page: dict[str, str]
) -> None:
    run(client, sandbox, page, **{f"policy:{ANA_POLICY}": MINE})
    answer = run(client, sandbox, page, **{f"policy:{ROLE_POLICY}": OTHER})
    assert text_of(sandbox, ANA_POLICY) == MINE
    assert text_of(sandbox, ROLE_POLICY) == OTHER
    assert "You changed this policy in another tab. Here is its text from there." in answer
    assert f'<textarea name="policy:{ANA_POLICY}"' in answer
    assert f'<textarea name="policy:{ROLE_POLICY}"' not in answer


def test_where_both_tabs_changed_a_policy_undo_brings_the_other_text_back(
    client: Client, sandbox: Sandbox, page: dict[str, str]
) -> None:
    run(client, sandbox, page, **{f"policy:{ANA_POLICY}": MINE})
    answer = run(client, sandbox, page, **{f"policy:{ANA_POLICY}": OTHER})
    assert text_of(sandbox, ANA_POLICY) == OTHER
    assert "You changed this policy in another tab too." in answer
    assert "Undo</button>" in answer
    client.post(f"/sandboxes/{sandbox.pk}/undo/", page, headers=HTMX)
    sandbox.refresh_from_db()
    assert text_of(sandbox, ANA_POLICY) == MINE


@pytest.mark.parametrize(
    "act", ["share", "command", "watches/here", "fixes/request/1/copy", "fixes/request/1/apply", "reset"]
)
def test_whatever_this_tab_does_the_text_it_writes_over_is_a_step_of_the_history(
    client: Client, sandbox: Sandbox, page: dict[str, str], act: str
) -> None:
    run(client, sandbox, page, **{f"policy:{ANA_POLICY}": MINE})
    form = {**page, f"policy:{ANA_POLICY}": NOTHING, "command": "aws s3 ls"}
    assert client.post(f"/sandboxes/{sandbox.pk}/{act}/", form, headers=HTMX).status_code == 200
    texts = {step.number: text_in(bench_from_json(step.state), ANA_POLICY) for step in sandbox.steps.all()}
    assert texts[1] == MINE
    assert texts[2] == NOTHING
    assert sandbox.steps.get(number=2).what == "Changed in two tabs"


def test_the_answer_tells_the_tab_which_text_is_stored_now(
    client: Client, sandbox: Sandbox, page: dict[str, str]
) -> None:
    answer = run(client, sandbox, page, **{f"policy:{ANA_POLICY}": MINE})
    assert f'name="base:{ANA_POLICY}" value="{digest_of(MINE)}"' in answer
    assert "another tab" not in answer


@pytest.fixture
def worked(client: Client, sandbox: Sandbox, page: dict[str, str], bench: Bench) -> dict[str, str]:
    """The form of a tab that shows the step after an edit."""
    sandbox.replace_by(with_policies(bench, {ROLE_POLICY: OTHER}), "Edited read-reports")
    texts = {ref: text_of(sandbox, ref) for ref in (ANA_POLICY, ROLE_POLICY)}
    bases = {f"base:{ref}": digest_of(text) for ref, text in texts.items()}
    return {**page, **bases, **{f"policy:{ref}": text for ref, text in texts.items()}, "at": shown_step(sandbox)}


def without_ana_policy(bench: Bench) -> Bench:
    """The state after another tab deleted Ana's policy."""
    dev, prod = bench.cloud.accounts
    ana = replace(dev.users[0], inline_policies=())
    return replace(bench, cloud=replace(bench.cloud, accounts=(replace(dev, users=(ana,)), prod)))


def act(client: Client, sandbox: Sandbox, what: str, form: dict[str, str], *, htmx: bool = True) -> str:
    """Press a button of the panel; return the answer."""
    answer = client.post(f"/sandboxes/{sandbox.pk}/{what}/", form, headers=HTMX if htmx else {})
    sandbox.refresh_from_db()
    return answer.text


def test_a_text_whose_policy_another_tab_deleted_is_shown_and_the_deletion_stands(
    client: Client, sandbox: Sandbox, worked: dict[str, str]
) -> None:
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    answer = act(client, sandbox, "evaluate", {**worked, f"policy:{ANA_POLICY}": MINE})
    assert "Another tab changed this sandbox: Deleted policy ana-dev." in answer
    assert "Policy ana-dev of user ana, as typed in this tab" in answer
    assert f'name="mine:{ANA_POLICY}"' in answer
    assert "Stay with the sandbox as it is" in answer
    assert "Mine" not in str(sandbox.state)


def test_this_tab_can_take_its_state_back_with_what_was_typed_and_undo_gives_the_other(
    client: Client, sandbox: Sandbox, worked: dict[str, str]
) -> None:
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    theirs = sandbox.bench.cloud
    form = {**worked, "at": shown_step(sandbox), "mine_at": worked["at"], f"mine:{ANA_POLICY}": MINE}
    act(client, sandbox, "this-tab", form)
    assert text_of(sandbox, ANA_POLICY) == MINE
    assert text_of(sandbox, ROLE_POLICY) == OTHER
    act(client, sandbox, "undo", {"at": shown_step(sandbox)})
    assert sandbox.bench.cloud == theirs


@pytest.mark.parametrize("walk", ["undo", "redo"])
def test_walking_through_the_history_waits_for_who_shows_another_step(
    client: Client, sandbox: Sandbox, worked: dict[str, str], walk: str
) -> None:
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    theirs = sandbox.bench
    answer = act(client, sandbox, walk, worked)
    assert f"{walk.capitalize()} was held back" in answer
    assert sandbox.bench == theirs
    assert "held back" not in act(client, sandbox, "undo", {**worked, "at": shown_step(sandbox)})
    assert text_of(sandbox, ANA_POLICY)


def test_a_step_that_another_tab_took_back_is_told(client: Client, sandbox: Sandbox, worked: dict[str, str]) -> None:
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    worked["at"] = shown_step(sandbox)
    sandbox.undo()
    answer = act(client, sandbox, "evaluate", worked)
    assert "Another tab took back: Deleted policy ana-dev." in answer
    assert text_of(sandbox, ANA_POLICY)


def test_texts_alone_are_told_at_their_policies(client: Client, sandbox: Sandbox, worked: dict[str, str]) -> None:
    sandbox.replace_by(with_policies(sandbox.bench, {ANA_POLICY: MINE}), "Edited ana-dev")
    answer = act(client, sandbox, "evaluate", worked)
    assert "Here is its text from there." in answer
    assert "Another tab" not in answer
    assert f'name="at" value="{shown_step(sandbox)}"' in answer


def test_a_step_number_that_was_used_again_is_not_taken_for_the_old_one(
    client: Client, sandbox: Sandbox, worked: dict[str, str]
) -> None:
    sandbox.undo()
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    answer = act(client, sandbox, "undo", worked)
    assert "Another tab changed this sandbox: Deleted policy ana-dev." in answer
    assert "Go back to what this tab showed" not in answer


def test_a_page_from_before_the_first_step_is_stale_after_it(
    client: Client, sandbox: Sandbox, page: dict[str, str], bench: Bench
) -> None:
    page["at"] = shown_step(sandbox)
    sandbox.replace_by(without_ana_policy(bench), "Deleted policy ana-dev")
    answer = act(client, sandbox, "evaluate", {**page, f"policy:{ANA_POLICY}": MINE})
    assert "Deleted policy ana-dev" in answer
    act(client, sandbox, "this-tab", {"mine_at": page["at"], f"mine:{ANA_POLICY}": MINE})
    assert text_of(sandbox, ANA_POLICY) == MINE


def test_without_script_the_notice_stands_on_the_page(client: Client, sandbox: Sandbox, worked: dict[str, str]) -> None:
    sandbox.replace_by(without_ana_policy(sandbox.bench), "Deleted policy ana-dev")
    form = {**worked, f"policy:{ANA_POLICY}": MINE}
    answer = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", form)
    assert answer.status_code == 409
    assert "as typed in this tab" in answer.text
    assert "<html" in answer.text


@pytest.mark.parametrize("at", ["", "x", "1", "1.x", "99.99", "9" * 60, "1." + "9" * 30, "\0.1", "²."])
def test_a_forged_step_changes_nothing_and_breaks_nothing(
    client: Client, sandbox: Sandbox, worked: dict[str, str], at: str
) -> None:
    before = sandbox.bench
    assert client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**worked, "at": at}, headers=HTMX).status_code == 200
    assert client.post(f"/sandboxes/{sandbox.pk}/this-tab/", {"mine_at": at}).status_code == 404
    sandbox.refresh_from_db()
    assert sandbox.bench.cloud == before.cloud


def test_a_removed_watch_leaves_the_page_up_to_date(client: Client, sandbox: Sandbox, worked: dict[str, str]) -> None:
    client.post(f"/sandboxes/{sandbox.pk}/watches/here/", worked, headers=HTMX)
    answer = client.post(f"/sandboxes/{sandbox.pk}/watches/1/remove/", worked, headers=HTMX).text
    sandbox.refresh_from_db()
    assert f'name="at" value="{shown_step(sandbox)}"' in answer
