"""Every kind of question, answered in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.courseware import Question
from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], None]
LESSONS = ("what-is-an-iam-role", "what-if-the-key-isnt-in-the-request", "what-is-a-permissions-boundary")


@pytest.fixture
def questions(live_server: Any) -> dict[str, tuple[str, Question]]:
    """One question of each kind with its lesson's address, published."""
    course = publish_whole_course()
    found: dict[str, tuple[str, Question]] = {}
    for lesson in course.lessons():
        if lesson.slug in LESSONS:
            for question in lesson.questions:
                found.setdefault(question.kind, (lesson.slug, question))
    return found


def fill(asked: Locator, kind: str) -> None:
    """Put something into every part of a question."""
    if kind == "order":
        for _ in range(2):
            asked.get_by_role("button", name="Move down").first.click()
    elif kind == "match":
        for select in asked.locator("select").all():
            select.select_option(index=1)
    elif kind == "cloze":
        asked.get_by_label("Blank 1").fill("StringEquals")
    elif kind == "several":
        asked.get_by_role("checkbox").first.check()
        asked.get_by_role("checkbox").nth(1).check()
    elif kind == "text":
        asked.get_by_label("Your answer, in your own words").fill("It denies.")
        asked.get_by_text("Compare with a model answer").click()
        asked.get_by_label("It has a part of it").check()
    else:
        asked.locator("input[name=option]").first.check()


KINDS = ["one", "several", "reason", "order", "match", "cloze", "verdict", "gate", "statement", "fix", "trap", "text"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_and_graded(
    page: Page, axe: Check, questions: dict[str, tuple[str, Question]], kind: str
) -> None:
    slug, question = questions[kind]
    page.set_viewport_size(PHONE if kind in ("order", "match", "cloze") else DESKTOP)
    page.goto(f"/lessons/{slug}/quiz/{question.uuid}/")
    asked = page.locator("section.question")
    axe(page)
    asked.get_by_role("button", name="Answer").click()
    expect(asked.get_by_role("alert")).to_be_visible()
    fill(asked, kind)
    asked.get_by_label("Sure", exact=True).check()
    asked.get_by_role("button", name="Answer").click()
    expect(asked.get_by_role("group", name="Your answer, graded")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.reload()
    expect(page.locator("section.question")).to_be_visible()
