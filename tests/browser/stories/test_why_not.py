"""The story *why not*: from a denial to all its reasons, to the smallest change, to the same request allowed."""

from playwright.sync_api import Page, expect

from .conftest import End, Open
from .hands import Hands


def expect_reasons(page: Page) -> None:
    """Wait for AWS's message, every blocker, and the statement that nearly applied."""
    why = page.locator("#why")
    expect(why.get_by_role("heading", name="Why not")).to_be_visible()
    expect(why.get_by_role("heading", name="What AWS says")).to_be_visible()
    expect(why.locator(".says")).to_contain_text("is not authorized to perform: sts:AssumeRole")
    expect(why.get_by_role("heading", name="Near miss")).to_be_visible()
    expect(why).to_contain_text("DevMayDeployWithMfa")


def test_a_denial_is_understood_and_mended_in_a_copy_and_here(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    began = begin("Two accounts of your own")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    expect_reasons(page)
    fixes = page.locator("#why .fix")
    guardrail = fixes.nth(1)
    hands.press(guardrail.locator("summary"))
    expect(guardrail).to_have_attribute("open", "")
    expect(guardrail.locator('.line[data-sign="+"]').first).to_contain_text("added:")
    expect(guardrail.get_by_text("This weakens a guardrail, or goes round one")).to_be_visible()
    copy = guardrail.get_by_role("button", name="Apply in a copy")
    copy.scroll_into_view_if_needed()
    expect(page.locator("#effects-request-2")).to_contain_text("it is no proof")
    hands.press(copy)
    expect(page.locator(".messages")).to_contain_text("stays as it was")
    assert page.url != began
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(page.get_by_role("heading", name="Why not")).to_have_count(0)
    hands.press(page.locator(".messages").get_by_role("link"))
    expect(page).to_have_url(began)
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    hands.press(page.locator("#why .fix").first.get_by_role("button", name="Apply here"))
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    hands.press(page.get_by_role("button", name="Undo", exact=True))
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    end()
