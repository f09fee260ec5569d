"""The page of a person's progress."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from lessons.library.models import Lesson
from lessons.progress.models import Record
from lessons.progress.recording import finish_lesson, visit_lesson
from lessons.quizzes.answering import keep_prediction

PAGE = "/progress/"


@pytest.fixture
def bobs(client: Client, bob: User) -> Client:
    """A client where Bob is signed in."""
    client.force_login(bob)
    return client


def answer_first(client: Client, lesson: Lesson, option: str) -> None:
    """Answer the lesson's first question."""
    address = reverse("quizzes:question", args=[lesson.slug, lesson.content.questions[0].uuid])
    client.post(f"{address}answer/", {"draw": client.get(address).context["shown"].token, "option": option})


def test_a_visitor_gets_an_example_and_a_start(client: Client, role_lesson: Lesson) -> None:
    text = client.get(PAGE).content.decode()
    assert "Nothing here yet" in text
    assert f'href="{reverse("courses:lesson", args=[role_lesson.slug])}"' in text
    assert "sessionid" not in client.cookies


def test_without_a_course_there_is_a_page_too(client: Client, db: None) -> None:
    assert "Nothing here yet" in client.get(PAGE).content.decode()


def test_it_says_where_to_go_on(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    visit_lesson(Learner(bob.pk, None), role_lesson.uuid, "takeaways")
    text = bobs.get(PAGE).content.decode()
    assert f'href="{reverse("courses:lesson", args=[role_lesson.slug])}#takeaways">Continue</a>' in text


def test_it_counts_what_was_right(bobs: Client, role_lesson: Lesson) -> None:
    answer_first(bobs, role_lesson, "0")
    text = bobs.get(PAGE).content.decode()
    assert "1 of 7 right" in text
    assert "<b>1</b><span>of 7 questions right</span>" in text


def test_a_belief_is_shown_and_cleared_by_a_right_answer(bobs: Client, role_lesson: Lesson) -> None:
    answer_first(bobs, role_lesson, "3")
    assert "wrong once" in bobs.get(PAGE).content.decode()
    answer_first(bobs, role_lesson, "0")
    text = bobs.get(PAGE).content.decode()
    assert "A role is a kind of group." in text
    assert "Cleared, and no longer believed" in text
    assert "wrong once" not in text


def test_predictions_are_counted_and_the_first_one_stays(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    (prediction,) = role_lesson.content.predictions()
    for option in (1, 0):
        keep_prediction(Learner(bob.pk, None), role_lesson, prediction, option)
    assert "<b>1</b><span>prediction in lessons, 1 right</span>" in bobs.get(PAGE).content.decode()


def test_a_course_that_is_done_says_so(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    finish_lesson(Learner(bob.pk, None), role_lesson.uuid)
    text = bobs.get(PAGE).content.decode()
    assert "All lessons done" in text
    assert "Not every question was answered right yet." in text


def test_the_list_of_lessons_says_new_begun_and_done(client: Client, role_lesson: Lesson) -> None:
    lessons = reverse("courses:index")
    assert re.search(r"#i-book\"/></svg> New<", client.get(lessons).content.decode())
    answer_first(client, role_lesson, "0")
    text = client.get(lessons).content.decode()
    assert re.search(r"1 of 7 right.*Begun<", text, re.DOTALL)
    client.post(reverse("progress:finish", args=[role_lesson.slug]))
    assert re.search(r"1 of 7 right.*Done<", client.get(lessons).content.decode(), re.DOTALL)


def test_a_lesson_is_marked_as_done_in_place_and_without_a_script(client: Client, role_lesson: Lesson) -> None:
    lesson = reverse("courses:lesson", args=[role_lesson.slug])
    assert "Mark as done" in client.get(lesson).content.decode()
    address = reverse("progress:finish", args=[role_lesson.slug])
    fragment = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "This lesson is done" in fragment
    assert "<html" not in fragment
    assert Client().post(address).headers["Location"] == f"{lesson}#lesson-done"
    assert "Mark as done" not in client.get(lesson).content.decode()


def test_only_a_lesson_is_marked_and_only_by_a_form(
    client: Client, role_lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post(reverse("progress:finish", args=["no-such-lesson"])).status_code == 404
    address = reverse("progress:finish", args=[role_lesson.slug])
    assert client.get(address).status_code == 405
    monkeypatch.setattr("iamlab.accounts.rates.PER_ADDRESS", 0)
    assert client.post(address).status_code == 429
    assert not Record.objects.exists()


def test_progress_of_others_is_not_shown(bobs: Client, charlie: User, role_lesson: Lesson) -> None:
    answer_first(bobs, role_lesson, "0")
    other = Client()
    other.force_login(charlie)
    assert "Nothing here yet" in other.get(PAGE).content.decode()


def test_the_page_takes_at_most_eight_queries(
    bobs: Client, bob: User, role_lesson: Lesson, django_assert_max_num_queries
) -> None:
    answer_first(bobs, role_lesson, "3")
    with django_assert_max_num_queries(8):
        bobs.get(PAGE)
