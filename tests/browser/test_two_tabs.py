"""One sandbox in two tabs of a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE
from .policy_editor import editor, expect_text, field, write

EDITOR = "Policy ana-dev of user ana"


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish_whole_course()


def test_a_tab_left_open_takes_over_what_the_other_changed_and_overwrites_nothing(page: Page) -> None:
    page.goto("/lessons/what-is-an-iam-role/")
    page.get_by_role("button", name=re.compile("^Run")).last.click()
    expect(page.locator("input[name^='base:']").first).to_have_value(re.compile("."))
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).fill("s3:GetObject ")
    other = page.context.new_page()
    other.goto(page.url)
    with page.expect_response("**/evaluate/"):
        write(page, EDITOR, '{"mine": 1}')
    expect(page.locator("#evaluation")).to_contain_text("The policy is wrong")
    other.get_by_label("Action", exact=True).fill("s3:ListBucket")
    expect(other.locator("[id^='policy-'][id$='-remarks']").nth(0)).to_contain_text(
        "You changed this policy in another tab."
    )
    expect_text(other, EDITOR, '{"mine": 1}')
    other.reload()
    expect_text(other, EDITOR, '{"mine": 1}')


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_another_tab_deleted_is_told_and_both_states_are_offered(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    other = page.context.new_page()
    other.goto(f"{page.url}")
    other.goto(f"{page.url}accounts/111122223333/user/?name=ben")
    other.get_by_role("button", name="Delete").last.click()
    expect(other.locator(".messages")).to_contain_text("Undo brings it back")
    other.close()
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).fill("sts:AssumeRole ")
    notice = page.locator("#elsewhere")
    expect(notice).to_contain_text("Another tab changed this sandbox: Deleted user ben.")
    expect(page.locator("#elsewhere-title")).to_be_focused()
    axe(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Go back to what this tab showed")).to_be_focused()
    page.keyboard.press("Enter")
    expect(notice).to_have_count(0)
    expect(page.locator("#tree")).to_contain_text("ben")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("#tree")).not_to_contain_text("ben")


def test_a_policy_that_another_tab_deleted_comes_back_with_its_changes_to_take_back(page: Page) -> None:
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    name = "Policy deploy-orders of role deployer"
    before = field(page, name).input_value()
    with page.expect_response("**/evaluate/"):
        write(page, name, '{"mine": 1}')
    other = page.context.new_page()
    other.goto(f"{page.url}accounts/444455556666/role/?name=deployer")
    other.get_by_role("button", name="Delete Policy deploy-orders").click()
    expect(other.get_by_role("button", name="Delete Policy deploy-orders")).to_have_count(0)
    other.close()
    with page.expect_response("**/evaluate/"):
        page.get_by_label("Action", exact=True).fill("sts:AssumeRole ")
    expect(field(page, name)).to_have_count(0)
    page.get_by_role("button", name="Go back to what this tab showed").click()
    expect(field(page, name)).to_have_value('{"mine": 1}')
    editor(page, name).focus()
    page.keyboard.press("Control+z")
    expect_text(page, name, before)
