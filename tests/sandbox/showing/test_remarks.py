"""What stands under a policy: what AWS would refuse or remark, and the policy in plain English."""

import json

import pytest
from django.test import Client

from iamlab.cloud import policy_slots
from iamlab.sandbox.bench import Bench, with_policies
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import LONGEST_POLICY
from iamlab.sandbox.showing.remarks import REMARKS_SHOWN, Remarks, remarks_on
from tests.sandbox.conftest import ANA_POLICY, policy


def remarks(bench: Bench, text: str) -> Remarks:
    """The remarks on a text in the place of Ana's policy."""
    slots = policy_slots(with_policies(bench, {ANA_POLICY: text}).cloud)
    return remarks_on(next(slot for slot in slots if str(slot.ref) == ANA_POLICY))


@pytest.mark.parametrize(
    "text",
    ["{}", '{"Version": "2012-10-17", "Statement": []}', policy("<b> \N{SNOWMAN}", Action="s3:*", Resource="*")],
)
def test_aws_would_refuse_what_its_grammar_forbids(bench: Bench, text: str) -> None:
    found = remarks(bench, text)
    assert found.refused
    assert found.open[0].type == "Error"


def test_a_good_policy_has_no_remarks_and_is_read_out(bench: Bench) -> None:
    found = remarks(bench, policy("Read", Action="s3:GetObject", Resource="arn:aws:s3:::reports/*"))
    assert (found.refused, found.open, found.folded) == (False, (), ())
    assert found.lines == ("Allows `s3:GetObject` on every object in `reports`.",)


def test_what_the_write_apis_refuse_without_an_error_of_the_grammar_is_told_with_its_reason(bench: Bench) -> None:
    """L52: to IAM Access Analyzer it is a suggestion only."""
    found = remarks(bench, policy("Nothing", Action=[], Resource="*"))
    assert (found.refused, found.aws) == (True, "Policy statement must contain actions.")
    assert "empty list" in found.why


def test_an_unknown_action_is_remarked_with_its_line_and_its_page(bench: Bench) -> None:
    [found] = remarks(bench, policy("Fly", Action="s3:FlyToMoon", Resource="*")).open
    assert (found.line, found.page) == (7, "INVALID_ACTION")


def test_of_thousands_of_remarks_a_few_are_shown_and_the_others_counted(bench: Bench) -> None:
    actions = [f"x{number}:Go" for number in range(600)]
    found = remarks(bench, json.dumps({"Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}))
    assert len(found.open) + len(found.folded) == REMARKS_SHOWN
    assert found.left_out >= 600 - REMARKS_SHOWN


def test_the_remarks_stand_under_the_policy(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    answer = client.post(
        f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, f"policy:{ANA_POLICY}": "{}"}, headers={"hx-request": "true"}
    )
    assert "AWS would refuse to save this policy." in answer.text
    assert "/help/lint/MISSING_STATEMENT/" in answer.text


@pytest.mark.parametrize("piece", ['"', '{"a":', "[", "{,", '"*" ', "\n", '{"":'])
def test_what_is_no_policy_is_answered_within_bounds(
    client: Client, sandbox: Sandbox, typed: dict[str, str], piece: str
) -> None:
    text = piece * (LONGEST_POLICY // len(piece))
    answer = client.post(
        f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, f"policy:{ANA_POLICY}": text}, headers={"hx-request": "true"}
    )
    assert answer.status_code == 200
    assert len(answer.text) < 500_000
    assert client.get(f"/sandboxes/{sandbox.pk}/").status_code == 200
