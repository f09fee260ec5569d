"""The shell of every page: theme, menu, keys, skip link, failures told as such; and the editor of the front page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/",
    "/help/simulated/",
    "/help/keyboard/",
    "/help/accessibility/",
    "/help/lint/",
    "/help/lint/PASS_ROLE_WITH_STAR_IN_RESOURCE/",
    "/help/rules/",
    "/help/rules/D21b/",
    "/glossary/",
    "/help/cheat-sheet/",
)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_in_both_themes_and_on_a_phone(
    page: Page, axe_in_both_themes: Callable[[Page], None], address: str
) -> None:
    page.goto(address)
    axe_in_both_themes(page)
    page.set_viewport_size(PHONE)
    axe_in_both_themes(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_chosen_theme_stays_on_the_next_page(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    toggle = page.get_by_role("button", name="Theme:")
    expect(toggle).to_have_accessible_name("Theme: follows the system")
    toggle.click()
    toggle.click()
    expect(toggle).to_have_accessible_name("Theme: dark")
    page.goto("/help/simulated/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 19, 17)"
    toggle.click()
    expect(toggle).to_have_accessible_name("Theme: follows the system")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/help/simulated/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_closes_by_escape(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/")
    menu = page.locator("details[data-menu]")
    menu.locator("summary").click()
    link = menu.get_by_role("link", name="Learn")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_the_question_mark_lists_the_keys_and_they_can_be_switched_off(page: Page) -> None:
    page.goto("/help/simulated/")
    keys = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    keys.get_by_label("Use these keys in this browser").uncheck()
    keys.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.get_by_role("link", name="Keyboard").click()
    expect(keys).to_be_visible()
    expect(keys.get_by_label("Use these keys in this browser")).not_to_be_checked()


def test_a_question_mark_in_the_editor_is_a_question_mark(page: Page) -> None:
    page.goto("/")
    editor = page.get_by_label("Ana's only policy")
    editor.fill("")
    editor.press_sequentially("?")
    expect(editor).to_have_value("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_escape_leaves_the_editor_and_tab_is_not_trapped(page: Page) -> None:
    page.goto("/")
    editor = page.get_by_label("Ana's only policy")
    editor.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Allowed")).to_be_focused()
    editor.focus()
    page.keyboard.press("Escape")
    expect(editor).not_to_be_focused()


def test_what_is_typed_is_lit_survives_a_reload_and_can_be_reset(page: Page) -> None:
    page.goto("/")
    editor = page.get_by_label("Ana's only policy")
    editor.press("Control+End")
    editor.press_sequentially('\n"Resource": "arn:aws:s3:::logs/${aws:username}"')
    last = page.locator("#try-lit .line").last
    expect(last.locator(".k")).to_have_text('"Resource"')
    expect(last.locator(".w")).to_have_text("${aws:username}")
    page.reload()
    expect(editor).to_have_value(re.compile(r"\$\{aws:username\}"))
    expect(last.locator(".w")).to_have_text("${aws:username}")
    page.get_by_role("button", name="Reset").click()
    expect(last).to_have_text("}")
    page.reload()
    expect(editor).not_to_have_value(re.compile("aws:username"))


def test_the_lit_text_lies_exactly_under_the_typed_one(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/")
    editor = page.get_by_label("Ana's only policy")
    editor.fill('{\n\n      "Resource": "arn:aws:s3:::northwind-reports/a-very-long/*/name"   ' + "x " * 60 + "\n}\n")
    heights = page.evaluate(
        "[document.querySelector('#try textarea').scrollHeight, document.querySelector('#try-lit').offsetHeight]"
    )
    assert heights[0] == heights[1]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, "Connection lost. Nothing was graded; what you typed is kept."),
        (500, "The server failed. Nothing was graded; what you typed is kept."),
        (403, "Load this page again: it is out of date."),
        (429, "Wait a moment and try again"),
    ],
)
def test_a_failed_request_never_reads_as_an_answer(
    page: Page, expected_in_console: list[str], status: int | None, told: str
) -> None:
    expected_in_console += ["Failed to load resource", "htmx:", "Response Status Error Code"]

    def fail(route: Route) -> None:
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="")

    page.goto("/")
    page.route("**/*", fail)
    page.get_by_role("button", name="Allowed").click()
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()
    expect(page.get_by_role("heading", name="Will AWS allow it?")).to_be_visible()
