"""Predict mode: what AWS will answer is said first, shown then, and counted once."""

import re
from dataclasses import replace

from django.test import Client

from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.watches.watch import Expected, Watch

from .test_views import HTMX, address

SHOWN = "verdict-word"


def ask(client: Client, sandbox: Sandbox, typed: dict[str, str], **more: str) -> str:
    """Send the form of the sandbox's own page with Predict first ticked."""
    form = {**typed, "view": "workbench", "predict": "1", **more}
    return client.post(address(sandbox, "evaluate"), form, headers=HTMX).text


def test_nothing_of_the_decision_is_shown_before_it_was_predicted(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    for page in (ask(client, sandbox, typed), client.get(address(sandbox)).text):
        assert "What will AWS answer?" in page
        for told in (
            SHOWN,
            'class="gate" data-gate',
            "data-step=",
            "Why not",
            "The smallest",
            "data-path=",
            'class="line" data-state',
        ):
            assert told not in page, told
        assert not re.search(r'class="line"[^>]*data-state', page)


def test_a_prediction_shows_the_decision_and_whether_it_was_right(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    ask(client, sandbox, typed)
    answer = ask(client, sandbox, typed, predicted="implicit")
    assert SHOWN in answer
    assert "Right:" in answer
    assert "1 of 1 right so far" in answer
    again = client.get(address(sandbox)).text
    assert SHOWN in again
    assert "1 of 1 right so far" in again


def test_a_wrong_prediction_is_counted_once(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    ask(client, sandbox, typed, predicted="allow")
    answer = ask(client, sandbox, typed, predicted="implicit")
    assert "Not so:" in answer
    assert "you predicted <i>allowed</i>" in answer
    assert "0 of 1 right so far" in answer


def test_another_request_is_predicted_anew_and_keeps_the_score(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    ask(client, sandbox, typed, predicted="implicit")
    other = ask(client, sandbox, {**typed, "action": "s3:ListAllMyBuckets"})
    assert SHOWN not in other
    assert "1 of 1 right so far" in other


def test_it_is_off_until_it_is_ticked_and_off_again_without(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    assert SHOWN in client.get(address(sandbox)).text
    ask(client, sandbox, typed)
    off = client.post(address(sandbox, "evaluate"), {**typed, "view": "workbench"}, headers=HTMX).text
    assert SHOWN in off
    assert "so far" not in off


def test_a_forged_prediction_is_none(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = ask(client, sandbox, typed, predicted="<b>maybe</b>")
    assert "What will AWS answer?" in answer
    assert "maybe" not in answer


def test_without_a_script_the_page_itself_asks_and_answers(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    form = {**typed, "view": "workbench", "predict": "1"}
    assert "What will AWS answer?" in client.post(address(sandbox, "evaluate"), form, follow=True).text
    answer = client.post(address(sandbox, "evaluate"), {**form, "predicted": "explicit"}, follow=True).text
    assert "Not so:" in answer


def test_neither_a_watched_row_nor_a_command_tells_the_answer_before(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    watched = Watch(1, sandbox.bench.caller, typed["action"], typed["resource"], "", Expected.ALLOWED)
    command = "aws s3 cp s3://reports/q3.csv ."
    sandbox.keep(replace(sandbox.bench, watches=(watched,), command=command))
    page = ask(client, sandbox, typed)
    for text in (page, client.get(address(sandbox)).text, client.get(f"{address(sandbox)}watches/").text):
        assert "After your prediction" in text
        table = text[text.index('id="watches"') :]
        assert "implicit" not in table.partition("watch-expected")[0]
        assert "1 differs" not in text
    parts = page[page.index('id="command-answer"') :]
    assert 'command-joint" data-state="waiting"' in parts
    answer = ask(client, sandbox, typed, predicted="implicit")
    assert "After your prediction" not in answer
    assert "1 differs" in answer
