"""A lesson as people arrange it: the divider, where they left off, the projector, the handout."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lessons.courseware import load_course
from lessons.library.models import Lesson
from lessons.library.publishing import publish
from lessons.progress.models import Record
from tests.lessons.one_lesson import copy_one_lesson

Check = Callable[[Page], None]
LESSON = "/lessons/what-is-an-iam-role/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def lesson(live_server: object, tmp_path: Path) -> Lesson:
    """Lesson 1.4 as people read it."""
    publish(load_course(copy_one_lesson(tmp_path)).course)
    return Lesson.objects.published().get()


def text_width(page: Page) -> int:
    """How wide the text of the lesson is."""
    return int(page.locator(".lesson-text").evaluate("text => text.getBoundingClientRect().width"))


def test_the_divider_is_moved_by_keyboard_and_remembered(page: Page, axe: Check) -> None:
    page.goto(LESSON)
    first = text_width(page)
    divider = page.get_by_role("separator", name="Width of the text")
    expect(divider).to_have_attribute("aria-valuenow", "44")
    divider.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuenow", "46")
    divider.press("End")
    expect(divider).to_have_attribute("aria-valuenow", "75")
    page.reload()
    expect(divider).to_have_attribute("aria-valuenow", "75")
    assert text_width(page) == 1080
    axe(page)
    divider.press("Delete")
    expect(divider).to_have_attribute("aria-valuenow", "44")
    assert text_width(page) == first


def test_the_divider_is_moved_by_the_pointer(page: Page) -> None:
    page.goto(LESSON)
    box = page.get_by_role("separator").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, 400)
    page.mouse.down()
    page.mouse.move(864, 420, steps=3)
    page.mouse.up()
    page.mouse.move(300, 420)
    expect(page.get_by_role("separator")).to_have_attribute("aria-valuenow", "60")
    assert text_width(page) == 864
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_the_section_that_was_read_last_is_where_to_go_on(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("button", name="Show me").first.click()
    expect(page.locator("#lesson-parts")).to_contain_text("1 of 7 parts done")
    page.reload()
    with page.expect_response("**/place/"):
        page.locator("#borrowed-then-given-back").evaluate("heading => heading.scrollIntoView()")
    assert Record.objects.get().place == "borrowed-then-given-back"
    page.goto("/lessons/")
    page.get_by_role("link", name="Continue").click()
    expect(page.locator("#borrowed-then-given-back")).to_be_in_viewport()


def test_the_projector_shows_one_thing_at_a_time_in_large_type(page: Page, axe: Check) -> None:
    page.goto(LESSON)
    page.get_by_role("link", name="Projector view").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    assert page.locator(".lesson-text p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") >= 24
    expect(page.locator("#sandbox")).to_be_hidden()
    page.get_by_role("button", name="Show me").first.click()
    expect(page.locator("#sandbox")).to_be_visible()
    expect(page.locator(".lesson-text")).to_be_hidden()
    page.get_by_role("button", name="Lesson", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    axe(page)
    page.get_by_role("link", name="Leave the projector view").click()
    expect(page.locator("#sandbox")).to_be_visible()


def test_the_projector_shows_everything_without_a_script(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(f"{LESSON}?view=projector")
    expect(page.locator("#sandbox")).to_be_visible()
    expect(page.locator(".lesson-text")).to_be_visible()
    expect(page.locator(".pane-switch")).to_be_hidden()
    context.close()


def test_a_handout_is_printed_without_bars_and_with_its_answers_apart(page: Page, axe: Check) -> None:
    page.goto(f"{LESSON}handout/")
    axe(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Back to the lesson")).to_be_hidden()
    expect(page.locator(".site-head")).to_be_hidden()
    answers = page.get_by_role("region", name="Answers")
    assert answers.evaluate("section => getComputedStyle(section).breakBefore") == "page"


def test_a_computed_question_is_stepped_through_beside_its_answer(page: Page) -> None:
    page.goto(LESSON)
    asked = page.locator("section.question").nth(1)
    asked.get_by_label("Denied explicitly", exact=True).check()
    asked.get_by_role("button", name="Answer").click()
    expect(page.locator("#lesson-contents")).to_contain_text("7 questions")
    resource = asked.locator("dd.mono").nth(2).inner_text()
    asked.get_by_text("How AWS comes to that").click()
    expect(asked.locator(".resolution li").first).to_be_visible()
    asked.get_by_role("button", name="Step through it in the sandbox").click()
    expect(page.get_by_label("Resource", exact=True)).to_have_value(resource)
