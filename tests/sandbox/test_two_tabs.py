"""One sandbox in two tabs: neither overwrites what the other changed without a word."""

import pytest
from django.test import Client

from iamlab.cloud import policy_slots
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import digest_of

from .conftest import ANA_POLICY, ROLE_POLICY, policy

HTMX = {"hx-request": "true"}
MINE = policy("Mine", Action="s3:*", Resource="*")
OTHER = policy("Other", Action="s3:*", Resource="*")


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
    return next(slot.text or "" for slot in policy_slots(sandbox.bench.cloud) if str(slot.ref) == ref)


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


def test_the_answer_tells_the_tab_which_text_is_stored_now(
    client: Client, sandbox: Sandbox, page: dict[str, str]
) -> None:
    answer = run(client, sandbox, page, **{f"policy:{ANA_POLICY}": MINE})
    assert f'name="base:{ANA_POLICY}" value="{digest_of(MINE)}"' in answer
    assert "another tab" not in answer
