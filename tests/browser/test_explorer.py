"""The explorer in a browser: what somebody searched for and folded stays while the workbench decides."""

import pytest
from playwright.sync_api import Page, expect

from .test_sandbox_pages import opened

pytestmark = pytest.mark.django_db(transaction=True)


def decide(page: Page, action: str) -> None:
    """Ask something else, and wait until it is decided and shown."""
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).fill(action)
    expect(page.locator("#evaluation")).to_contain_text(action)


def test_a_decision_leaves_the_search_and_the_folds_of_the_tree(page: Page) -> None:
    opened(page, "An administrator under guardrails")
    tree = page.locator("#tree")
    users = tree.get_by_role("group").filter(has=page.get_by_text("Users", exact=True)).last
    users.locator("summary").first.click()
    expect(users).not_to_have_attribute("open", "")
    decide(page, "sqs:ReceiveMessage")
    expect(users).not_to_have_attribute("open", "")
    page.get_by_label("Search the sandbox").fill("ben")
    expect(tree).not_to_contain_text("northwind-dev")
    expect(tree.get_by_role("link", name="ben")).to_be_visible()
    decide(page, "sqs:DeleteMessage")
    expect(tree).not_to_contain_text("northwind-dev")
    expect(tree.get_by_role("link", name="ben")).to_be_visible()
    page.get_by_label("Search the sandbox").fill("")
    expect(tree).to_contain_text("northwind-dev")
    expect(users).not_to_have_attribute("open", "")
