"""Blocks that show something, load something or stand elsewhere, on the page of a lesson."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from lessons.courseware import Course, load_course
from lessons.library.publishing import publish
from lessons.progress.models import Record
from tests.lessons.one_lesson import LESSON, copy_one_lesson

HTMX = {"hx-request": "true"}
PAGE = "/lessons/what-is-an-iam-role/"
MARK = "Nothing forbids this request."
QUESTION = "::: quiz {uuid}\n:::"


@pytest.fixture
def with_text(db: None, tmp_path: Path) -> Callable[[str], None]:
    """A function that publishes lesson 1.4 with more in its text."""

    def with_text(more: str) -> None:
        path = copy_one_lesson(tmp_path) / LESSON / "lesson.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(MARK, f"{more}\n\n{MARK}"), encoding="utf-8")
        reading = load_course(tmp_path)
        assert reading.problems == ()
        publish(reading.course)

    return with_text


def test_a_policy_shows_its_notes_under_marked_lines(client: Client, with_text: Callable[[str], None]) -> None:
    with_text("::: policy 444455556666/role/report-reader/trust\ntitle: Trust\nnotes:\n  5: A *name*, <b>.\n:::")
    page = client.get(PAGE).text
    assert '<mark class="line" data-n="5"' in page
    assert '<span class="line-note">A <em>name</em>, &lt;b&gt;.</span>' in page
    assert '<mark class="line"' in client.get(f"{PAGE}handout/").text


def test_the_same_in_aws_is_on_the_page_and_on_paper(client: Client, with_text: Callable[[str], None]) -> None:
    with_text("::: same-in-aws List the roles\nconsole: [IAM, Roles]\ncli: aws iam list-roles\n:::")
    for address in (PAGE, f"{PAGE}handout/"):
        assert "aws iam list-roles" in client.get(address).text


def test_a_sandbox_block_brings_the_scenario_back_and_is_counted(
    client: Client, with_text: Callable[[str], None]
) -> None:
    with_text("::: sandbox the-start\ntitle: Start again\n:::")
    assert "Load into the sandbox" in client.get(PAGE).text
    client.post(f"{PAGE}load/take-ana-out/", {}, headers=HTMX)
    answer = client.post(f"{PAGE}load/the-start/", {}, headers=HTMX)
    assert answer.status_code == 200
    assert "AnaMayAssume" in answer.text
    assert "BenMayWearIt" not in answer.text
    assert Record.objects.get().did == ["take-ana-out", "the-start"]


def test_a_sandbox_block_may_ask_something(client: Client, with_text: Callable[[str], None]) -> None:
    with_text(
        "::: sandbox as-the-role\ntitle: As the role\nrequest:\n"
        "  caller: arn:aws:sts::444455556666:assumed-role/report-reader/ana\n  action: s3:ListBucket\n"
        "  resource: arn:aws:s3:::northwind-reports-prod\n:::"
    )
    loaded = client.post(f"{PAGE}load/as-the-role/", {}, headers=HTMX).text
    assert "You are now" in loaded
    assert "Allowed" in loaded


def test_a_placed_question_stands_once(client: Client, course: Course, with_text: Callable[[str], None]) -> None:
    (lesson,) = course.lessons()
    uuid = lesson.questions[1].uuid
    with_text(QUESTION.format(uuid=uuid))
    page = client.get(PAGE).text
    assert page.count(f'id="question-{uuid}"') == 1
    assert page.index(f'id="question-{uuid}"') < page.index('id="quiz"')


def test_a_placed_challenge_stands_once(client: Client, with_text: Callable[[str], None]) -> None:
    with_text("::: challenge\n:::")
    page = client.get(PAGE).text
    assert page.count('id="challenge"') == 1
    assert page.index('id="challenge"') < page.index('id="takeaways"')
