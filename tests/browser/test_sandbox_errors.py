"""What goes wrong in the sandbox is told at its place, and nothing typed is lost. And every page for everybody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE
from .policy_editor import expect_text, field, write

LESSON = "/lessons/what-is-an-iam-role/"
ANA_DEV = "Policy ana-dev of user ana"
TABLET = {"width": 768, "height": 1024}


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish_whole_course()


def test_a_policy_that_cannot_be_read_shows_its_line_with_a_caret(page: Page) -> None:
    page.goto(LESSON)
    write(page, ANA_DEV, '{\n  "Version": "2012-10-17"\n  "Statement": []\n}')
    fault = page.locator("[id^='policy-'][id$='-fault']").nth(0)
    expect(fault).to_contain_text("Line 2, column 26")
    expect(fault.locator(".caret")).to_be_visible()
    expect(page.locator("#evaluation")).to_contain_text("The policy is wrong")
    page.get_by_role("tab", name="Trust policy").click()
    expect_text(page, "Trust policy of role report-reader", re.compile("AnaMayAssume"))
    page.reload()
    expect_text(page, ANA_DEV, re.compile('"2012-10-17"\n  "Statement"'))


def test_a_request_without_an_action_says_so_at_the_field(page: Page) -> None:
    page.goto(LESSON)
    action = page.get_by_label("Action", exact=True)
    action.fill("")
    expect(page.locator("#action-error")).to_contain_text("The request names no action.")
    expect(action).to_have_attribute("aria-invalid", "true")
    action.fill("s3:GetObject")
    expect(page.locator("#action-error")).to_be_hidden()
    expect(action).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("Resource", exact=True).fill("arn:aws:iam::999900001111:role/x")
    expect(page.locator("#resource-error")).to_contain_text("There is no account")


def test_a_text_of_200_kb_is_refused_with_its_size_and_stays(page: Page) -> None:
    page.goto(LESSON)
    write(page, ANA_DEV, "x" * 204_800)
    fault = page.locator("[id^='policy-'][id$='-fault']").nth(0)
    expect(fault).to_contain_text("204,800 characters; the longest that AWS stores has 32,768")
    assert len(field(page, ANA_DEV).input_value()) == 204_800


def test_what_the_browser_does_not_copy_is_left_selected(page: Page) -> None:
    refuse = "Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject(new Error('no'))})"
    page.add_init_script(refuse)
    page.goto(LESSON)
    page.get_by_role("button", name="Run").click()
    page.get_by_text("AWS did something else").click()
    page.get_by_role("region", name="Decision").get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="The browser did not copy it")).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("copy it by key")
    expect(page.get_by_label("The case as JSON")).to_be_focused()


def test_a_request_is_typed_without_offers_while_there_is_no_connection(
    page: Page, expected_in_console: list[str]
) -> None:
    expected_in_console.append("Failed to load resource")
    page.goto(LESSON)
    page.route("**/sandbox/actions/**", lambda route: route.abort())
    action = page.get_by_label("Action", exact=True)
    with page.expect_event("requestfailed"):
        action.fill("dynamodb:")
    page.unroute("**/sandbox/actions/**")
    action.press_sequentially("G")
    expect(page.locator("#action-offers option[value='dynamodb:GetItem']")).to_have_count(1)


def test_a_lost_connection_reads_as_one_and_keeps_what_was_typed(page: Page, expected_in_console: list[str]) -> None:
    expected_in_console.extend(["ERR_FAILED", "htmx:", "/evaluate/"])
    page.goto(LESSON)

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/evaluate/", refuse)
    write(page, ANA_DEV, '{"mine": 1}')
    expect(page.get_by_text("Connection lost. Nothing was graded; what you typed is kept.")).to_be_visible()
    page.unroute("**/evaluate/")
    page.reload()
    expect_text(page, ANA_DEV, '{"mine": 1}')


def test_signing_up_keeps_the_sandbox_and_the_progress(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("button", name="Assume role").click()
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role")
    prediction = page.locator("#how-should-ana-get-it")
    prediction.get_by_label("A role in prod").check()
    prediction.get_by_role("button", name="Keep my prediction").click()
    expect(prediction).to_contain_text("Northwind made a role for it")
    page.goto("/account/signup/")
    page.get_by_label("User name", exact=False).first.fill("dana")
    page.locator("input[name=password1]").fill("correct-horse-battery")
    if page.locator("input[name=password2]").count():
        page.locator("input[name=password2]").fill("correct-horse-battery")
    page.locator("main form button[type=submit], main form .btn-primary").first.click()
    page.goto(LESSON)
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role")
    expect(prediction).to_contain_text("Northwind made a role for it")
    page.goto("/progress/")
    expect(page.locator("main")).to_contain_text("What is an IAM role?")


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["1440", "768", "390"])
def test_the_pages_are_accessible_at_every_width_in_both_themes(
    page: Page, axe_in_both_themes: Callable[[Page], None], size: dict[str, int]
) -> None:
    # Bars stick to the edges of the window: in a high one none covers half a button, which axe takes for a small one.
    page.set_viewport_size({**size, "height": 5000})
    for address in ("/lessons/", "/", LESSON):
        page.goto(address)
        axe_in_both_themes(page)
    if size is not DESKTOP:
        page.get_by_role("group", name="Show").get_by_role("button", name="Sandbox").click()
    page.get_by_role("button", name="Assume role").click()
    expect(page.locator("#handshake")).to_be_visible()
    axe_in_both_themes(page)
    write(page, "Policy read-reports of role report-reader", '{"Version"')
    expect(page.locator("#evaluation")).to_contain_text("The policy is wrong")
    axe_in_both_themes(page)
    page.goto(LESSON)
    if size is not DESKTOP:
        page.get_by_role("group", name="Show").get_by_role("button", name="Sandbox").click()
    page.get_by_role("button", name="Open alone").click()
    expect(page.get_by_role("heading", name="Sandbox", level=1)).to_be_visible()
    axe_in_both_themes(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
