"""Every page around a sandbox: accessible, within the window, at both widths; and the stories played there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], None]
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def opened(page: Page, title: str) -> str:
    """Begin with one of the companies; return the sandbox's address."""
    page.goto("/sandbox/")
    page.get_by_role("button", name=f"Open {title}").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return page.url


def fits(page: Page) -> bool:
    """Whether a page does not scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@SIZES
def test_every_page_is_accessible_and_fits(page: Page, axe_in_both_themes: Check, size: dict[str, int]) -> None:
    page.set_viewport_size({**size, "height": 3000})
    page.goto("/sandbox/")
    axe_in_both_themes(page)
    assert fits(page), page.url
    sandbox = opened(page, "An administrator under guardrails")
    axe_in_both_themes(page)
    assert fits(page), page.url
    account = "accounts/111122223333"
    for rest in (
        "history/",
        "watches/",
        "watches/add/",
        "watches/paste/",
        "explore/",
        "organization/",
        f"{account}/",
        f"{account}/user/?name=ben",
        f"{account}/policy/create/",
        f"{account}/create-role/",
        "sessions/",
        "sessions/get/assume-role/",
        "sessions/get/broker/",
        "sessions/events/",
        "rename/",
    ):
        page.goto(f"{sandbox}{rest}")
        axe_in_both_themes(page)
        assert fits(page), page.url
    for address in ("/sandbox/new/", "/sandbox/import/", "/progress/import/", "/progress/delete/", "/progress/print/"):
        page.goto(address)
        axe_in_both_themes(page)
        assert fits(page), page.url


@SIZES
def test_a_state_is_shared_looked_at_forked_and_taken_back(
    page: Page, browser: Browser, base_url: str, axe: Check, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    opened(page, "A vendor from outside")
    page.get_by_role("button", name="Next step").click()
    counter = page.locator("[data-step-now]").inner_text()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("button", name="Fork")).to_be_visible()
    address = page.url
    axe(page)
    assert fits(page), page.url
    context = browser.new_context(base_url=base_url, viewport=size)
    stranger = context.new_page()
    stranger.goto(address)
    expect(stranger.locator("[data-step-now]")).to_have_text(counter)
    expect(stranger.get_by_role("button", name="Take the link back")).to_have_count(0)
    stranger.get_by_role("button", name="Fork").click()
    expect(stranger.get_by_text("This copy is yours")).to_be_visible()
    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_text("The link is gone.")).to_be_visible()
    assert stranger.goto(address).status == 404
    context.close()


@SIZES
def test_requests_are_watched_while_a_policy_changes(page: Page, axe: Check, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    opened(page, "A bucket shared across accounts")
    page.get_by_label("Expect", exact=True).select_option("allow")
    page.get_by_role("button", name="Watch the request above").click()
    table = page.locator("#watches")
    expect(table).to_contain_text("1 differs")
    axe(page)
    page.get_by_role("button", name="Apply here").first.click()
    expect(table).to_contain_text("1 as expected")
    page.get_by_role("link", name="Duplicate").first.click()
    expect(page.get_by_role("heading", name="Duplicate with")).to_be_focused()
    page.get_by_label("Action").last.fill("s3:PutObject")
    page.get_by_label("Expected").select_option("deny")
    page.get_by_role("button", name="Keep").click()
    expect(table).to_contain_text("3 requests")
    table.get_by_role("button", name="Step through s3:PutObject").click()
    expect(page.locator("#evaluation")).to_contain_text("Denied")
    page.get_by_role("button", name="Undo").click()
    assert fits(page), page.url


@SIZES
def test_a_role_is_made_in_four_steps_and_worn(page: Page, axe: Check, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    sandbox = opened(page, "Two accounts of your own")
    page.goto(f"{sandbox}accounts/111122223333/create-role/")
    page.get_by_label("Another account, or this one").check()
    page.get_by_role("button", name="Next: Permissions").click()
    page.get_by_label("Attached policies").fill("arn:aws:iam::aws:policy/ReadOnlyAccess")
    page.get_by_role("button", name="Next: Name").click()
    page.get_by_label("Role name").fill("auditor")
    page.get_by_role("button", name="Next: Review").click()
    expect(page.locator("pre").first).to_contain_text("arn:aws:iam::111122223333:root")
    axe(page)
    page.get_by_role("button", name="Create the role").click()
    expect(page.get_by_text("Created role auditor.")).to_be_visible()
    axe(page)
    page.goto(f"{sandbox}sessions/get/assume-role/")
    page.get_by_label("Role", exact=False).first.select_option(label="auditor in dev, 111122223333")
    page.get_by_role("button", name="Ask for the session").click()
    expect(page.get_by_role("heading", name="No session")).to_be_visible()
    axe(page)


@SIZES
def test_a_session_is_asked_for_worn_and_expires(page: Page, axe: Check, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    sandbox = opened(page, "A vendor from outside")
    page.goto(f"{sandbox}sessions/get/assume-role/")
    page.get_by_role("button", name="Ask for the session").click()
    expect(page.locator("pre").last).to_contain_text("AccessDenied")
    page.get_by_label("External ID").fill("northwind-8f3a61c2")
    page.get_by_role("button", name="Ask for the session").click()
    expect(page.get_by_role("heading", name="You have a session")).to_be_visible()
    axe(page)
    assert fits(page), page.url
    page.goto(f"{sandbox}sessions/")
    page.get_by_role("button", name="A minute after").click()
    expect(page.get_by_text("Expired.", exact=True)).to_be_visible()
    axe(page)
    page.goto(sandbox)
    expect(page.locator("#evaluation")).to_contain_text("expired")
    page.goto(f"{sandbox}sessions/")
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_text("You are yourself again")).to_be_visible()


@SIZES
def test_the_answer_is_predicted_before_it_is_shown(page: Page, axe: Check, size: dict[str, int]) -> None:
    page.set_viewport_size({**size, "height": 2000})
    opened(page, "Two accounts")
    evaluation = page.locator("#evaluation")
    page.get_by_label("Predict first").check()
    expect(evaluation.get_by_role("heading", name="What will AWS answer?")).to_be_visible()
    expect(page.locator("[data-stepper-bar]")).to_be_hidden()
    expect(page.locator("#pane-state")).to_have_text("Predict first")
    axe(page)
    assert fits(page), page.url
    choice = evaluation.get_by_role("button", name="Denied explicitly")
    choice.focus()
    choice.press("Enter")
    expect(evaluation).to_contain_text("0 of 1 right so far")
    expect(page.locator("#evaluation:focus-within")).to_be_visible()
    expect(page.locator("[data-stepper-bar]")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Predict first")).to_be_checked()
    expect(evaluation).to_contain_text("0 of 1 right so far")
    page.get_by_label("Predict first").uncheck()
    expect(evaluation).not_to_contain_text("so far")
