"""The story *watch*: what is expected of a few requests stands beside what is decided, while a policy changes."""

from playwright.sync_api import expect

from .conftest import End, Open
from .hands import Hands

ROWS = "ben, sts:AssumeRole, arn:aws:iam::444455556666:role/deployer, deny\nana, iam:ListUsers, *, allow"


def test_requests_are_watched_while_a_policy_changes(hands: Hands, begin: Open, end: End) -> None:
    page = hands.page
    begin("Two accounts of your own")
    table, form = page.locator("#watches"), page.locator("#watch-form")
    hands.choose(page.get_by_label("Expect", exact=True), "Allowed")
    hands.press(page.get_by_role("button", name="Watch the request above"))
    expect(table.locator(".tag-solid")).to_have_text("differs")
    hands.press(table.get_by_role("link", name="Paste rows"))
    expect(page.get_by_role("heading", name="Paste")).to_be_focused()
    hands.write(form.get_by_role("textbox", name="Rows"), ROWS)
    hands.press(form.get_by_role("button", name="Add rows"))
    expect(table.locator(".tag-solid")).to_have_count(2)
    expect(table).to_contain_text("1 as expected · 2 differ")
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="ben")).filter(has_text="AssumeRole")
    expect(row.last.locator(".state")).to_have_text("Denied implicitly")
    expect(row.last.locator(".state svg")).to_be_visible()
    hands.press(row.last.get_by_role("link", name="Duplicate"))
    expect(page.get_by_role("heading", name="Duplicate with")).to_be_focused()
    hands.write(form.get_by_label("Who asks"), "ana")
    hands.choose(form.get_by_label("Expected"), "Denied explicitly")
    hands.press(form.get_by_role("button", name="Keep"))
    expect(table).to_contain_text("1 as expected · 3 differ")
    hands.press(table.get_by_role("button", name="Step through iam:ListUsers"))
    expect(page.get_by_label("Action", exact=True)).to_have_value("iam:ListUsers")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")
    hands.press(page.locator("#why .fix").first.get_by_role("button", name="Apply here"))
    expect(page.locator(".verdict-word")).to_have_text("Allowed")
    expect(page.locator("#watches")).to_contain_text("2 as expected · 2 differ")
    hands.press(table.get_by_role("button", name="Remove sts:AssumeRole").last)
    expect(table).to_contain_text("2 as expected · 1 differs")
    page.reload()
    expect(table).to_contain_text("2 as expected · 1 differs")
    end()
