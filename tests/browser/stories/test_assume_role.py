"""The story *assume role*: refused, let in with MFA, working as the role, outlived by the clock, oneself again."""

from playwright.sync_api import expect

from .conftest import End, Open
from .hands import Hands

ORDERS = "arn:aws:lambda:eu-west-1:444455556666:function:order-api"
SESSION = "assumed-role/deployer/"


def test_a_role_is_refused_then_worn_and_expires(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    sandbox = begin("Two accounts of your own")
    bar = page.get_by_role("region", name="Who you are now")
    hands.press(page.get_by_role("button", name="Assume role", exact=True))
    handshake = page.locator("#handshake")
    expect(handshake).to_contain_text("No session: the trust side does not allow it")
    expect(handshake).to_be_focused()
    expect(handshake).to_contain_text("Sign in with MFA and ask again")
    end()
    hands.press(page.get_by_role("link", name="Other ways, options, clock and history"))
    hands.press(page.get_by_role("link", name="AssumeRole", exact=True))
    hands.choose(page.get_by_label("Role", exact=False).first, "deployer")
    hands.write(page.get_by_label("Session name"), "ana-at-noon")
    hands.tick(page.get_by_label("Give an MFA code"))
    hands.press(page.get_by_role("button", name="Ask for the session"))
    expect(page.get_by_role("heading", name="You have a session")).to_be_visible()
    expect(page.get_by_role("region", name="The same as a command")).to_contain_text("aws sts assume-role")
    end()
    hands.press(page.get_by_role("link", name="Ask for something with it"))
    expect(bar).to_contain_text(f"{SESSION}ana-at-noon")
    expect(bar).to_contain_text("60 min left")
    hands.write(page.get_by_label("Resource", exact=True), ORDERS)
    hands.write(page.get_by_label("Action", exact=True), "lambda:UpdateFunctionCode")
    hands.run()
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    hands.press(page.get_by_role("link", name="Other ways, options, clock and history"))
    hands.press(page.get_by_role("button", name="A minute after"))
    expect(page.get_by_text("Expired.", exact=True)).to_be_visible()
    hands.press(page.get_by_role("link", name="Back to the sandbox"))
    expect(page).to_have_url(sandbox)
    expect(page.locator("#evaluation")).to_contain_text("The security token included in the request is expired")
    hands.press(bar.get_by_role("button", name="Drop role"))
    expect(bar).not_to_contain_text("assumed-role")
    expect(bar).to_be_focused()
    end()


def test_a_role_is_worn_in_the_sandbox_and_its_end_comes_by_the_clock(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    hands.press(page.get_by_role("button", name="Assume role", exact=True))
    handshake = page.locator("#handshake")
    hands.press(handshake.locator(".fix summary").nth(1))
    hands.press(handshake.get_by_role("button", name="Apply here"))
    expect(handshake).to_contain_text("Both sides allow")
    hands.press(page.get_by_role("button", name="Assume role", exact=True))
    bar = page.get_by_role("region", name="Who you are now")
    expect(bar).to_contain_text(SESSION)
    hands.press(handshake.get_by_text("Both sides, step by step"))
    expect(handshake.locator("ol.steps")).to_be_visible()
    expect(bar).to_contain_text("60 min left")
    hands.press(page.get_by_role("button", name="Let 30 minutes pass"))
    expect(bar).to_contain_text("30 min left")
    hands.press(page.get_by_role("button", name="Let 30 minutes pass"))
    expect(bar).to_contain_text("expired")
    expect(page.locator("#handshake")).to_contain_text("the session is over")
    hands.press(bar.get_by_role("button", name="Drop role"))
    expect(bar).not_to_contain_text("assumed-role")
    end()
