"""The story *diff*: a second text for a policy, what it changes in access, and a witness stepped through."""

import re

from playwright.sync_api import Locator, Page, expect

from .conftest import End, Open
from .hands import Hands

INVOKES = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Invoke", "Effect": "Allow", "Action": ["lambda:InvokeFunction", "lambda:GetFunction"], "Resource": "*"}
  ]
}"""


def turned(page: Page, title: str) -> Locator:
    """The part of the page about one turn."""
    return page.locator("section.panel", has=page.get_by_role("heading", name=title, exact=True))


def test_two_texts_are_compared_one_is_put_in_place_and_a_witness_stepped_through(
    hands: Hands, begin: Open, end: End
) -> None:
    page = hands.page
    sandbox = begin("Two accounts of your own")
    hands.menu("Compare access")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may do what, then and now")
    expect(page.locator(".aside").first).to_contain_text("no request had to be asked")
    hands.press(page.get_by_role("link", name="Compare two texts of one policy"))
    hands.choose(page.locator("select[name=policy]"), "Policy deploy-orders of role deployer")
    hands.press(page.get_by_role("button", name="Take its text"))
    hands.write(page.get_by_label(re.compile("Second text")), INVOKES)
    hands.press(page.get_by_role("button", name="Compare", exact=True))
    expect(turned(page, "Now allowed")).to_contain_text("lambda:InvokeFunction")
    expect(turned(page, "No longer allowed").locator(".turn").first).to_be_visible()
    expect(page.locator(".aside").last).to_contain_text("It is no proof")
    end()
    hands.press(page.get_by_role("button", name="Put this text in place"))
    expect(page.locator(".messages")).to_contain_text("Undo takes it back")
    expect(page).to_have_url(sandbox)
    hands.menu("Compare access")
    hands.choose(page.get_by_label("Compare the state as it is with"), "The start")
    hands.press(page.get_by_role("button", name="Compare", exact=True))
    allowed = turned(page, "Now allowed")
    hands.press(allowed.locator(".turn-side summary").first)
    expect(allowed.locator(".turn-side pre").first).to_contain_text('"Sid": "Invoke"')
    end()
    hands.press(allowed.get_by_role("button", name=re.compile("^Step through")).first)
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(page.get_by_label("Action", exact=True)).to_have_value(re.compile("lambda:"))
    hands.step(back=True)
    end()
