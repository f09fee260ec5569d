"""A quiz and the progress it makes, as people use them: in a lesson, by keyboard, without a script, after a reload."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lessons.courseware import load_course
from lessons.library.models import Lesson
from lessons.library.publishing import publish
from tests.lessons.one_lesson import copy_one_lesson

from .conftest import PHONE

Check = Callable[[Page], None]
LESSON = "/lessons/what-is-an-iam-role/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lesson(live_server: object, tmp_path: Path) -> Lesson:
    """Lesson 1.4 as people read it."""
    publish(load_course(copy_one_lesson(tmp_path)).course)
    return Lesson.objects.published().get()


def question(page: Page, number: int) -> Locator:
    """A question by its number."""
    return page.locator("section.question").nth(number - 1)


def answer(page: Page, number: int, option: str) -> Locator:
    """Choose an option and send it; return the question with its feedback."""
    asked = question(page, number)
    asked.get_by_label(option, exact=True).check()
    asked.get_by_role("button", name="Answer").click()
    expect(asked.get_by_role("group", name="Your answer, graded")).to_be_visible()
    return asked


def test_an_answer_is_graded_in_place_and_still_there_after_a_reload(page: Page, lesson: Lesson, axe: Check) -> None:
    page.goto(LESSON)
    graded = answer(page, 1, "None")
    expect(graded).to_contain_text("Your answer, and it is right")
    expect(page.locator("#quiz-score")).to_have_text("1 of 7 answered, 1 right")
    page.reload()
    expect(question(page, 1)).to_contain_text("Your answer, and it is right")
    axe(page)


def test_a_computed_question_can_be_drawn_again(page: Page, lesson: Lesson) -> None:
    page.goto(LESSON)
    graded = answer(page, 2, "Denied explicitly")
    expect(graded.locator('[data-result="right"]')).to_contain_text("The engine's answer")
    graded.get_by_role("link", name="Another like this").click()
    expect(question(page, 2).get_by_role("button", name="Answer")).to_be_visible()
    answer(page, 2, "Denied explicitly")
    expect(question(page, 2)).to_contain_text("answered 2 times")


@pytest.mark.usefixtures("lesson")
def test_an_answer_without_a_choice_says_what_to_do(page: Page, expected_in_console: list[str]) -> None:
    page.goto(LESSON)
    question(page, 1).get_by_role("button", name="Answer").click()
    expect(question(page, 1).get_by_role("alert")).to_contain_text("Choose an answer first.")


def test_a_question_is_answered_by_keyboard(page: Page, lesson: Lesson) -> None:
    page.goto(f"{LESSON}quiz/{lesson.content.questions[0].uuid}/")
    question(page, 1).get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question(page, 1).get_by_role("group", name="Your answer, graded")).to_be_visible()
    expect(question(page, 1).get_by_role("heading")).to_be_focused()


def test_a_question_is_answered_without_a_script(browser: Browser, base_url: str, lesson: Lesson) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(LESSON)
    asked = question(page, 1)
    asked.get_by_label("None", exact=True).check()
    asked.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", name="Question 1 of 7")).to_be_visible()
    expect(page.locator("section.question")).to_contain_text("Your answer, and it is right")
    page.get_by_role("link", name="Back to the lesson").click()
    expect(page.locator("#quiz-score")).to_have_text("1 of 7 answered, 1 right")
    context.close()


@pytest.mark.usefixtures("lesson")
def test_progress_follows_what_was_answered(page: Page, axe: Check) -> None:
    page.goto("/progress/")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Start with 1.4").click()
    answer(page, 1, "One for each person in its trust policy")
    page.goto("/progress/")
    expect(page.get_by_text("“A role is a kind of group.”")).to_be_visible()
    expect(page.get_by_role("link", name="Continue")).to_be_visible()
    axe(page)


@pytest.mark.usefixtures("lesson")
def test_a_lesson_is_marked_as_done_and_the_list_says_so(page: Page, axe: Check) -> None:
    page.goto("/lessons/")
    expect(page.get_by_role("listitem").filter(has_text="What is an IAM role?")).to_contain_text("New")
    page.goto(LESSON)
    answer(page, 1, "None")
    page.get_by_role("button", name="Mark as done").click()
    expect(page.locator("#lesson-done")).to_contain_text("This lesson is done")
    expect(page.locator("#lesson-done")).to_be_focused()
    page.goto("/lessons/")
    expect(page.get_by_role("listitem").filter(has_text="What is an IAM role?")).to_contain_text("1 of 7 right Done")
    axe(page)


def test_a_question_page_is_readable_on_a_phone(page: Page, lesson: Lesson, axe: Check) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{LESSON}quiz/{lesson.content.questions[2].uuid}/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
