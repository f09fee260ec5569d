"""Nothing moves under the hands of somebody who writes, and every key and button does what stands beside it."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.whole_course import publish_whole_course

from .conftest import PHONE
from .policy_editor import editor, expect_text

LESSON = "/lessons/what-is-an-iam-role/"


@pytest.fixture(autouse=True)
def _course(transactional_db: None) -> None:
    """Publish the course that ships."""
    publish_whole_course()


@pytest.mark.parametrize("on_a_phone", [False, True])
def test_an_answer_leaves_tab_and_focus_to_whoever_writes_and_marks_the_other_tab(page: Page, on_a_phone: bool) -> None:
    if on_a_phone:
        page.set_viewport_size(PHONE)
    page.goto(LESSON)
    if on_a_phone:
        page.get_by_role("group", name="Show").get_by_role("button", name="Sandbox").click()
    trust = page.get_by_role("tab", name="Trust policy")
    trust.click()
    name = "Trust policy of role report-reader"
    editor(page, name).press("Control+End")
    with page.expect_response("**/evaluate/"):
        page.keyboard.type(" ")
    other = page.locator("[role=tab][data-here]")
    expect(other).to_have_count(1)
    expect(trust).to_have_attribute("aria-selected", "true")
    expect(editor(page, name)).to_be_focused()
    page.keyboard.type(" ")
    expect_text(page, name, re.compile(r"\}  $"))
    other.click()
    expect(page.locator("[role=tab][data-here]")).to_have_count(0)


def test_enter_in_the_session_name_assumes_the_role(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_label("Session name").press("Enter")
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role/report-reader/ana")


def test_a_double_click_is_one_press_and_no_request_is_broken_off(page: Page) -> None:
    page.goto(LESSON)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Assume role").dblclick()
    expect(page.get_by_role("region", name="Who you are now")).to_contain_text("assumed-role/report-reader/ana")
    expect(page.locator("#handshake")).to_contain_text("Both sides allow")
    assert sum(url.endswith("/assume-role/") for url in posted) == 1
    for _ in range(3):
        editor(page, "Policy read-reports of role report-reader").press_sequentially(" ")
        page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict-word")).to_be_visible()


def test_a_slow_answer_to_typing_says_that_it_is_on_its_way(page: Page) -> None:
    page.goto(LESSON)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/evaluate/", hold)
    editor(page, "Policy ana-dev of user ana").press_sequentially(" ")
    decision = page.get_by_role("region", name="Decision")
    expect(decision).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(decision).not_to_have_attribute("aria-busy", "true")


def test_a_field_with_a_long_text_keeps_what_follows_it_near(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_text("Circumstances", exact=True).click()
    field = page.get_by_label("Context keys, one a line: key = value")
    field.fill("aws:username = ana\n" * 400)
    box = field.bounding_box()
    assert box
    assert box["height"] < 300


def test_step_through_it_begins_at_the_first_step(page: Page) -> None:
    page.goto(LESSON)
    card = page.locator("#ana-asks-herself")
    card.get_by_role("button", name="Show me").click()
    expect(card).to_contain_text("Denied implicitly")
    expect(page.locator("[data-step-now]")).to_have_text("1")
    page.get_by_role("button", name="Last step").click()
    card.get_by_role("button", name="Step through it").click()
    expect(page.locator("[data-step-now]")).to_have_text("1")


def test_a_try_it_is_predicted_first(page: Page) -> None:
    page.goto(LESSON)
    card = page.locator("#take-ana-out")
    expect(card).not_to_contain_text("Denied implicitly")
    card.get_by_role("button", name="Allowed").click()
    expect(card).to_contain_text("You predicted: allowed. It is otherwise.")
    expect(page.locator(".verdict-word")).to_have_text("Denied implicitly")


def test_on_a_phone_a_try_it_lands_on_the_verdict_and_the_text_keeps_its_place(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(LESSON)
    button = page.locator("#take-ana-out").get_by_role("button", name="Denied")
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    button.click()
    verdict = page.locator(".verdict-word")
    expect(verdict).to_have_text("Denied implicitly")
    expect(verdict).to_be_in_viewport(ratio=1)
    bar = page.locator("[data-stepper-bar]").bounding_box()
    place = verdict.bounding_box()
    assert bar
    assert place
    assert bar["y"] + bar["height"] <= place["y"]
    page.get_by_role("group", name="Show").get_by_role("button", name="Lesson").click()
    assert abs(page.evaluate("scrollY") - before) < 200


def test_two_skip_links_and_a_key_lead_to_the_sandbox_and_back(page: Page) -> None:
    page.goto(LESSON)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the sandbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sandbox")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Back to the lesson")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    summary = page.get_by_text("In this lesson", exact=True)
    summary.focus()
    page.keyboard.press("s")
    expect(page.locator("#sandbox")).to_be_focused()
    page.keyboard.press("s")
    expect(summary).to_be_focused()
    page.get_by_label("Action", exact=True).press_sequentially("s")
    expect(page.get_by_label("Action", exact=True)).to_be_focused()


def test_the_meaning_of_a_term_leaves_its_paragraph_readable(page: Page) -> None:
    page.goto(LESSON)
    term = page.locator(".lesson-text p .term").first
    term.hover()
    note = term.locator(".term-note")
    expect(note).to_be_visible()
    bottom = term.evaluate("e => e.closest('p').getBoundingClientRect().bottom")
    place = note.bounding_box()
    assert place
    assert place["y"] >= bottom


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_who_and_what_was_decided_fit_their_bars(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(LESSON)
    page.get_by_role("group", name="Show").get_by_role("button", name="Sandbox").click()
    state = page.locator(".pane-switch #pane-state").bounding_box()
    assert state
    assert state["x"] + state["width"] <= width - 8
    page.get_by_role("button", name="Assume role").click()
    drop = page.get_by_role("button", name="Drop role")
    expect(drop.get_by_text("Drop role")).to_be_in_viewport()
    page.mouse.wheel(0, 900)
    who, bar = page.locator("#whoami").bounding_box(), page.locator("[data-stepper-bar]").bounding_box()
    assert who
    assert bar
    assert bar["y"] <= who["y"] + who["height"]
    assert who["height"] + bar["height"] <= 176
    for button in page.locator("[data-stepper-bar] button, #whoami button").all():
        place = button.bounding_box()
        assert place
        assert min(place["width"], place["height"]) >= 44


def test_on_a_phone_the_step_leaves_the_page_its_room(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open An administrator under guardrails").click()
    who, bar = page.locator("#whoami"), page.locator("[data-stepper-bar]")
    expect(bar.locator("[data-step-gate]")).to_have_text("Explicit deny")
    total = int(page.locator("[data-step-total]").inner_text())
    heights = []
    for number in range(1, total + 1):
        page.get_by_role("slider", name="Step").fill(str(number))
        heights.append(sum(element.evaluate("e => e.offsetHeight") for element in (who, bar)))
    assert sorted(heights)[total // 2] <= 150
    assert max(heights) <= 190


def test_the_front_page_keeps_no_marks_of_another_request_and_survives_a_reload(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Denied").click()
    expect(page.locator("#try-lit .el.here")).to_have_count(1)
    page.get_by_label("s3:ListBucket").check()
    expect(page.get_by_role("heading", name="Will AWS allow it?")).to_be_visible()
    expect(page.locator("#try-lit .here, #try-lit .line[data-state]")).to_have_count(0)
    page.get_by_role("button", name="Allowed").click()
    page.get_by_label("Ana's only policy").fill('{"Version" 1}')
    expect(page.locator("#try-answer")).to_contain_text("The policy is wrong")
    page.reload()
    expect(page.locator("#try-answer")).to_contain_text("The policy is wrong")
    expect(page.locator("#try-answer")).to_contain_text("Changed since you predicted.")
    expect(page.get_by_label("s3:ListBucket")).to_be_checked()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".verdict-word")).to_have_text("Denied explicitly")


def test_without_script_every_policy_can_be_seen_whole(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(LESSON)
    for name in ("Policy ana-dev of user ana", "Trust policy of role report-reader"):
        editor = page.get_by_role("textbox", name=name)
        expect(editor).to_be_visible()
        assert editor.evaluate("e => e.scrollHeight - e.clientHeight") <= 0
    page.get_by_label("Session name").fill("no spaces allowed")
    page.get_by_role("button", name="Assume role").click()
    expect(page).to_have_url(re.compile("#handshake$"))
    expect(page.locator("#handshake")).to_be_in_viewport()
    context.close()


def test_what_is_asked_after_a_pause_in_typing_presses_no_button(page: Page) -> None:
    page.goto("/sandbox/")
    page.get_by_role("button", name="Open Two accounts of your own").click()
    place = page.url
    page.get_by_label("Action", exact=True).focus()
    page.keyboard.press("Control+a")
    with page.expect_response("**/evaluate/"):
        page.keyboard.insert_text("lambda:InvokeFunction")
        page.get_by_role("button", name="Apply in a copy").first.focus()
    expect(page).to_have_url(place)
