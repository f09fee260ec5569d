"""A walk through the whole course: every lesson at two widths, a pass of every challenge, and the pages around them.

A test goes through many pages and tells everything that it found, each with its page, so that one run says all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from iamlab.sandbox.showing.decision import VERDICTS
from lessons.courseware import Challenge, Course, Lesson, TryIt
from tests.whole_course import publish_whole_course

from .conftest import DESKTOP, PHONE
from .policy_editor import write

Axe = Callable[[Page], None]

# No bar that stays in place covers half a button in a window higher than every page.
HEIGHT = 20_000
WORDLESS = """() => [...document.querySelectorAll("figure.figure")].filter(figure =>
    !figure.querySelector("figcaption")?.textContent.trim()
    || [...figure.querySelectorAll("svg")].some(svg => !svg.getAttribute("aria-label")?.trim())).length"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A projector is never as narrow as a phone.
PROJECTED = "/lessons/what-is-an-iam-role/?view=projector"
AROUND = (
    "/",
    "/lessons/",
    "/lessons/paths/from-zero/",
    "/lessons/paths/interview-in-a-week/",
    "/lessons/paths/test-me/",
    "/lessons/what-is-an-iam-role/handout/",
    "/practice/",
    "/interview/",
    "/glossary/",
    "/tests/pre-test/",
    "/tests/post-test/",
    "/progress/",
    "/progress/print/",
    "/sandbox/",
    "/help/simulated/",
    "/help/keyboard/",
    "/help/accessibility/",
    "/help/cheat-sheet/",
    "/help/authoring/",
    "/help/lint/",
    "/help/rules/",
)


@pytest.fixture
def course(live_server: object, transactional_db: None) -> Course:
    """The course that ships, published."""
    return publish_whole_course()


class Walk:
    """What was found on the way, and on which page."""

    def __init__(self, page: Page) -> None:
        self.page, self.place, self.found = page, "", list[str]()
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.found.append(f"{self.place}: {error}"))

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"{self.place}: console: {message.text}")

    @contextmanager
    def at(self, address: str, place: str) -> Iterator[None]:
        """Open a page; what goes wrong there is noted and the walk goes on."""
        self.place = place
        try:
            response = self.page.goto(address)
            assert response
            assert response.ok, f"answered {response.status}"
            yield
        except Exception as fault:  # a missing button is as much a finding as a false assertion
            self.found.append(f"{place}: {type(fault).__name__}: {fault}")

    def look(self, axe: Axe) -> None:
        """Hold what holds for every page: nobody scrolls sideways, figures have words, axe finds nothing."""
        beyond = self.page.evaluate(SIDEWAYS)
        if beyond > 0:
            self.found.append(f"{self.place}: {beyond} px wider than its window")
        wordless = self.page.evaluate(WORDLESS)
        if wordless:
            self.found.append(f"{self.place}: {wordless} figures without words")
        try:
            axe(self.page)
        except AssertionError as fault:
            self.found.append(f"{self.place}: {fault.args[0].splitlines()}")


@pytest.fixture
def walk(page: Page) -> Walk:
    """A walk that has found nothing yet."""
    return Walk(page)


def try_one(page: Page, lesson: Lesson) -> None:
    """Load the first try-it of a lesson, and see the verdict that its text claims on both sides."""
    block = next(block for block in lesson.blocks() if isinstance(block, TryIt))
    word = VERDICTS[block.variation.expect.decision][1]
    page.locator(f"#{block.id}").get_by_role("button", name="Show me").click()
    expect(page.locator(f"#{block.id} .notice")).to_have_count(1)
    expect(page.locator("#evaluation")).to_contain_text(word)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1440"])
def test_every_lesson_is_clean_and_can_be_tried(walk: Walk, axe: Axe, course: Course, size: dict[str, int]) -> None:
    walk.page.set_viewport_size({**size, "height": HEIGHT})
    for lesson in course.lessons():
        with walk.at(f"/lessons/{lesson.slug}/", f"{lesson.number} {lesson.slug}"):
            walk.look(axe)
            try_one(walk.page, lesson)
    assert walk.found == [], "\n\n".join(walk.found)


def solve(page: Page, challenge: Challenge) -> None:
    """Write the reference solution into its editors, and have it checked."""
    for place, text in challenge.solution.policies.items():
        name = page.locator(f'textarea[name="policy:{place}"]').get_attribute("aria-label")
        write(page, name or "", text)
    page.get_by_role("button", name="Check my work").click()
    expect(page.get_by_role("heading", name="Passed", exact=True)).to_be_focused()


def test_every_challenge_is_passed_with_its_reference(walk: Walk, axe: Axe, course: Course) -> None:
    walk.page.set_viewport_size({**DESKTOP, "height": HEIGHT})
    for lesson in course.lessons():
        if challenge := lesson.challenge:
            with walk.at(f"/practice/{challenge.slug}/", f"challenge of {lesson.number}, {challenge.slug}"):
                solve(walk.page, challenge)
                walk.look(axe)
    assert walk.found == [], "\n\n".join(walk.found)


def test_a_challenge_is_passed_after_a_hint_and_the_solution(walk: Walk, axe: Axe, course: Course) -> None:
    page, challenge = walk.page, next(lesson.challenge for lesson in course.lessons() if lesson.challenge)
    with walk.at(f"/practice/{challenge.slug}/", challenge.slug):
        page.get_by_text("Hint 1 of 4").click()
        page.get_by_role("link", name="Show the solution").click()
        walk.look(axe)
        page.get_by_role("button", name="Show it").click()
        expect(page.get_by_role("heading", name="The reference")).to_be_visible()
        walk.look(axe)
        page.get_by_role("link", name=challenge.title).click()
        solve(page, challenge)
    assert walk.found == [], "\n\n".join(walk.found)


def test_the_pages_around_the_lessons_are_clean(walk: Walk, axe: Axe, course: Course) -> None:
    card = course.cards[0]
    walk.page.set_viewport_size({**PHONE, "height": HEIGHT})
    for address in (*AROUND, f"/interview/{card.topic}/{card.slug}/"):
        with walk.at(address, address):
            walk.look(axe)
    walk.page.set_viewport_size({**DESKTOP, "height": HEIGHT})
    with walk.at(PROJECTED, PROJECTED):
        walk.look(axe)
    assert walk.found == [], "\n\n".join(walk.found)
