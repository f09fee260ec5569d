"""The story *why not*: from a denial to its smallest fix, applied in a copy, on a desktop, a phone, and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def denied(page: Page) -> None:
    """Open a company whose first request is denied."""
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open A build without keys").click()
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")


def facts(page: Page) -> None:
    """Wait for what else the first fix would change, which is asked for once it is seen."""
    page.locator(".fixes .fix").first.scroll_into_view_if_needed()
    page.locator(".fixes .fix").first.locator(".line-up").scroll_into_view_if_needed()
    expect(page.locator("#effects-request-1")).to_contain_text("Also allows")
    expect(page.locator("#effects-request-1")).to_contain_text("it is no proof")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_denial_is_mended_in_a_copy_and_the_way_back_is_there(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    denied(page)
    began = page.url
    expect(page.get_by_role("heading", name="Why not")).to_be_visible()
    facts(page)
    expect(page.locator(".fixes .fix").first.locator('.line[data-sign="+"]').first).to_contain_text("added:")
    axe(page)
    page.locator(".fixes").get_by_text("2", exact=True).click()
    expect(page.locator(".fixes .fix").nth(1)).to_have_attribute("open", "")
    page.locator(".fixes").get_by_role("button", name="Apply in a copy").first.click()
    expect(page.locator(".messages")).to_contain_text("stays as it was")
    assert page.url != began
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(page.get_by_role("heading", name="Why not")).to_have_count(0)
    axe(page)
    page.locator(".messages").get_by_role("link").click()
    assert page.url == began
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")


def test_by_keyboard_a_fix_is_applied_here_and_undone(page: Page) -> None:
    denied(page)
    second = page.locator(".fixes .fix summary").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fixes .fix").nth(1)).to_have_attribute("open", "")
    apply = page.locator(".fixes .fix").nth(1).get_by_role("button", name="Apply here")
    for _ in range(12):
        if apply.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(apply).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    undo = page.get_by_role("button", name="Undo").first
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")


def test_a_fix_is_applied_in_a_copy_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    plain = context.new_page()
    denied(plain)
    plain.locator(".fixes").get_by_role("link", name="What else would it change?").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("What the change would also do")
    plain.get_by_role("link", name="Back to the sandbox").click()
    plain.get_by_role("button", name="Apply in a copy").first.click()
    expect(plain.locator(".verdict-word")).to_have_text("Allowed")
    context.close()


def test_a_role_that_is_refused_is_mended_on_its_trust_side(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    page.get_by_role("button", name="Assume role", exact=True).click()
    handshake = page.locator("#handshake")
    expect(handshake).to_contain_text("Smallest changes that would let it succeed")
    expect(handshake).to_contain_text("Sign in with MFA and ask again")
    handshake.locator(".fix summary").nth(1).click()
    expect(handshake).to_contain_text("This weakens a guardrail, or goes round one")
    effects = handshake.locator("#effects-handshake-2")
    effects.scroll_into_view_if_needed()
    expect(effects).to_contain_text("Also allows")
    axe(page)
    handshake.get_by_role("button", name="Apply here").click()
    expect(handshake).to_contain_text("Both sides allow")
