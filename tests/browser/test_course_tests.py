"""The test before the course, taken with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from lessons.courseware import load_course
from lessons.library.publishing import publish
from tests.lessons.one_lesson import copy_one_lesson

from .conftest import DESKTOP, PHONE


def test_a_test_is_taken_and_shown(
    page: Page, axe: Callable[[Page], None], transactional_db: None, tmp_path: Path
) -> None:
    publish(load_course(copy_one_lesson(tmp_path / "content")).course)
    page.goto("/progress/")
    axe(page)
    page.get_by_role("link", name="Take the test before").click()
    axe(page)
    page.get_by_role("button", name="Begin").click()
    for number in (1, 2):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 2")
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("s")
        expect(page.get_by_label("Sure", exact=True)).to_be_checked()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of 2 right")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("link", name="Your progress").click()
    expect(page.get_by_role("row", name="All")).to_contain_text("of 2")
    axe(page)
