"""A stranger comes to a stepped explanation of their own policy: by mouse, on a phone, by keyboard, without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.whole_course import publish_whole_course

from .conftest import PHONE
from .policy_editor import expect_text, field, write

LESSON = "/lessons/what-is-an-iam-role/"
READ_ALL = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "MyOwn", "Effect": "Allow", "Action": ["s3:Get*", "sts:AssumeRole"], "Resource": "*"}
  ]
}"""


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish_whole_course()


def verdict(page: Page, word: str) -> None:
    """Wait for a verdict."""
    expect(page.locator(".verdict-word")).to_have_text(word)


def sentence(page: Page) -> str:
    """What the stepper says now."""
    return page.locator("[data-step-say]").inner_text()


def test_the_front_page_explains_a_visitors_own_policy(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Denied").click()
    verdict(page, "Denied explicitly")
    expect(page.locator(".el.here")).to_have_text('"Effect": "Deny"')
    page.get_by_label("Ana's only policy").fill(READ_ALL)
    verdict(page, "Allowed")
    expect(page.locator("[data-step-say]")).to_contain_text("MyOwn")
    before = sentence(page)
    page.get_by_role("button", name="Previous step").click()
    assert sentence(page) != before
    page.get_by_label("s3:ListBucket").check()
    expect(page.get_by_role("heading", name="Will AWS allow it?")).to_be_visible()


def test_a_lesson_explains_the_readers_own_policy_step_by_step(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="What is an IAM role?").click()
    expect(page.get_by_role("heading", name="The decision waits")).to_be_visible()
    write(page, "Policy ana-dev of user ana", READ_ALL)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict-why")).to_contain_text("has to allow it too")
    page.locator(".transport").get_by_role("button", name="First step").click()
    expect(page.locator("[data-step-now]")).to_have_text("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-step-now]")).to_have_text("2")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-step-now]")).to_have_text("1")


def test_the_role_is_assumed_asked_with_and_dropped(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("button", name="Assume role").click()
    expect(page.get_by_role("group", name="The two sides of AssumeRole")).to_contain_text("Both sides allow")
    bar = page.get_by_role("region", name="Who you are now")
    expect(bar).to_contain_text("assumed-role/report-reader/ana")
    expect(bar).to_contain_text("60 min left")
    verdict(page, "Allowed")
    expect(page.get_by_role("tab", name="read-reports")).to_have_attribute("aria-selected", "true")
    page.get_by_label("Resource", exact=True).fill("arn:aws:s3:::northwind-dev/notes.txt")
    page.get_by_role("button", name="Run").click()
    verdict(page, "Denied implicitly")
    page.get_by_role("button", name="Drop role").click()
    expect(bar).not_to_contain_text("assumed-role")
    expect(page.locator("#handshake")).to_contain_text("While the role was worn they were set aside.")


def test_all_three_policies_can_be_replaced(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("tab", name="Trust policy").click()
    trust = "Trust policy of role report-reader"
    write(page, trust, field(page, trust).input_value().replace("user/ana", "user/ben"))
    page.get_by_role("button", name="Assume role").click()
    expect(page.locator("#handshake")).to_contain_text("No session: the trust side does not allow it")
    expect(page.locator("#handshake .says")).to_contain_text("no role trust policy allows the sts:AssumeRole action")
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("#handshake")).to_have_count(0)
    page.get_by_role("tab", name="Trust policy").click()
    expect_text(page, trust, re.compile("user/ana"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#handshake")).to_be_visible()
    page.get_by_role("tab", name="Trust policy").click()
    expect_text(page, trust, re.compile("user/ben"))


def test_a_try_it_changes_the_sandbox_beside_the_text(page: Page) -> None:
    page.goto(LESSON)
    page.locator("#take-ana-out").get_by_role("button", name="Denied").click()
    expect_text(page, "Trust policy of role report-reader", re.compile("BenMayWearIt"))
    expect(page.locator(".gate[aria-current] .gate-name")).to_have_text("Role trust policy")
    expect(page).to_have_url(re.compile(LESSON))


def test_a_prediction_holds_the_answer_back(page: Page) -> None:
    page.goto(LESSON)
    prediction = page.locator("#how-should-ana-get-it")
    expect(prediction).not_to_contain_text("Northwind made a role for it")
    prediction.get_by_label("A role in prod").check()
    prediction.get_by_role("button", name="Keep my prediction").click()
    expect(page.locator("#how-should-ana-get-it")).to_contain_text("Northwind made a role for it")


def test_on_a_phone_the_bar_always_shows_the_verdict(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(LESSON)
    switch = page.get_by_role("group", name="Show")
    expect(switch).to_contain_text("Predict first")
    expect(page.get_by_role("heading", name="What is an IAM role?")).to_be_visible()
    switch.get_by_role("button", name="Sandbox").click()
    expect(page.get_by_role("heading", name="What is an IAM role?")).to_be_hidden()
    write(page, "Policy ana-dev of user ana", READ_ALL)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict-why")).to_contain_text("has to allow it too")
    page.get_by_role("button", name="Next step").click()
    page.get_by_role("button", name="Assume role").click()
    expect(switch).to_contain_text("Allowed")
    expect(page.get_by_role("button", name="Drop role")).to_be_visible()
    switch.get_by_role("button", name="Lesson").click()
    page.locator("#take-ana-out").get_by_role("button", name="Denied").click()
    expect(page.locator(".verdict-word")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def tab_to(page: Page, name: str, *, backwards: bool = False) -> None:
    """Press Tab until something has the focus whose accessible name holds this one, but for switches of a policy."""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        found = page.evaluate(
            """() => {
              let e = document.activeElement;
              while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
              if (e === document.body) return "";
              return e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText || "";
            }"""
        )
        if name in found and not found.startswith("Switch"):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    page.goto("/")
    tab_to(page, "What is an IAM role?")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LESSON}")
    tab_to(page, "Policy ana-dev of user ana")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(READ_ALL)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict-why")).to_contain_text("has to allow it too")
    page.keyboard.press("Escape")
    first = page.locator("[data-step-now]").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-step-now]")).not_to_have_text(first)
    tab_to(page, "Assume role")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role/report-reader/ana")
    expect(page.locator("#handshake")).to_be_focused()
    tab_to(page, "Drop role", backwards=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Who you are now")).not_to_contain_text("assumed-role")


def test_without_script_it_works_by_full_pages(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Denied").click()
    verdict(page, "Denied explicitly")
    page.goto(LESSON)
    page.get_by_role("textbox", name="Policy ana-dev of user ana").fill("{")
    page.get_by_label("Action", exact=True).fill("")
    page.get_by_role("button", name="Run").last.click()
    expect(page.get_by_text("The request names no action.").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Policy ana-dev of user ana")).to_have_value("{")
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Assume role").click()
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role/report-reader/ana")
    verdict(page, "Allowed")
    page.get_by_text("All 13 steps").click()
    page.get_by_label("Action", exact=True).fill("s3:PutObject")
    page.keyboard.press("Enter")
    verdict(page, "Denied implicitly")
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role/report-reader/ana")
    page.get_by_role("link", name="Back to the lesson").click()
    expect(page.get_by_role("heading", name="What is an IAM role?")).to_be_visible()
    context.close()
