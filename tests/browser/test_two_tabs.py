"""One sandbox in two tabs of a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from lessons.library.publishing import publish
from tests.whole_course import whole_course

EDITOR = "Policy ana-dev of user ana"


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish(whole_course().course)


def test_a_tab_left_open_takes_over_what_the_other_changed_and_overwrites_nothing(page: Page) -> None:
    page.goto("/lessons/what-is-an-iam-role/")
    page.get_by_role("button", name=re.compile("^Run")).last.click()
    expect(page.locator("input[name^='base:']").first).to_have_value(re.compile("."))
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).fill("s3:GetObject ")
    other = page.context.new_page()
    other.goto(page.url)
    with page.expect_response("**/evaluate/"):
        page.get_by_role("textbox", name=EDITOR).fill('{"mine": 1}')
    expect(page.locator("#evaluation")).to_contain_text("The policy is wrong")
    other.get_by_label("Action", exact=True).fill("s3:ListBucket")
    expect(other.locator("[id^='policy-'][id$='-remarks']").nth(0)).to_contain_text(
        "You changed this policy in another tab."
    )
    expect(other.get_by_role("textbox", name=EDITOR)).to_have_value('{"mine": 1}')
    other.reload()
    expect(other.get_by_role("textbox", name=EDITOR)).to_have_value('{"mine": 1}')
