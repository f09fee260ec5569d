"""Lessons on a phone: whatever their titles, tables and figures are, nobody has to scroll sideways."""

from playwright.sync_api import Page

from lessons.library.publishing import publish
from tests.whole_course import whole_course

from .conftest import PHONE


def test_no_lesson_is_wider_than_a_phone(page: Page, transactional_db: None) -> None:
    course = whole_course().course
    publish(course)
    page.set_viewport_size(PHONE)
    widths = {}
    for lesson in course.lessons():
        page.goto(f"/lessons/{lesson.slug}/")
        widths[lesson.number] = page.evaluate("document.documentElement.scrollWidth")
    assert {number: width for number, width in widths.items() if width > PHONE["width"]} == {}
