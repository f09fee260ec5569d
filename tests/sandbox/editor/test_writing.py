"""What the editor asks while somebody writes."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts import rates
from iamlab.sandbox.models import Sandbox
from tests.sandbox.conftest import ANA_POLICY, REPORT, ROLE_POLICY, TRUST

TEXT = '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ""}]}'
BUCKET_POLICY = "444455556666/bucket/reports/policy"
AT_RESOURCE = str(TEXT.index('""') + 1)


def address(sandbox: Sandbox) -> str:
    return f"/sandboxes/{sandbox.pk}/writing/"


def test_resources_of_this_sandbox_are_offered(client: Client, sandbox: Sandbox) -> None:
    sent = {"policy": ROLE_POLICY, "text": TEXT, "caret": AT_RESOURCE}
    found = client.post(address(sandbox), sent).json()["found"]
    texts = [offer["text"] for offer in found["offers"]]
    assert texts[0] == f"{REPORT.rpartition('/')[0]}/example.txt"
    assert found["start"] == int(AT_RESOURCE)


def test_the_kind_of_policy_is_the_one_of_its_place(client: Client, sandbox: Sandbox) -> None:
    sent = {"text": '{"Statement": [{"', "caret": "17"}
    offers = {
        ref: {
            offer["text"] for offer in client.post(address(sandbox), {**sent, "policy": ref}).json()["found"]["offers"]
        }
        for ref in (ANA_POLICY, TRUST)
    }
    assert "Principal" in offers[TRUST]
    assert "Principal" not in offers[ANA_POLICY]


def test_a_trust_policy_and_a_bucket_policy_are_offered_their_own_actions_first(
    client: Client, sandbox: Sandbox
) -> None:
    text = '{"Statement": [{"Action": ""}]}'
    sent = {"text": text, "caret": str(text.index('""') + 1)}
    services = {
        ref: {
            offer["text"].partition(":")[0]
            for offer in client.post(address(sandbox), {**sent, "policy": ref}).json()["found"]["offers"][:6]
        }
        for ref in (TRUST, BUCKET_POLICY)
    }
    assert services == {TRUST: {"sts"}, BUCKET_POLICY: {"s3"}}


def test_a_word_is_explained(client: Client, sandbox: Sandbox) -> None:
    sent = {"policy": ROLE_POLICY, "text": TEXT, "caret": str(TEXT.index("s3:Get") + 3), "want": "about"}
    found = client.post(address(sandbox), sent).json()["found"]
    assert found["title"] == "s3:GetObject"
    assert found["kind"] == "action"


@pytest.mark.parametrize(
    "change",
    [{"caret": "-1"}, {"caret": "99999"}, {"caret": "x"}, {"caret": "9" * 400}, {"caret": ""}, {"text": "x" * 40_000}],
)
def test_what_no_editor_sends_finds_nothing(client: Client, sandbox: Sandbox, change: dict[str, str]) -> None:
    sent = {"policy": ROLE_POLICY, "text": TEXT, "caret": AT_RESOURCE, **change}
    assert client.post(address(sandbox), sent).json() == {"found": None}


@pytest.mark.parametrize(("kind", "offers_it"), [("trust", True), ("identity", False)])
def test_a_policy_that_is_not_there_yet_is_named_by_its_kind(
    client: Client, sandbox: Sandbox, kind: str, offers_it: bool
) -> None:
    sent = {"policy": f"new/444455556666/{kind}", "text": '{"Statement": [{"', "caret": "17"}
    offers = client.post(address(sandbox), sent).json()["found"]["offers"]
    assert ("Principal" in {offer["text"] for offer in offers}) is offers_it


@pytest.mark.parametrize("ref", ["", "444455556666/role/nobody/trust", "x", "new/444455556666/nothing", "new/"])
def test_a_policy_that_is_not_there_is_not_found(client: Client, sandbox: Sandbox, ref: str) -> None:
    assert client.post(address(sandbox), {"policy": ref, "text": TEXT, "caret": "1"}).status_code == 404


def test_an_outsider_gets_404(sandbox: Sandbox) -> None:
    assert Client().post(address(sandbox), {"policy": ROLE_POLICY, "text": TEXT, "caret": "1"}).status_code == 404


def test_asking_stores_nothing_and_takes_few_queries(
    client: Client, sandbox: Sandbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    before = Sandbox.objects.get().version
    with django_assert_max_num_queries(4):
        client.post(address(sandbox), {"policy": ROLE_POLICY, "text": TEXT, "caret": AT_RESOURCE})
    assert Sandbox.objects.get().version == before


def test_who_writes_may_ask_more_often_than_for_decisions(
    client: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PER_LEARNER", 1)
    sent = {"policy": ROLE_POLICY, "text": TEXT, "caret": AT_RESOURCE}
    answers = [client.post(address(sandbox), sent).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
