"""A challenge from its brief to a pass, as somebody plays it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessons.courseware import load_course
from lessons.library.models import Lesson
from lessons.library.publishing import publish
from tests.lessons.one_lesson import copy_one_lesson

from .conftest import DESKTOP, PHONE
from .policy_editor import write

RIGHT = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::northwind-reports-prod/2026/*"},
  {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::northwind-reports-prod"}]}"""
EDITOR = "Policy read-reports of role report-reader"


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def lesson(live_server: object, tmp_path: Path) -> Lesson:
    """Lesson 1.4 and its challenge, with a limit on statements, published."""
    course = copy_one_lesson(tmp_path)
    (task,) = course.rglob("challenge.yaml")
    task.write_text(f"{task.read_text(encoding='utf-8')}\nlimits:\n  statements: 3\n", encoding="utf-8")
    publish(load_course(course).course)
    return Lesson.objects.published().get()


def show(page: Page, what: str) -> None:
    """On a phone, go to the task or to the sandbox."""
    button = page.locator(f".pane-switch [data-show={what}]")
    if button.is_visible():
        button.click()


READ_2026 = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::northwind-reports-prod/2026/*"}'
LIST = '{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::northwind-reports-prod"}'


def of(*statements: str) -> str:
    """A policy of some statements."""
    return f'{{"Version": "2012-10-17", "Statement": [{", ".join(statements)}]}}'


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ('{"Version"', "The policy is wrong"),
        (of(READ_2026.replace("arn:aws:s3:::", ""), LIST), "AWS would not save this policy"),
        (of(READ_2026, LIST, LIST, LIST), "The task sets a limit"),
        (of(READ_2026), "Something that is needed is denied"),
        (of(READ_2026.replace("/2026/*", "/*"), LIST), "Something that is forbidden is allowed"),
        (of(READ_2026.replace("/2026/*", "/2026*"), LIST), "A neighbour of what the task asks for is decided wrongly"),
        (of(READ_2026, LIST), "Passed"),
    ],
    ids=["unreadable", "refused", "limit", "need", "forbidden", "hidden", "passed"],
)
def test_every_outcome_is_told(page: Page, axe: Callable[[Page], None], written: str, outcome: str) -> None:
    page.set_viewport_size({**DESKTOP, "height": 4000})
    page.goto("/practice/reports-of-2026/")
    write(page, EDITOR, written)
    page.get_by_role("button", name="Check my work").click()
    expect(page.locator("#result")).to_contain_text(outcome)
    axe(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_challenge_is_failed_stepped_through_and_passed(
    page: Page, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    page.goto("/practice/")
    axe(page)
    page.get_by_role("link", name="Only the reports of 2026").click()
    expect(page.get_by_role("heading", name="Check your work")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Check my work").click()
    expect(page.locator("#result")).to_contain_text("Something that is forbidden is allowed")
    expect(page.get_by_role("heading", name="Not yet")).to_be_focused()
    axe(page)
    page.get_by_role("button", name="Step through it").click()
    expect(page.locator("#evaluation")).to_contain_text("Allowed")
    show(page, "sandbox")
    write(page, EDITOR, RIGHT)
    show(page, "lesson")
    page.get_by_role("button", name="Check my work").click()
    expect(page.get_by_role("heading", name="Passed")).to_be_focused()
    expect(page.locator("#result")).to_contain_text("100 of 100")
    axe(page)
    page.reload()
    expect(page.locator("#result")).to_contain_text("100 of 100")
    page.get_by_role("link", name="Compare with the reference").click()
    expect(page.get_by_role("heading", name="Yours, 100 of 100")).to_be_visible()
    axe(page)
