"""A policy switched off for a moment: the decision without it, and the policy as it was."""

import pytest
from django.test import Client

from iamlab.cloud import policy_slots
from iamlab.sandbox.bench import Bench, bench_from_json, bench_to_json, put_on, scenario_of_bench
from iamlab.sandbox.fixes.finding import fixes_of
from iamlab.sandbox.models import Sandbox, Share
from iamlab.sandbox.showing.panel import panel_of, recorded
from iamlab.sandbox.showing.switching import switched_off, switched_on, without_words
from iamlab.sandbox.watches.table import table_of
from iamlab.sandbox.watches.watch import Watch

from .conftest import ANA, ANA_POLICY, REPORT, ROLE, ROLE_POLICY, SESSION, TRUST
from .test_views import HTMX, address


def switch(client: Client, sandbox: Sandbox, typed: dict[str, str], **named: str) -> str:
    """Press the button of a policy's tab."""
    return client.post(address(sandbox, "switch-policy"), {**typed, **named}, headers=HTMX).text


def test_the_decision_is_made_without_it_and_says_so(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    client.post(address(sandbox, "assume-role"), typed)
    answer = switch(client, sandbox, typed, off=ROLE_POLICY)
    assert "Denied implicitly" in answer
    assert "Decided without read-reports" in answer
    assert "With every policy on: <b>allowed</b>" in answer
    assert "This policy is switched off." in answer
    assert ">Switch on" in answer
    assert 'title="Policy read-reports of role report-reader"' in answer
    again = switch(client, sandbox, typed, on=ROLE_POLICY)
    assert "Decided without" not in again
    assert "Allowed" in again


def test_without_script_the_page_says_the_same(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(sandbox, "switch-policy"), {**typed, "off": ANA_POLICY})
    assert answer.status_code == 302
    assert "Decided without ana-dev" in client.get(answer["Location"]).text


def test_undo_switches_it_on_again_and_what_was_typed_stays(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    switch(client, sandbox, {**typed, f"policy:{ANA_POLICY}": "{}"}, off=TRUST)
    sandbox.refresh_from_db()
    assert sandbox.bench.off == (TRUST,)
    assert sandbox.steps.first().what == "Switched off: Trust policy of role report-reader"
    client.post(address(sandbox, "undo"), typed)
    sandbox.refresh_from_db()
    assert sandbox.bench.off == ()
    assert {str(slot.ref): slot.text for slot in policy_slots(sandbox.bench.cloud)}[ANA_POLICY] == "{}"


@pytest.mark.parametrize("named", [{}, {"off": ""}, {"off": "no/such"}, {"on": "\0"}, {"off": "x" * 9000}])
def test_what_is_no_policy_is_not_found(
    client: Client, sandbox: Sandbox, typed: dict[str, str], named: dict[str, str]
) -> None:
    assert client.post(address(sandbox, "switch-policy"), {**typed, **named}).status_code == 404


def test_an_outsider_finds_nothing(sandbox: Sandbox) -> None:
    assert Client().post(address(sandbox, "switch-policy"), {"off": TRUST}).status_code == 404


def test_without_the_trust_policy_the_role_is_refused_and_with_it_again_worn(bench: Bench) -> None:
    off = switched_off(bench, TRUST)
    refused = put_on(off, ROLE, "ana")
    assert refused.who == ANA
    panel = panel_of(refused)
    assert panel.handshake
    assert panel.handshake.summary == "No session: the trust side does not allow it"
    assert without_words(off) == "the trust policy of role report-reader"
    worn = put_on(switched_on(refused, TRUST), ROLE, "ana")
    assert worn.who == SESSION
    assert worn.cloud.left_out == frozenset()


def test_a_fix_is_found_in_what_is_decided_and_leaves_the_policy_alone(bench: Bench) -> None:
    off = switched_off(put_on(bench, ROLE, "ana"), ROLE_POLICY)
    fixes = fixes_of(off)
    assert fixes
    assert ROLE_POLICY not in {str(part.ref) for fix in fixes for part in fix.parts if hasattr(part, "ref")}


def test_a_watched_request_says_what_it_was_decided_without(bench: Bench) -> None:
    bench = switched_off(switched_off(put_on(bench, ROLE, "ana"), ROLE_POLICY), "gone/role/x/trust")
    watches = (Watch(1, SESSION, "s3:GetObject", REPORT), Watch(2, ANA, "s3:GetObject", REPORT))
    first, second = table_of(bench.deciding, watches).rows
    assert (first.word, first.without) == ("Denied implicitly", "read-reports")
    assert second.without == ""


def test_it_is_kept_with_the_state_and_is_no_part_of_a_scenario(bench: Bench) -> None:
    off = switched_off(bench, ANA_POLICY)
    assert bench_from_json(bench_to_json(off)) == off
    assert scenario_of_bench(off) == scenario_of_bench(bench)


def test_a_shared_state_says_what_it_was_decided_without(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    switch(client, sandbox, typed, off=ANA_POLICY)
    client.post(address(sandbox, "share"), typed)
    page = client.get(f"/s/{Share.objects.get().digest}/").text
    assert "Decided without ana-dev" in page
    assert "This policy is switched off." in page


def test_a_decision_without_a_policy_is_no_event(bench: Bench) -> None:
    assert recorded(bench).cloud.events
    assert not recorded(switched_off(bench, ANA_POLICY)).cloud.events
