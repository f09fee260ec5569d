"""Paths through the lessons, on a desk and on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE

PAGES = ("/lessons/", "/lessons/paths/interview-in-a-week/", "/lessons/paths/test-me/", "/glossary/")


def test_paths_lead_through_the_course(page: Page, axe: Callable[[Page], None], transactional_db: None) -> None:
    publish_whole_course()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for address in PAGES:
            page.goto(address)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto("/lessons/paths/test-me/")
    page.get_by_role("link", name="“").first.click()
    expect(page.locator(".trap:target")).to_be_in_viewport()
