"""What answers have to obey: when they are taken, how many, and when it shows what is right."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iamlab.accounts.models import User
from lessons.courseware import OneQuestion
from lessons.library.models import Lesson
from lessons.progress.given_terms import give_terms
from lessons.progress.models import Attempt, Record
from lessons.progress.terms import OPEN, Shows, Terms
from tests.cast import PASSWORD

HTMX = {"HX-Request": "true"}
HOUR = timedelta(hours=1)


@pytest.fixture
def bobs(client: Client, bob: User) -> Client:
    """Bob's browser."""
    client.force_login(bob)
    return client


def answer(client: Client, lesson: Lesson, option: str = "0", kind: type = OneQuestion):
    """Answer the first question of a kind, drawn as it is now."""
    question = next(each for each in lesson.content.questions if isinstance(each, kind)).uuid
    drawn = client.get(reverse("quizzes:question", args=[lesson.slug, question])).context["shown"]
    address = reverse("quizzes:answer", args=[lesson.slug, question])
    return client.post(address, {"draw": drawn.token, "option": option}, headers=HTMX)


def test_without_terms_everything_is_open() -> None:
    assert OPEN.refusal(1000) == ""
    assert OPEN.shows_correctness(0)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(opens=timezone.now() + HOUR), "This opens on"),
        (Terms(closes=timezone.now() - HOUR), "This closed on"),
        (Terms(attempts=0), "No attempt is left"),
    ],
)
def test_what_is_not_open_takes_no_answer_and_says_why(
    bobs: Client, bob: User, role_lesson: Lesson, terms: Terms, said: str
) -> None:
    open_form = answer(Client(), role_lesson)
    assert open_form.status_code == 200
    give_terms(bob.pk, role_lesson.uuid, terms)
    refused = answer(bobs, role_lesson)
    assert refused.status_code == 422
    assert said in refused.text
    assert not Attempt.objects.filter(record__user=bob).exists()
    assert said in bobs.get(f"/lessons/{role_lesson.slug}/").text


def test_attempts_are_limited_for_each_question(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    give_terms(bob.pk, role_lesson.uuid, Terms(attempts=1))
    first = answer(bobs, role_lesson, "3")
    assert "Your answer" in first.text
    assert "Answer again" not in first.text
    assert answer(bobs, role_lesson).status_code == 422
    assert Attempt.objects.count() == 1


def test_attempts_are_counted_where_numbers_are_missing(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    for option in ("3", "2"):
        answer(bobs, role_lesson, option)
    Attempt.objects.filter(number=1).delete()
    give_terms(bob.pk, role_lesson.uuid, Terms(attempts=2))
    assert answer(bobs, role_lesson, "1").status_code == 200
    assert list(Attempt.objects.values_list("number", flat=True)) == [2, 3]
    assert answer(bobs, role_lesson).status_code == 422


def test_what_is_right_shows_only_after_closing(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    give_terms(bob.pk, role_lesson.uuid, Terms(closes=timezone.now() + HOUR, shows=Shows.AFTER_CLOSING))
    kept = answer(bobs, role_lesson, "3")
    pages = [kept.text, bobs.get(f"/lessons/{role_lesson.slug}/").text]
    for page in pages:
        assert "Your answer is kept." in page
        assert "data-result=" not in page
        assert "1 of 7 answered, " not in page
    assert "A role is a kind of group" not in bobs.get("/progress/").text
    assert bobs.get("/progress/export.json").json()["records"][-1]["attempts"] == []
    assert bobs.get("/progress/export.csv").text.count("\n") == 1
    give_terms(bob.pk, role_lesson.uuid, Terms(closes=timezone.now() - HOUR, shows=Shows.AFTER_CLOSING))
    shown = bobs.get(f"/lessons/{role_lesson.slug}/").text
    assert 'data-result="wrong"' in shown
    assert "1 of 7 answered, 0 right" in shown
    assert "A role is a kind of group" in bobs.get("/progress/").text


def test_what_is_right_shows_after_the_last_attempt(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    give_terms(bob.pk, role_lesson.uuid, Terms(attempts=2, shows=Shows.AFTER_LAST))
    first = answer(bobs, role_lesson, "3")
    assert "after your last attempt" in first.text
    assert Record.objects.filter(best__isnull=False).count() == 0
    assert "Your answer, and it is right" in answer(bobs, role_lesson, "0").text
    assert Record.objects.get(best=1).attempt_count == 2


def test_a_challenge_obeys_its_own_terms(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    challenge = role_lesson.content.challenge
    assert challenge
    page = f"/practice/{challenge.slug}/"
    give_terms(bob.pk, challenge.uuid, Terms(attempts=1, closes=timezone.now() + HOUR, shows=Shows.AFTER_CLOSING))
    right = {f"policy:{place}": text for place, text in challenge.solution.policies.items()}
    kept = bobs.post(f"{page}check/", right, headers=HTMX).text
    assert "Your solution is kept." in kept
    assert "Passed" not in kept
    assert bobs.get(f"{page}solution/").status_code == 404
    assert "Passed" not in bobs.get("/practice/").text
    wrong = {f"policy:{place}": text for place, text in challenge.wrong[0].policies.items()}
    assert "No attempt is left" in bobs.post(f"{page}check/", wrong, headers=HTMX).text
    assert Attempt.objects.count() == 1
    give_terms(bob.pk, challenge.uuid, Terms(closes=timezone.now() - HOUR, shows=Shows.AFTER_CLOSING))
    assert "Passed" in bobs.get(page).text
    assert "Passed" in bobs.get("/practice/").text


def check(client: Client, lesson: Lesson) -> None:
    """Send the solution of a lesson's challenge."""
    challenge = lesson.content.challenge
    assert challenge
    right = {f"policy:{place}": text for place, text in challenge.solution.policies.items()}
    client.post(f"/practice/{challenge.slug}/check/", right, headers=HTMX)


def assign(user: User, lesson: Lesson) -> None:
    """Give somebody terms for a lesson's quiz and its challenge."""
    assert lesson.content.challenge
    for activity in (lesson.uuid, lesson.content.challenge.uuid):
        give_terms(user.pk, activity, Terms(attempts=2))


def test_what_a_guest_answered_does_not_count_in_an_assignment(client: Client, bob: User, role_lesson: Lesson) -> None:
    assign(bob, role_lesson)
    answer(client, role_lesson)
    check(client, role_lesson)
    prediction = next(role_lesson.content.predictions())
    client.post(f"/lessons/{role_lesson.slug}/predict/{prediction.id}/", {"option": "0"})
    assert Attempt.objects.count() == 3
    client.post("/account/login/", {"login": "bob", "password": PASSWORD})
    assert [attempt.record.activity_id for attempt in Attempt.objects.all()] == [prediction.uuid]
    assert Attempt.objects.get().record.user == bob
    assert "Your answer" in answer(client, role_lesson).text


def test_an_assigned_lesson_is_not_done_because_a_guest_was(client: Client, bob: User, role_lesson: Lesson) -> None:
    assign(bob, role_lesson)
    client.post(reverse("progress:finish", args=[role_lesson.slug]))
    client.post("/account/login/", {"login": "bob", "password": PASSWORD})
    assert Record.objects.get(user=bob, activity_id=role_lesson.uuid).done is None


def test_what_is_brought_in_does_not_count_in_an_assignment(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    guest = Client()
    answer(guest, role_lesson)
    check(guest, role_lesson)
    assign(bob, role_lesson)
    file = SimpleUploadedFile("progress.json", guest.get("/progress/export.json").content)
    page = bobs.post("/progress/import/", {"file": file}, follow=True).text
    assert "Brought in: 0 new answers in 1 activities. 2 answers were left out" in page
    assert list(Record.objects.filter(user=bob).values_list("activity", flat=True)) == [role_lesson.uuid]
