"""The access diff of a sandbox: against earlier states, and of one policy against a second text."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner
from iamlab.cloud import Cloud, OwnerKind, policy_slots
from iamlab.sandbox.bench import Bench, with_policies
from iamlab.sandbox.models import Revision, Sandbox

from ..conftest import ANA_POLICY, LESSON, REPORT, ROLE_POLICY, policy

READS_ALL = policy("ReadsAll", Action=["s3:GetObject", "s3:PutObject"], Resource="arn:aws:s3:::reports/*")
NOTHING = policy("Nothing", Action="s3:GetObject", Resource="arn:aws:s3:::elsewhere/*")


def address(sandbox: Sandbox, rest: str = "") -> str:
    return f"/sandboxes/{sandbox.pk}/diff/{rest}"


@pytest.fixture
def edited(sandbox: Sandbox, bench: Bench) -> Sandbox:
    """The role may write too; its old policy is the start."""
    sandbox.replace_by(with_policies(bench, {ROLE_POLICY: READS_ALL}), "Edited read-reports")
    return sandbox


def test_the_last_change_is_compared_first_with_a_witness_and_both_statements(client: Client, edited: Sandbox) -> None:
    page = client.get(address(edited)).text
    assert "Before the last change: Edited read-reports" in page
    assert "Now allowed" in page
    assert "role report-reader in prod" in page
    assert "s3:PutObject" in page
    assert "ReadsAll" in page
    assert "Found by search over" in page
    assert "It is no proof" in page


def test_a_sandbox_that_nobody_changed_is_compared_with_its_start(client: Client, sandbox: Sandbox) -> None:
    page = client.get(address(sandbox)).text
    assert "The start" in page
    assert "no request had to be asked" in page


@pytest.mark.parametrize("key", ["start", "before", "step-0"])
def test_the_same_state_has_several_names(client: Client, edited: Sandbox, key: str) -> None:
    page = client.get(address(edited), {"with": key}).text
    assert "s3:PutObject" in page
    assert f'value="{key}" selected' in page


def test_a_named_revision_is_compared_with(client: Client, edited: Sandbox) -> None:
    revision = Revision.objects.create(sandbox=edited, name="Both may", state=edited.state)
    edited.replace_by(edited.first_bench, "Reset")
    page = client.get(address(edited), {"with": f"revision-{revision.pk}"}).text
    assert "Both may" in page
    assert "No longer allowed" in page
    assert client.get(f"/sandboxes/{edited.pk}/history/").text.count("diff/?with=revision-") == 1


@pytest.mark.parametrize(
    "key", ["nothing", "step-99", "step-x", "step-²", "revision-1", "revision-", "step-" + "9" * 30]
)
def test_a_state_that_is_not_there_is_not_found(client: Client, edited: Sandbox, key: str) -> None:
    assert client.get(address(edited), {"with": key}).status_code == 404


def test_a_revision_of_somebody_else_is_not_found(client: Client, edited: Sandbox, bench: Bench) -> None:
    other = Sandbox.objects.open_for(Learner(None, uuid4()), LESSON, bench)
    revision = Revision.objects.create(sandbox=other, name="Theirs", state=other.state)
    assert client.get(address(edited), {"with": f"revision-{revision.pk}"}).status_code == 404


@pytest.mark.parametrize("rest", ["", "policy/"])
def test_an_outsider_finds_nothing(edited: Sandbox, rest: str) -> None:
    assert Client().get(address(edited, rest)).status_code == 404
    assert Client().post(address(edited, "witness/")).status_code == 404


def test_a_comparison_takes_few_queries(
    client: Client, edited: Sandbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get(address(edited))


def test_a_witness_opens_in_the_sandbox_as_its_caller(client: Client, edited: Sandbox) -> None:
    witness = {
        "asker": "arn:aws:sts::444455556666:assumed-role/report-reader/anybody",
        "action": "s3:PutObject",
        "resource": REPORT,
        "context": "aws:SourceIp = 203.0.113.10",
    }
    answer = client.post(address(edited, "witness/"), witness)
    assert answer.headers["Location"] == f"/sandboxes/{edited.pk}/#evaluation"
    edited.refresh_from_db()
    asked = edited.bench.asked
    assert (asked.caller, asked.action, asked.resource) == (witness["asker"], "s3:PutObject", REPORT)
    assert "Allowed" in client.get(f"/sandboxes/{edited.pk}/").text


@pytest.mark.parametrize("forged", [{}, {"action": "x"}, {"action": "s3:Get", "asker": "\0", "context": "=" * 20_000}])
def test_a_forged_witness_breaks_nothing(client: Client, edited: Sandbox, forged: dict[str, str]) -> None:
    assert client.post(address(edited, "witness/"), forged).status_code in (302, 422)
    assert client.get(f"/sandboxes/{edited.pk}/").status_code == 200


def test_a_second_text_begins_as_the_first(client: Client, sandbox: Sandbox) -> None:
    assert "Take its text" in client.get(address(sandbox, "policy/")).text
    assert "ReadReports" in client.get(address(sandbox, "policy/"), {"policy": ROLE_POLICY}).text
    assert client.get(address(sandbox, "policy/"), {"policy": "1/role/x/trust"}).status_code == 404


def test_the_page_of_a_role_leads_to_a_second_text_for_its_policies(client: Client, sandbox: Sandbox) -> None:
    page = client.get(f"/sandboxes/{sandbox.pk}/accounts/444455556666/role/?name=report-reader").text
    found = re.search(r'href="([^"]+/diff/policy/[^"]+)"', page)
    assert found
    assert client.get(found[1]).status_code == 200


def test_a_second_text_is_compared_and_not_stored(client: Client, sandbox: Sandbox) -> None:
    page = client.post(address(sandbox, "policy/"), {"policy": ROLE_POLICY, "text": NOTHING}).text
    assert "No longer allowed" in page
    assert "Step through as it is now" in page
    sandbox.refresh_from_db()
    assert "Nothing" not in str(sandbox.state)


def test_a_second_text_can_be_put_in_place_and_undone(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    answer = client.post(address(sandbox, "policy/"), {"policy": ROLE_POLICY, "text": NOTHING, "use": "1"}, follow=True)
    assert "Undo takes it back" in answer.text
    sandbox.refresh_from_db()
    assert "Nothing" in str(sandbox.state)
    sandbox.undo()
    assert sandbox.bench == bench


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"policy": ROLE_POLICY, "text": "{"}, "The policy is wrong"),
        ({"policy": ROLE_POLICY, "text": ""}, "Paste a policy."),
        ({"policy": ROLE_POLICY, "text": "x" * 40_000}, "Shorten it to 32,768 characters."),
        ({"policy": "nobody", "text": NOTHING}, "Choose a policy of this sandbox."),
        ({}, "Choose one."),
    ],
)
def test_a_text_that_cannot_stand_there_is_told(
    client: Client, sandbox: Sandbox, sent: dict[str, str], said: str
) -> None:
    answer = client.post(address(sandbox, "policy/"), sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_policy_that_cannot_be_read_is_told_beside_the_counts(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    sandbox.replace_by(with_policies(bench, {ROLE_POLICY: "{"}), "Broken")
    assert "could not be decided" in client.get(address(sandbox)).text


def test_who_is_gone_is_told_as_not_there(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    prod = bench.cloud.accounts[1]
    cloud: Cloud = bench.cloud.with_account(replace(prod, roles=()))
    sandbox.replace_by(replace(bench, cloud=cloud), "Deleted role report-reader")
    page = client.get(address(sandbox)).text
    assert "Not there" in page
    assert "no longer has the role" in page


def test_a_policy_with_a_hostile_name_is_shown(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    text = policy("<b>\ud800", Action="s3:*", Resource="*")
    sandbox.replace_by(with_policies(bench, {ANA_POLICY: text}), "Edited")
    page = client.get(address(sandbox))
    assert page.status_code == 200
    assert "&lt;b&gt;" in page.text


def test_a_bucket_that_is_opened_to_all_is_told(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    opened = policy("ForAll", Principal="*", Action="s3:GetObject", Resource="arn:aws:s3:::BUCKET/*")
    slot = next(slot for slot in policy_slots(bench.cloud) if slot.ref and slot.ref.owner is OwnerKind.BUCKET)
    text = opened.replace("BUCKET", slot.name)
    sandbox.replace_by(with_policies(bench, {str(slot.ref): text}), "Opened the bucket")
    page = client.get(address(sandbox)).text
    assert "anybody without credentials" in page


def test_who_it_is_shared_with_outside_is_told_and_cannot_be_stepped_through(
    client: Client, sandbox: Sandbox, bench: Bench
) -> None:
    shared = policy(
        "Shared", Principal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="arn:aws:s3:::BUCKET/*"
    )
    slot = next(slot for slot in policy_slots(bench.cloud) if slot.ref and slot.ref.owner is OwnerKind.BUCKET)
    sandbox.replace_by(with_policies(bench, {str(slot.ref): shared.replace("BUCKET", slot.name)}), "Shared it")
    page = client.get(address(sandbox)).text
    assert "any-user in 123456789012" in page
    form = page[page.index('name="asker" value="arn:aws:iam::123456789012') :]
    form = form[: form.index("</form>")]
    assert "The caller is of an account outside this sandbox" in form
    assert "<button" not in form
