"""The story *permalink*: a state with its open step goes to somebody else, who forks it; the link is taken back."""

import re

from playwright.sync_api import Browser, expect

from .conftest import End, Open
from .hands import Hands


def test_a_state_is_shared_forked_and_taken_back(
    hands: Hands, begin: Open, end: End, browser: Browser, base_url: str
) -> None:
    page = hands.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sandbox = begin("A vendor from outside")
    hands.press(page.get_by_role("button", name="First step"))
    hands.step()
    hands.step()
    step = page.locator("[data-step-now]").inner_text()
    hands.press(page.get_by_role("button", name="Share"))
    expect(page).to_have_url(re.compile("/s/"))
    hands.press(page.locator(".share-address").get_by_role("button", name="Copy"))
    expect(page.locator("#announcements")).to_have_text("Copied.")
    address = page.evaluate("navigator.clipboard.readText()")
    end()
    context = browser.new_context(base_url=base_url, viewport=page.viewport_size)
    stranger = type(hands)(context.new_page())
    stranger.page.set_default_timeout(10_000)
    stranger.page.goto(address)
    expect(stranger.page.locator("[data-step-now]")).to_have_text(step)
    expect(stranger.page.get_by_role("button", name="Take the link back")).to_have_count(0)
    stranger.step()
    expect(stranger.page.locator("[data-step-now]")).not_to_have_text(step)
    stranger.press(stranger.page.get_by_role("button", name="Fork"))
    expect(stranger.page.get_by_text("This copy is yours")).to_be_visible()
    assert stranger.page.url != sandbox
    stranger.write(stranger.page.get_by_label("Action", exact=True), "sts:GetCallerIdentity")
    stranger.write(stranger.page.get_by_label("Resource", exact=True), "*")
    stranger.run()
    expect(stranger.page.locator(".verdict-word")).to_have_text("Allowed")
    page.goto(address)
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    hands.press(page.get_by_role("button", name="Take the link back"))
    expect(page.get_by_text("The link is gone.")).to_be_visible()
    answer = stranger.page.goto(address)
    assert answer
    assert answer.status == 404
    context.close()
    end()
