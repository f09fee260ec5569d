"""A policy switched off for a moment, and on again: with a mouse, on a phone, and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_decision_is_seen_without_a_policy(page: Page, axe: Callable[[Page], None], size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open An administrator under guardrails").click()
    word = page.locator(".verdict-word")
    before = word.inner_text()
    name = page.get_by_role("tab", selected=True).inner_text().strip()
    tab = page.get_by_role("tab", name=name)
    button = page.get_by_role("tabpanel").get_by_role("button", name="Switch off")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evaluation .without")).to_contain_text(f"Decided without {name}")
    expect(page.locator("#evaluation .without")).to_contain_text(before.lower())
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(tab).to_contain_text("off")
    on = page.get_by_role("tabpanel").get_by_role("button", name="Switch on")
    expect(on).to_be_visible()
    expect(on).to_be_focused()
    expect(page.locator("#watches")).to_contain_text("Decided without")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Enter")
    expect(page.locator("#evaluation .without")).to_have_count(0)
    expect(word).to_have_text(before)
