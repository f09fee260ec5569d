"""A command of the AWS CLI in the sandbox: read, decided, and one of its requests stepped through."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
CREATE = "aws lambda create-function --function-name orders --role arn:aws:iam::111122223333:role/orders"


def opened(page: Page) -> None:
    """Open a company of two accounts."""
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    expect(page.get_by_role("heading", name="A command")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_command_is_read_and_its_second_request_stepped_through(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    opened(page)
    field = page.get_by_label("Command of the AWS CLI")
    field.fill(CREATE)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".command-joint")).to_contain_text("2 of 2 requests are not allowed.")
    expect(page.locator("#announcements")).to_contain_text("2 of 2 requests are not allowed.")
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page must not scroll sideways"
    page.get_by_role("button", name="Step through request 2: iam:PassRole").click()
    expect(page.get_by_label("Action", exact=True)).to_have_value("iam:PassRole")
    expect(page.locator("#context")).to_have_value("iam:PassedToService = lambda.amazonaws.com")
    expect(page.get_by_label("Command of the AWS CLI")).to_have_value(CREATE)
    axe(page)


def test_by_keyboard_a_misspelt_command_is_mended(page: Page, axe: Callable[[Page], None]) -> None:
    opened(page)
    page.get_by_role("link", name="Begin with a command of the AWS CLI").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Command of the AWS CLI")).to_be_focused()
    page.keyboard.type("aws lambda invok --function-name order-api")
    page.keyboard.press("Enter")
    expect(page.locator(".command-problem")).to_contain_text("Did you mean aws lambda invoke?")
    expect(page.get_by_label("Command of the AWS CLI")).to_be_focused()
    axe(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("aws sts get-caller-identity")
    page.keyboard.press("Enter")
    expect(page.locator(".command-joint")).to_contain_text("Allowed")


def test_without_javascript_an_example_is_read(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    plain = context.new_page()
    opened(plain)
    plain.locator(".commands summary").click()
    plain.get_by_role("button", name=re.compile("^aws ec2 run-instances")).click()
    expect(plain.locator(".command-joint")).to_contain_text("requests are not allowed")
    plain.get_by_role("button", name=re.compile("Step through request 1")).click()
    expect(plain.get_by_label("Action", exact=True)).to_have_value("ec2:RunInstances")
    context.close()


def test_a_watched_request_takes_the_place_of_the_one_above(page: Page, axe: Callable[[Page], None]) -> None:
    opened(page)
    page.get_by_role("button", name="Watch the request above").click()
    watched = page.get_by_role("button", name=re.compile("^Step through sts:AssumeRole as ana")).last
    watched.click()
    expect(page.get_by_label("Action", exact=True)).to_have_value("sts:AssumeRole")
    expect(page.locator("#sandbox-panel")).to_have_count(1)
    axe(page)
