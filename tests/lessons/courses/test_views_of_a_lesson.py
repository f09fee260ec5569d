"""Other ways to see a lesson, and what to read before it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from iamlab.sandbox.models import Sandbox
from lessons.courseware import ClozeQuestion, Course
from lessons.courseware import Lesson as Content
from lessons.library.models import Lesson
from lessons.progress.recording import finish_lesson
from tests.whole_course import publish_whole_course

PAGE = "/lessons/what-is-an-iam-role/"


@pytest.fixture
def published(db: None) -> Course:
    """All that ships, published."""
    return publish_whole_course()


def test_the_projector_view_needs_no_script(client: Client, role_lesson: Lesson) -> None:
    plain = client.get(PAGE).text
    assert 'href="?view=projector"' in plain
    assert "projector.css" not in plain
    projected = client.get(PAGE, {"view": "projector"}).text
    assert re.search(r'<body class="full projector"', projected)
    assert "projector.css" in projected
    assert f'href="{PAGE}">Leave the projector view' in projected


def test_the_projector_view_goes_on_in_the_next_lesson(client: Client, published: Course) -> None:
    first, second, third = [*published.lessons()][:3]
    page = client.get(f"/lessons/{second.slug}/", {"view": "projector"}).text
    for lesson in (first, third):
        assert f'href="/lessons/{lesson.slug}/?view=projector"' in page
    plain = client.get(f"/lessons/{second.slug}/").text
    assert f'href="/lessons/{third.slug}/"' in plain
    assert "?view=projector#" not in plain


def test_a_handout_keeps_the_answers_for_its_end(client: Client, role_lesson: Lesson) -> None:
    page = client.get(f"{PAGE}handout/").text
    text, _, answers = page.partition('class="answers"')
    prediction = next(role_lesson.content.predictions())
    assert prediction.answer.split("`")[0] not in text
    assert prediction.answer.split("`")[0] in answers
    for block in role_lesson.content.blocks():
        if block.kind == "try-it" and block.decided:
            assert block.title in text
            assert block.decided.sentence.split("`")[0] not in text
    assert answers.count("<li>") == len(role_lesson.content.questions)
    assert "sandbox-panel" not in page


def test_every_lesson_has_a_handout(client: Client, published: Course) -> None:
    for lesson in published.lessons():
        page = client.get(f"/lessons/{lesson.slug}/handout/")
        assert page.status_code == 200
        answers = page.text.partition('class="answers"')[2]
        assert not re.search(r"<li>\s*</li>|<p>\s*</p>|<dd>\s*</dd>", answers), lesson.slug


def test_a_handout_gives_the_words_of_a_cloze(client: Client, published: Course) -> None:
    lesson, question = next(
        (lesson, question)
        for lesson in published.lessons()
        for question in lesson.questions
        if isinstance(question, ClozeQuestion)
    )
    answers = client.get(f"/lessons/{lesson.slug}/handout/").text.partition('class="answers"')[2]
    assert all(f"<code>{word}</code>" in answers for word in question.solution.values() if '"' not in word)


def test_the_handout_of_no_lesson_is_not_found(client: Client, role_lesson: Lesson) -> None:
    assert client.get("/lessons/none/handout/").status_code == 404


def building_on(course: Course) -> tuple[Content, Content]:
    """A lesson that builds on one other, and that other."""
    lessons = {lesson.fields.uuid: lesson for lesson in course.lessons()}
    lesson = next(each for each in lessons.values() if len(each.fields.prerequisites) == 1)
    return lesson, lessons[lesson.fields.prerequisites[0]]


def test_a_lesson_suggests_what_it_builds_on_until_that_is_done(
    client: Client, published: Course, bob: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lesson, needed = building_on(published)
    client.force_login(bob)
    client.post(f"/lessons/{lesson.slug}/sandbox/evaluate/")
    with django_assert_max_num_queries(8):
        page = client.get(f"/lessons/{lesson.slug}/")
    assert page.status_code == 200
    assert f'Read <a href="/lessons/{needed.slug}/">{needed.number} {needed.fields.title}</a> first' in page.text
    finish_lesson(Learner(bob.pk, None), needed.fields.uuid)
    assert "this lesson builds on" not in client.get(f"/lessons/{lesson.slug}/").text


def test_help_in_writing_makes_neither_a_guest_nor_a_sandbox(client: Client, role_lesson: Lesson) -> None:
    page = client.get(f"/lessons/{role_lesson.slug}/").text
    (ref,) = set(re.findall(r'data-policy="([^"]*/trust)"', page))
    sent = {"policy": ref, "text": '{"Statement": [{"', "caret": "17"}
    answer = client.post(f"/lessons/{role_lesson.slug}/sandbox/writing/", sent)
    assert "Principal" in {offer["text"] for offer in answer.json()["found"]["offers"]}
    assert not answer.cookies
    assert not Sandbox.objects.exists()


@pytest.mark.parametrize("address", [PAGE, "/lessons/", "/practice/"])
def test_pages_that_know_their_visitor_are_kept_by_no_cache(client: Client, role_lesson: Lesson, address: str) -> None:
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_sandbox_does_not_tell_what_the_text_asks_to_predict(client: Client, published: Course) -> None:
    page = client.get(PAGE).text
    assert "The decision waits" in page
    assert "Denied implicitly" not in page.partition('id="sandbox"')[2]
    client.post(f"{PAGE}sandbox/evaluate/", follow=True)
    client.post(f"{PAGE}load/ana-asks-herself/", {"prediction": "deny"})
    assert "Denied implicitly" in client.get(PAGE).text.partition('id="sandbox"')[2]
