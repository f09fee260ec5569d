"""The list of sandboxes, and the ways in and out."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner
from iamlab.cloud import load_scenario
from iamlab.sandbox.bench import Bench, bench_of
from iamlab.sandbox.models import SANDBOXES_PER_LEARNER, Sandbox
from iamlab.sandbox.shelf.starts import BLANK, STARTS, Start, bench_for
from iamlab.sandbox.showing.panel import panel_of

from ..conftest import ANA, REPORT


@pytest.mark.parametrize("start", [BLANK, *STARTS], ids=lambda start: start.slug)
def test_every_start_can_be_read_and_decided(start: Start) -> None:
    panel = panel_of(bench_for(start))
    assert panel.decision is not None, panel.problems


def test_the_starts_show_denials_worth_stepping_through() -> None:
    words = {start.slug: panel_of(bench_for(start)).word for start in STARTS}
    assert words.pop("company-directory") == "Allowed"
    assert words.pop("guardrails") == "Denied explicitly"
    assert set(words.values()) == {"Denied implicitly"}


def test_an_empty_list_offers_a_beginning(client: Client, db: None) -> None:
    page = client.get("/sandbox/").text
    assert "You have no sandbox yet" in page
    assert "A vendor from outside" in page


@pytest.mark.parametrize("address", ["/sandbox/new/", "/sandbox/start/vendor/"])
def test_a_sandbox_is_made_by_whoever_says_so(client: Client, db: None, address: str) -> None:
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    sandbox = Sandbox.objects.get()
    assert sandbox.title in client.get("/sandbox/").text


def test_looking_makes_nothing(client: Client, db: None) -> None:
    assert client.get("/sandbox/new/").status_code == 200
    assert client.get("/sandbox/start/vendor/").status_code == 405
    assert client.post("/sandbox/start/no-such/").status_code == 404
    assert not Sandbox.objects.exists()


def test_a_sandbox_is_renamed_copied_deleted_and_restored(client: Client, sandbox: Sandbox) -> None:
    address = f"/sandboxes/{sandbox.pk}/"
    client.post(f"{address}rename/", {"title": "Reports"})
    assert "<h1>Reports</h1>" in client.get(address).text
    assert client.post(f"{address}rename/", {"title": " "}).status_code == 422
    client.post(f"{address}copy/")
    assert Sandbox.objects.filter(title="Copy of Reports").count() == 1
    client.post(f"{address}delete/")
    assert client.get(address).status_code == 404
    assert "kept for 30 days" in client.get("/sandbox/").text
    client.post(f"{address}restore/")
    assert client.get(address).status_code == 200


def test_what_was_deleted_too_long_ago_is_gone(client: Client, sandbox: Sandbox) -> None:
    Sandbox.objects.update(deleted=timezone.now() - timedelta(days=31))
    assert client.post(f"/sandboxes/{sandbox.pk}/restore/").status_code == 404
    client.post("/sandbox/new/")
    client.post(f"/sandboxes/{Sandbox.objects.get(deleted=None).pk}/delete/")
    assert not Sandbox.objects.filter(pk=sandbox.pk).exists()


@pytest.mark.parametrize("expected", ["", "allow", "deny", "explicit_deny"])
def test_an_export_is_a_scenario_that_can_be_brought_in_again(client: Client, sandbox: Sandbox, expected: str) -> None:
    row = {"caller": ANA, "action": "s3:PutObject", "resource": REPORT, "context": "a:b = c", "expected": expected}
    client.post(f"/sandboxes/{sandbox.pk}/watches/add/", row)
    exported = client.get(f"/sandboxes/{sandbox.pk}/export/")
    assert exported["Content-Disposition"] == 'attachment; filename="sandbox.yaml"'
    reading = load_scenario(exported.text, "sandbox.yaml")
    assert reading.scenario
    assert bench_of(reading.scenario).cloud == sandbox.bench.cloud
    (watch,) = bench_of(reading.scenario).watches
    assert (watch.action, watch.expected) == ("s3:PutObject", expected)
    answer = client.post("/sandbox/import/", {"text": exported.text})
    assert answer.status_code == 302
    file = SimpleUploadedFile("mine.yaml", exported.content)
    assert client.post("/sandbox/import/", {"file": file}).status_code == 302
    assert Sandbox.objects.filter(title="Imported sandbox").count() == 2


def test_a_title_travels_with_the_file(client: Client, sandbox: Sandbox) -> None:
    client.post(f"/sandboxes/{sandbox.pk}/rename/", {"title": "Reports: who reads them?"})
    text = client.get(f"/sandboxes/{sandbox.pk}/export/").text
    client.post("/sandbox/import/", {"text": text})
    assert Sandbox.objects.filter(title="Reports: who reads them?").count() == 2
    client.post("/sandbox/import/", {"text": text.replace("Reports: who reads them?", "x" * 200)})
    assert Sandbox.objects.filter(title="x" * 80).exists()


def test_every_mistake_of_a_file_is_told_with_its_line_and_the_text_comes_back(client: Client, db: None) -> None:
    text = "acounts: {}\nyou: nobody\naccounts:\n  '1': {name: x}\n"
    answer = client.post("/sandbox/import/", {"text": text})
    assert answer.status_code == 422
    assert "Line 1" in answer.text
    assert "Line 4" in answer.text
    assert "acounts: {}" in answer.text
    assert not Sandbox.objects.exists()


HOSTILE = {
    "empty": "",
    "alias bomb": "a: &a [x]\nb: &b [*a, *a]\n",
    "tag": "accounts: !!python/object/apply:os.system [ls]\n",
    "deep": "a: " + "[" * 5000 + "]" * 5000,
    "number": "accounts: {'111122223333': {name: 9e999999}}\nnow: 99999999999999999999999\n",
    "wrong types": "accounts: [1, 2]\nyou: {a: b}\nrequests: x\n",
    "too long": "#" * 1_000_001,
    "no accounts": "accounts: {}\n",
    "not text": "\ud7ff\x00\x1b",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_with_a_sentence(client: Client, db: None, text: str) -> None:
    answer = client.post("/sandbox/import/", {"text": text})
    assert answer.status_code == 422
    assert not Sandbox.objects.exists()


def test_a_file_that_is_no_text_is_refused(client: Client, db: None) -> None:
    answer = client.post("/sandbox/import/", {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00\x01")})
    assert answer.status_code == 422
    assert "UTF-8" in answer.text
    answer = client.post("/sandbox/import/", {"file": SimpleUploadedFile("x.yaml", b"#" * 1_000_001)})
    assert "1,000,000 bytes" in answer.text


@pytest.mark.parametrize("act", ["rename", "copy", "delete", "restore"])
def test_nobody_else_does_anything_with_it(sandbox: Sandbox, act: str) -> None:
    assert Client().post(f"/sandboxes/{sandbox.pk}/{act}/").status_code == 404
    assert Client().get(f"/sandboxes/{sandbox.pk}/export/").status_code == 404


def test_the_list_takes_few_queries(
    client: Client, guest: UUID, bench: Bench, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Sandbox.objects.copy(Learner(None, guest), bench, f"Sandbox {number}")
    with django_assert_max_num_queries(8):
        client.get("/sandbox/")


def test_where_there_is_no_room_nothing_is_lost_and_the_list_says_so(
    client: Client, guest: UUID, bench: Bench, sandbox: Sandbox
) -> None:
    own = [Sandbox.objects.copy(Learner(None, guest), bench, "Mine") for _ in range(SANDBOXES_PER_LEARNER)]
    said = f"you have {SANDBOXES_PER_LEARNER} of your own"
    for address in ("/sandbox/new/", "/sandbox/start/vendor/", f"/sandboxes/{own[0].pk}/copy/"):
        assert said in client.post(address, follow=True).text, address
    client.post(f"/sandboxes/{own[0].pk}/delete/")
    client.post("/sandbox/new/")
    assert said in client.post(f"/sandboxes/{own[0].pk}/restore/", follow=True).text
    assert Sandbox.objects.restorable(Learner(None, guest)).count() == 1
    assert Sandbox.objects.of(Learner(None, guest)).filter(origin=None).count() == SANDBOXES_PER_LEARNER


def test_the_shortest_scenario_that_is_shown_can_be_brought_in(client: Client, db: None) -> None:
    shown = re.search(r"<pre[^>]*>(.*?)</pre>", client.get("/sandbox/import/").text, re.DOTALL)
    assert shown
    answer = client.post("/sandbox/import/", {"text": unescape(shown[1])})
    assert answer.status_code == 302
    assert Sandbox.objects.get().bench.who == "arn:aws:iam::111122223333:user/ana"
