"""Help on lint and on the rules."""

import pytest
from django.test import Client

from iamlab.engine import all_rules
from iamlab.engine.lint import access_analyzer_checks, lint_checks

# None of these pages asks the database: a visitor costs no query.


def test_the_table_lists_every_check_of_aws(client: Client) -> None:
    page = client.get("/help/lint/")
    assert page.status_code == 200
    for check in access_analyzer_checks():
        assert f">{check.code}<" in page.text
        assert (f'href="/help/lint/{check.code}/"' in page.text) is not bool(check.why_not)


def test_the_table_says_why_a_check_is_not_done(client: Client) -> None:
    text = client.get("/help/lint/").text
    assert "No. The one key that AWS names for it is <code>aws:ARN</code>" in text
    assert text.count("On request: AWS has lifted this limit.") == 5


@pytest.mark.parametrize("code", sorted(lint_checks()))
def test_every_check_has_a_page(client: Client, code: str) -> None:
    page = client.get(f"/help/lint/{code}/")
    assert page.status_code == 200
    assert code in page.text
    assert page.text.count("Gets this finding") == page.text.count("Does not get it") == 1


def test_a_page_shows_its_policies_and_links_the_rules_it_cites(client: Client) -> None:
    text = client.get("/help/lint/MISSING_QUALIFIER/").text
    assert '<a href="/help/rules/O36/">O36</a>' in text
    assert "ForAnyValue:StringEquals" in text
    assert '<span class="eff-allow">' in text


@pytest.mark.parametrize("address", ["/help/lint/NO_SUCH_CHECK/", "/help/lint/missing_qualifier/", "/help/rules/Z9/"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_all_rules_stand_on_one_page_with_their_anchors(client: Client) -> None:
    page = client.get("/help/rules/")
    assert page.status_code == 200
    for id in all_rules():
        assert f'<dt id="{id}">' in page.text


def test_a_rule_shows_its_text_its_source_and_its_doubt(client: Client) -> None:
    text = client.get("/help/rules/G12/").text
    assert "Rule G12" in text
    assert "In doubt" in text
    assert "access-analyzer-reference-policy-checks.html" in text


def test_wildcards_in_a_rule_are_no_emphasis(client: Client) -> None:
    assert "<em>" not in client.get("/help/rules/").text


def test_a_rule_without_doubt_does_not_speak_of_it(client: Client) -> None:
    assert "In doubt" not in client.get("/help/rules/G4/").text


@pytest.mark.parametrize("address", ["/help/lint/", "/help/rules/"])
def test_the_footer_leads_there(client: Client, address: str) -> None:
    assert f'href="{address}"' in client.get("/help/simulated/").text
