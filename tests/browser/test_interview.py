"""The interview deck in a browser: open a question, answer aloud, compare."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from lessons.library.models import Card
from tests.lessons.interview.conftest import cards, deck_content

from .conftest import DESKTOP, PHONE

__all__ = ["cards", "deck_content"]


def test_a_question_is_answered_and_compared(
    page: Page, axe: Callable[[Page], None], transactional_db: None, cards: list[Card]
) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto("/interview/?topic=roles-and-sts")
        axe(page)
        page.get_by_role("link", name="Begin with the first").click()
        answer = page.get_by_text("A good answer has")
        expect(answer).to_be_hidden()
        page.get_by_text("Say your answer aloud").click()
        expect(answer).to_be_visible()
        page.get_by_text("Can a role make a request").click()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.get_by_role("link", name="Next question").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who decides who may wear a role?")


def test_the_demonstration_opens_a_sandbox(page: Page, transactional_db: None, cards: list[Card]) -> None:
    page.goto("/interview/roles-and-sts/what-is-a-role/")
    page.get_by_text("Say your answer aloud").click()
    page.get_by_role("button", name="Run it in the sandbox").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/s" in page.url
