"""The story *diff*: an edit, and what it changed in access, on a desktop, a phone, and by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
INVOKES = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Invoke", "Effect": "Allow", "Action": ["lambda:InvokeFunction", "lambda:GetFunction"], "Resource": "*"}
  ]
}"""


def opened(page: Page) -> None:
    """Open a company of two accounts, and go to the access diff by its menu."""
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    page.locator(".menu-in-page summary").click()
    page.get_by_role("link", name="Compare access").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may do what, then and now")


def tried(page: Page) -> None:
    """Compare the policy of a role with a text that allows other things."""
    page.get_by_role("link", name="Compare two texts of one policy").click()
    choice = page.get_by_label("Policy", exact=False).first
    choice.select_option(label="Policy deploy-orders of role deployer, 444455556666")
    page.get_by_role("button", name="Take its text").click()
    page.get_by_label(re.compile("Second text")).fill(INVOKES)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="Now allowed", exact=True)).to_be_visible()


def turned(page: Page, title: str) -> Locator:
    """The part of the page about one turn."""
    return page.locator("section.panel", has=page.get_by_role("heading", name=title, exact=True))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_edit_is_compared_put_in_place_and_a_witness_stepped_through(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    opened(page)
    expect(page.locator(".aside").first).to_contain_text("no request had to be asked")
    axe(page)
    tried(page)
    allowed = turned(page, "Now allowed")
    expect(allowed).to_contain_text("lambda:InvokeFunction")
    expect(allowed).to_contain_text("Invoke")
    expect(turned(page, "No longer allowed").locator(".turn").first).to_be_visible()
    expect(page.locator(".aside").last).to_contain_text("It is no proof")
    axe(page)
    page.get_by_role("button", name="Put this text in place").click()
    expect(page.locator(".messages")).to_contain_text("Undo takes it back")
    page.locator(".menu-in-page summary").click()
    page.get_by_role("link", name="History and revisions").click()
    page.get_by_role("link", name="Compare access", exact=True).click()
    expect(page.get_by_label("Compare the state as it is with")).to_have_value("before")
    statement = turned(page, "Now allowed").locator(".turn-side summary").first
    statement.click()
    expect(turned(page, "Now allowed").locator(".turn-side pre").first).to_contain_text('"Sid": "Invoke"')
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page must not scroll sideways"
    turned(page, "Now allowed").get_by_role("button", name=re.compile("^Step through")).first.click()
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(page.get_by_label("Action", exact=True)).to_have_value(re.compile("lambda:"))


def test_the_story_by_keyboard(page: Page) -> None:
    opened(page)
    link = page.get_by_role("link", name="Compare two texts of one policy")
    reach(page, link)
    page.keyboard.press("Enter")
    choice = page.locator("select[name='policy']")
    reach(page, choice)
    page.keyboard.type("Policy deploy")
    reach(page, page.get_by_role("button", name="Take its text"))
    page.keyboard.press("Enter")
    reach(page, page.get_by_label(re.compile("Second text")))
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(INVOKES)
    reach(page, page.get_by_role("button", name="Compare", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Now allowed", exact=True)).to_be_visible()
    reach(page, page.get_by_role("button", name="Put this text in place"), back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Undo takes it back")
    page.goto(page.url + "diff/")
    reach(page, page.get_by_role("button", name=re.compile("^Step through")).first)
    page.keyboard.press("Enter")
    expect(page.locator("#evaluation .verdict-word")).to_have_text("Allowed")


def reach(page: Page, place: Locator, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError("Tab does not reach it")


def test_without_javascript_everything_is_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    plain = context.new_page()
    opened(plain)
    tried(plain)
    plain.get_by_role("button", name="Put this text in place").click()
    plain.goto(plain.url + "diff/?with=start")
    turned(plain, "Now allowed").get_by_role("button", name=re.compile("^Step through")).first.click()
    expect(plain.locator(".verdict-word")).to_have_text("Allowed")
    context.close()
