"""The decision to try on the front page."""

import json
import re

import pytest
from django.test import Client

from iamlab.home import example

pytestmark = pytest.mark.django_db

HTMX = {"hx-request": "true"}
SENT = {"policy": example.POLICY, "request": "1", "prediction": "deny"}


def test_the_outcome_is_held_back_until_it_is_predicted(client: Client) -> None:
    asked = client.post("/try/", {**SENT, "prediction": ""}, headers=HTMX)
    assert "Will AWS allow it?" in asked.text
    assert "Denied" in asked.text
    assert "verdict-word" not in asked.text
    told = client.post("/try/", SENT, headers=HTMX)
    assert "Denied explicitly" in told.text
    assert "You predicted: denied. So it is." in told.text


def test_an_edited_policy_decides_otherwise_and_its_text_is_marked(client: Client) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})
    told = client.post("/try/", {**SENT, "policy": policy}, headers=HTMX)
    assert "Allowed" in told.text
    assert "It is otherwise." in told.text
    assert 'id="try-lit"' in told.text
    assert 'data-path="/Statement/Effect"' in told.text


def test_without_script_the_whole_page_answers_with_the_text_as_typed(client: Client) -> None:
    page = client.post("/try/", {**SENT, "policy": example.POLICY.replace("ReadReports", "MyOwnName")})
    assert "Why did AWS" in page.text
    assert "Denied explicitly" in page.text
    assert "MyOwnName" in page.text


def test_a_policy_that_cannot_be_read_shows_its_line(client: Client) -> None:
    told = client.post("/try/", {**SENT, "policy": '{\n "Version": "2012-10-17"\n "Statement": []}'}, headers=HTMX)
    assert "The policy is wrong." in told.text
    assert "Line 2, column 25" in told.text
    assert "Nothing was decided." in told.text


def test_a_text_of_200_kb_is_refused_with_its_size(client: Client) -> None:
    told = client.post("/try/", {**SENT, "policy": "x" * 204_800}, headers=HTMX)
    assert told.status_code == 422
    assert "204,800 characters" in told.text


@pytest.mark.parametrize("value", ["", "\0", "9", "-1", "x" * 9000, "[]", '{"Statement": 1}', "\N{SNOWMAN}"])
def test_no_field_breaks_the_page(client: Client, value: str) -> None:
    for field in SENT:
        assert client.post("/try/", {**SENT, field: value}, headers=HTMX).status_code == 200
    assert client.post("/try/", {"unknown": value}).status_code == 200


def test_nothing_is_stored_for_a_visitor_who_tries(client: Client) -> None:
    assert "sessionid" not in client.post("/try/", SENT, headers=HTMX).cookies


def test_the_address_of_an_answer_alone_leads_to_the_form(client: Client) -> None:
    answer = client.get("/try/")
    assert (answer.status_code, answer["Location"]) == (302, "/#try")


def about(text: str) -> str:
    """What the form brings back: what the prediction was about."""
    found = re.search(r'name="predicted_of" value="([0-9a-f]+)"', text)
    assert found
    return found[1]


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_prediction_counts_for_what_it_was_about_only(client: Client, headers: dict[str, str]) -> None:
    told = client.post("/try/", SENT, headers=headers)
    sent = {**SENT, "predicted_of": about(told.text)}
    edited = client.post("/try/", {**sent, "policy": example.POLICY.replace("payroll", "wages")}, headers=headers)
    assert "Allowed" in edited.text
    assert "You predicted" not in edited.text
    assert "Changed since you predicted." in edited.text
    assert about(edited.text) == about(told.text)
    assert "You predicted: denied. So it is." in client.post("/try/", sent, headers=headers).text
    assert "You predicted" not in client.post("/try/", {**sent, "request": "0"}, headers=headers).text
