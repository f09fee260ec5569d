"""The buttons under a policy: format, expand wildcards, and what a remark offers."""

import json
import re

import pytest
from django.test import Client

from iamlab.sandbox.models import Sandbox
from tests.sandbox.conftest import ROLE_POLICY, policy

HTMX = {"hx-request": "true"}
ONE_LINE = '{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}'


def sent(typed: dict[str, str], text: str, how: str, **more: str) -> dict[str, str]:
    return {**typed, f"policy:{ROLE_POLICY}": text, "rewrite": f"{how} {ROLE_POLICY}", **more}


def text_of(sandbox: Sandbox) -> str:
    sandbox.refresh_from_db()
    role = sandbox.bench.cloud.accounts[1].roles[0]
    return role.inline_policies[0].text


def address(sandbox: Sandbox) -> str:
    return f"/sandboxes/{sandbox.pk}/rewrite/"


def test_format_lays_a_policy_out_and_says_so(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(sandbox), sent(typed, ONE_LINE, "format"), headers=HTMX)
    assert "Laid out." in answer.text
    assert text_of(sandbox).startswith('{\n  "Statement": [\n    {\n')
    assert json.loads(text_of(sandbox)) == json.loads(ONE_LINE)


def test_expand_writes_the_actions_and_undo_takes_them_back(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    before = policy("Read", Action="sqs:Get*", Resource="*")
    client.post(address(sandbox), sent(typed, before, "expand"), headers=HTMX)
    assert '"sqs:GetQueueUrl"' in text_of(sandbox)
    client.post(f"/sandboxes/{sandbox.pk}/undo/")
    assert '"sqs:GetQueueUrl"' not in text_of(sandbox)


def test_a_remark_offers_the_edit_that_answers_it(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    page = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, f"policy:{ROLE_POLICY}": ONE_LINE}, follow=True)
    offered = re.search(r'value="(fix:MISSING_VERSION@\d+) ', page.text)
    assert offered
    answer = client.post(address(sandbox), sent(typed, ONE_LINE, offered[1]), headers=HTMX)
    assert "Done: add the version." in answer.text
    assert '"Version": "2012-10-17"' in text_of(sandbox)


def test_without_script_the_sentence_stands_on_the_next_page(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = client.post(address(sandbox), sent(typed, ONE_LINE, "format"), follow=True)
    assert "Laid out." in answer.text


def test_a_text_with_an_error_is_kept_as_typed(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(address(sandbox), sent(typed, '{"Statement": [', "format"), headers=HTMX)
    assert "Mend the error first" in answer.text
    assert text_of(sandbox) == '{"Statement": ['


@pytest.mark.parametrize("how", ["", "burn", "fix:", "fix:MISSING_VERSION@999", "fix:NO_SUCH@0"])
def test_what_no_button_says_is_not_found(client: Client, sandbox: Sandbox, typed: dict[str, str], how: str) -> None:
    assert client.post(address(sandbox), sent(typed, ONE_LINE, how), headers=HTMX).status_code == 404


def test_a_text_that_is_too_long_is_refused_with_its_size(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = client.post(address(sandbox), sent(typed, "x" * 40_000, "format"), headers=HTMX)
    assert answer.status_code == 422
    assert "40,000" in answer.text


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("format", '{"Statement":[' + ",".join(['{"Effect":"Deny","Action":["s3:GetObject"]}'] * 700) + "]}"),
        ("expand", '{"Statement":[{"Sid":"' + "x" * 32_000 + '","Action":["s3:Get*"]}]}'),
    ],
)
def test_what_would_be_too_long_then_is_left_as_it_is(
    client: Client, sandbox: Sandbox, typed: dict[str, str], how: str, text: str
) -> None:
    answer = client.post(address(sandbox), sent(typed, text, how), headers=HTMX)
    assert answer.status_code == 200
    assert "Shorten the policy first" in answer.text
    assert "32,768 are the most" in answer.text
    assert text_of(sandbox) == text


def test_an_outsider_gets_404(sandbox: Sandbox, typed: dict[str, str]) -> None:
    assert Client().post(address(sandbox), sent(typed, ONE_LINE, "format")).status_code == 404
