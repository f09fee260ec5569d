"""What a learner did is kept once, and follows a guest into the account."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iamlab.accounts.guests import GUEST_ID, Learner, forget_expired_guests, learner_merged
from iamlab.accounts.models import User
from lessons.library.models import Lesson
from lessons.progress.models import Attempt, Record, SandboxPrediction
from lessons.progress.recording import Answer, finish_lesson, record_answer, visit_lesson
from tests.cast import PASSWORD

GUEST = Learner(None, UUID(int=7))


def member(user: User) -> Learner:
    return Learner(user.pk, None)


def answer(learner: Learner, lesson: Lesson, *, number: int = 1, score: float = 1.0) -> None:
    """Answer the first question of a lesson."""
    given = Answer(number, "a" * 16, {"option": "0"}, score)
    record_answer(learner, lesson.uuid, lesson.content.questions[0].uuid, given)


def merge(user: User) -> None:
    learner_merged.send(sender=User, guest_id=GUEST.guest_id, user=user)


def test_the_same_attempt_counts_once(role_lesson: Lesson, bob: User) -> None:
    answer(member(bob), role_lesson, score=0.0)
    answer(member(bob), role_lesson, score=1.0)
    assert list(Attempt.objects.values_list("number", "score")) == [(1, 0.0)]


def test_best_and_last_score_are_kept(role_lesson: Lesson, bob: User) -> None:
    for number, score in [(1, 0.0), (2, 1.0), (3, 0.5)]:
        answer(member(bob), role_lesson, number=number, score=score)
    record = Record.objects.get(activity_id=role_lesson.content.questions[0].uuid)
    assert (record.attempt_count, record.best, record.last) == (3, 1.0, 0.5)


def test_an_answer_starts_the_lesson(role_lesson: Lesson, bob: User) -> None:
    answer(member(bob), role_lesson)
    assert Record.objects.get(activity_id=role_lesson.uuid).done is None


def test_visiting_keeps_the_place_to_come_back_to(role_lesson: Lesson, bob: User) -> None:
    visit_lesson(member(bob), role_lesson.uuid, "a-hat-on-a-hook")
    visit_lesson(member(bob), role_lesson.uuid)
    assert Record.objects.get(activity_id=role_lesson.uuid).place == "a-hat-on-a-hook"


def test_finishing_counts_the_first_time(role_lesson: Lesson, bob: User) -> None:
    first = finish_lesson(member(bob), role_lesson.uuid).done
    assert finish_lesson(member(bob), role_lesson.uuid).done == first


def test_a_record_belongs_to_a_member_or_to_a_guest(role_lesson: Lesson, bob: User) -> None:
    for owner in ({}, {"user": bob, "guest_id": uuid4()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Record.objects.create(**owner, activity_id=role_lesson.uuid)


def test_a_guests_records_become_the_members(role_lesson: Lesson, bob: User) -> None:
    answer(GUEST, role_lesson)
    merge(bob)
    assert not Record.objects.filter(guest_id__isnull=False).exists()
    assert Record.objects.of(member(bob)).count() == 2


def test_attempts_of_both_follow_each_other(role_lesson: Lesson, bob: User) -> None:
    answer(member(bob), role_lesson, score=1.0)
    answer(GUEST, role_lesson, score=0.0)
    answer(GUEST, role_lesson, number=2, score=0.5)
    merge(bob)
    record = Record.objects.of(member(bob)).get(activity_id=role_lesson.content.questions[0].uuid)
    assert list(record.attempts.values_list("number", "score")) == [(1, 1.0), (2, 0.0), (3, 0.5)]
    assert (record.attempt_count, record.best, record.last) == (3, 1.0, 0.5)


def test_attempts_of_both_follow_each_other_where_numbers_are_missing(role_lesson: Lesson, bob: User) -> None:
    for number in (1, 2, 3):
        answer(member(bob), role_lesson, number=number, score=1.0)
        answer(GUEST, role_lesson, number=number, score=0.5)
    Attempt.objects.filter(number=1).delete()
    merge(bob)
    record = Record.objects.of(member(bob)).get(activity_id=role_lesson.content.questions[0].uuid)
    assert list(record.attempts.values_list("number", "score")) == [(2, 1.0), (3, 1.0), (4, 0.5), (5, 0.5)]
    assert record.attempt_count == 4


def test_an_answer_whose_number_is_too_high_is_the_next(role_lesson: Lesson, bob: User) -> None:
    for number in (7, 7, 2):
        answer(member(bob), role_lesson, number=number)
    assert list(Attempt.objects.values_list("number", flat=True)) == [1, 2]


def test_merging_twice_counts_once(role_lesson: Lesson, bob: User) -> None:
    answer(GUEST, role_lesson)
    merge(bob)
    merge(bob)
    assert Attempt.objects.count() == 1
    assert Record.objects.count() == 2


def test_a_lesson_that_the_guest_finished_is_done(role_lesson: Lesson, bob: User) -> None:
    visit_lesson(member(bob), role_lesson.uuid)
    finish_lesson(GUEST, role_lesson.uuid)
    visit_lesson(GUEST, role_lesson.uuid, "takeaways")
    merge(bob)
    record = Record.objects.get(activity_id=role_lesson.uuid)
    assert record.done
    assert record.place == "takeaways"


def test_right_answers_of_both_together_finish_a_lesson(role_lesson: Lesson, bob: User) -> None:
    mine, *others = (question.uuid for question in role_lesson.content.questions)
    right = Answer(1, "a" * 16, {"option": "0"}, 1.0)
    record_answer(member(bob), role_lesson.uuid, mine, right)
    for question in others[1:]:
        record_answer(GUEST, role_lesson.uuid, question, right)
    merge(bob)
    assert not Record.objects.get(activity_id=role_lesson.uuid).done
    record_answer(GUEST, role_lesson.uuid, others[0], right)
    merge(bob)
    assert Record.objects.get(activity_id=role_lesson.uuid).done


def test_what_guests_left_goes_a_while_after_their_sessions(client: Client, role_lesson: Lesson, bob: User) -> None:
    here, away, lately = client, Client(), Client()
    learners = {}
    for browser in (here, away, lately):
        browser.post(reverse("progress:finish", args=[role_lesson.slug]))
        learners[browser] = Learner(None, UUID(browser.session[GUEST_ID]))
        SandboxPrediction.objects.create(guest_id=browser.session[GUEST_ID], asked="a", said="allow", decided="allow")
    answer(member(bob), role_lesson)
    long_ago = timezone.now() - timedelta(days=91)
    recent = learners[lately].guest_id
    Record.objects.exclude(guest_id=recent).update(updated=long_ago)
    SandboxPrediction.objects.exclude(guest_id=recent).update(created=long_ago)
    for browser in (away, lately):
        browser.session.flush()
    forget_expired_guests()
    for model, count in ((Record, 1), (SandboxPrediction, 1)):
        assert model.objects.of(learners[here]).count() == count
        assert model.objects.of(learners[away]).count() == 0
        assert model.objects.of(learners[lately]).count() == count
    assert Record.objects.of(member(bob)).count() == 2


def test_signing_up_keeps_a_guests_answers(client: Client, role_lesson: Lesson) -> None:
    question = role_lesson.content.questions[0].uuid
    page = client.get(reverse("quizzes:question", args=[role_lesson.slug, question]))
    data = {"draw": page.context["shown"].token, "option": "0"}
    client.post(reverse("quizzes:answer", args=[role_lesson.slug, question]), data)
    client.post(reverse("account_signup"), {"username": "dana", "password1": PASSWORD, "password2": PASSWORD})
    assert Record.objects.get(activity_id=question).user == User.objects.get(username="dana")
    shown = client.get(reverse("progress:home")).context["progress"]
    assert shown.right == 1
