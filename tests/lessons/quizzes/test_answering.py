"""Questions through their addresses: answered, graded, kept, answered again."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from iamlab.accounts.models import User
from lessons.courseware import Course, MatchQuestion, OneQuestion, OrderQuestion, VerdictQuestion
from lessons.library.models import Lesson
from lessons.library.publishing import publish
from lessons.progress.models import Attempt, Record
from lessons.quizzes.tokens import read_token
from tests.lessons.right_answers import right_answer, wrong_answer
from tests.whole_course import publish_whole_course

HTMX = {"HX-Request": "true"}


def first(lesson: Lesson, kind: type) -> UUID:
    """The first question of a kind."""
    return next(question.uuid for question in lesson.content.questions if isinstance(question, kind))


def shown(client: Client, lesson: Lesson, question: UUID) -> dict:
    """A question drawn for this client: what its template was given."""
    return client.get(reverse("quizzes:question", args=[lesson.slug, question])).context["shown"]


def send(client: Client, lesson: Lesson, question: UUID, **data: object):
    """Answer as a browser with htmx does."""
    address = reverse("quizzes:answer", args=[lesson.slug, question])
    return client.post(address, data, headers=HTMX)


def test_a_right_answer_is_told_and_kept(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    answer = send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option="0")
    assert answer.status_code == 200
    assert "Your answer, and it is right" in answer.content.decode()
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.number, attempt.answer) == (1.0, 1, {"option": "0"})
    assert attempt.record.best == attempt.record.last == 1.0


def test_a_wrong_answer_keeps_the_belief_that_it_shows(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    answer = send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option="3")
    assert 'data-result="wrong"' in answer.content.decode()
    assert Attempt.objects.get().misconception == "role-is-a-group"


def test_every_option_gets_its_feedback(client: Client, role_lesson: Lesson) -> None:
    for question in role_lesson.content.questions:
        if not isinstance(question, OneQuestion | VerdictQuestion):
            continue
        token = shown(client, role_lesson, question.uuid).token
        option = "0" if isinstance(question, OneQuestion) else "allow"
        text = send(client, role_lesson, question.uuid, draw=token, option=option).content.decode()
        assert text.count('class="choice-why"') == text.count('class="choice"')
        assert not re.search(r'class="choice-why">\s*</p>', text)


@pytest.mark.parametrize("confidence", ["sure", "guess", "", "forged"])
def test_how_sure_somebody_was_is_kept(client: Client, role_lesson: Lesson, confidence: str) -> None:
    question = first(role_lesson, OneQuestion)
    token = shown(client, role_lesson, question).token
    answer = send(client, role_lesson, question, draw=token, option="3", confidence=confidence)
    assert Attempt.objects.get().confidence == ("" if confidence == "forged" else confidence)
    assert ("You were sure." in answer.text) is (confidence == "sure")


def test_what_was_filled_in_comes_back_with_what_is_missing(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, MatchQuestion)
    token = shown(client, role_lesson, question).token
    answer = send(client, role_lesson, question, draw=token, **{"pair-0": "2"})
    assert answer.status_code == 422
    assert "Fill in every part first." in answer.text
    assert '<option value="2" selected>' in answer.text
    assert not Attempt.objects.exists()


def test_without_javascript_the_answer_is_a_whole_page(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, VerdictQuestion)
    data = {"draw": shown(client, role_lesson, question).token, "option": "allow"}
    answer = client.post(reverse("quizzes:answer", args=[role_lesson.slug, question]), data, follow=True)
    assert answer.status_code == 200
    assert "<html" in answer.content.decode()
    assert "The engine" in answer.content.decode() or "it is right" in answer.content.decode()


def test_a_form_sent_twice_counts_once(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    token = shown(client, role_lesson, question).token
    send(client, role_lesson, question, draw=token, option="1")
    again = send(client, role_lesson, question, draw=token, option="0")
    assert Attempt.objects.count() == 1
    assert Record.objects.get(activity_id=question).best == 0.0
    assert 'data-result="wrong"' in again.content.decode()


def test_a_form_from_before_everything_was_deleted_is_the_first_answer(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    for option in ("0", "1"):
        send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option=option)
    stale = shown(client, role_lesson, question).token
    client.post(reverse("progress:delete"), {"word": "delete"})
    send(client, role_lesson, question, draw=stale, option="0")
    for option in ("1", "2", "3"):
        send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option=option)
    kept = [(attempt.number, attempt.answer["option"]) for attempt in Attempt.objects.all()]
    assert kept == [(1, "0"), (2, "1"), (3, "2"), (4, "3")]


def test_a_question_whose_first_answers_are_gone_is_answered_further(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    for option in ("0", "1"):
        send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option=option)
    Attempt.objects.filter(number=1).delete()
    for option in ("2", "3"):
        answer = send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option=option)
    assert list(Attempt.objects.values_list("number", flat=True)) == [2, 3, 4]
    assert answer.context["shown"].attempt.answer == {"option": "3"}


def test_answering_again_keeps_the_best_and_the_last_score(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    for option in ("0", "1"):
        token = shown(client, role_lesson, question).token
        send(client, role_lesson, question, draw=token, option=option)
    record = Record.objects.get(activity_id=question)
    assert (record.attempt_count, record.best, record.last) == (2, 1.0, 0.0)


def test_a_computed_question_is_drawn_anew_for_each_attempt(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, VerdictQuestion)
    requests = set()
    for _ in range(8):
        drawn = shown(client, role_lesson, question)
        requests.add(repr(drawn.variation))
        send(client, role_lesson, question, draw=drawn.token, option="allow")
    assert len(requests) > 1


def test_an_unanswered_question_stays_the_same_after_a_reload(client: Client, bob: User, role_lesson: Lesson) -> None:
    client.force_login(bob)
    question = first(role_lesson, VerdictQuestion)
    seen = {
        (repr(drawn.variation), drawn.choices) for drawn in (shown(client, role_lesson, question) for _ in range(3))
    }
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "belongs to another question"),
        ({"draw": "", "option": "0"}, "belongs to another question"),
        ({"draw": "forged:1:x", "option": "0"}, "belongs to another question"),
        ({"draw": "\x00", "option": "\x00"}, "belongs to another question"),
        ({"option": "0"}, "belongs to another question"),
    ],
)
def test_a_forged_form_is_not_graded(client: Client, role_lesson: Lesson, data: dict[str, str], words: str) -> None:
    answer = send(client, role_lesson, first(role_lesson, OneQuestion), **data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'name="draw"' in answer.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("option", ["", "17", "-1", "allow", "\x00", "0" * 5000])
def test_an_option_that_is_not_there_is_not_graded(client: Client, role_lesson: Lesson, option: str) -> None:
    question = first(role_lesson, OneQuestion)
    answer = send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option=option)
    assert answer.status_code == 422
    assert "Choose an answer first." in answer.content.decode()
    assert not Attempt.objects.exists()


def test_a_question_that_changed_meanwhile_is_asked_again(client: Client, role_lesson: Lesson, course: Course) -> None:
    question = role_lesson.content.questions[0]
    token = shown(client, role_lesson, question.uuid).token
    edited = question.model_copy(update={"ask": "How many access keys has `report-reader`?"})
    module = course.modules[0]
    lesson = module.lessons[0].model_copy(update={"questions": (edited, *module.lessons[0].questions[1:])})
    publish(replace(course, modules=(replace(module, lessons=(lesson,)),)))
    answer = send(client, role_lesson, question.uuid, draw=token, option="0")
    assert answer.status_code == 422
    assert "it changed after you opened it" in answer.content.decode()
    assert "How many access keys has" in answer.content.decode()
    assert not Attempt.objects.exists()


def test_answers_are_limited_a_minute(client: Client, role_lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iamlab.accounts.rates.PER_ADDRESS", 0)
    assert send(client, role_lesson, first(role_lesson, OneQuestion), option="0").status_code == 429


def test_the_draw_of_one_question_does_not_answer_another(client: Client, role_lesson: Lesson) -> None:
    one, computed = first(role_lesson, OneQuestion), first(role_lesson, VerdictQuestion)
    answer = send(client, role_lesson, computed, draw=shown(client, role_lesson, one).token, option="allow")
    assert answer.status_code == 422
    assert not Attempt.objects.exists()


def test_a_question_that_is_not_there_is_not_found(client: Client, role_lesson: Lesson) -> None:
    assert send(client, role_lesson, uuid4(), option="0").status_code == 404
    assert client.get(reverse("quizzes:question", args=[role_lesson.slug, uuid4()])).status_code == 404
    no_lesson = reverse("quizzes:question", args=["no-such-lesson", role_lesson.content.questions[0].uuid])
    assert client.get(no_lesson).status_code == 404


def test_answers_of_others_are_not_shown(
    client_of: Callable[[User], Client], bob: User, charlie: User, role_lesson: Lesson
) -> None:
    question = first(role_lesson, OneQuestion)
    token = shown(client_of(bob), role_lesson, question).token
    send(client_of(bob), role_lesson, question, draw=token, option="0")
    assert shown(client_of(charlie), role_lesson, question).attempts == 0


def test_an_answer_takes_at_most_eight_queries(
    client: Client, bob: User, role_lesson: Lesson, django_assert_max_num_queries
) -> None:
    client.force_login(bob)
    for question in role_lesson.content.questions:
        token = shown(client, role_lesson, question.uuid).token
        seed = read_token(token, question.uuid).seed
        sent = right_answer(question, role_lesson.content.scenario, seed)
        with django_assert_max_num_queries(8):
            assert send(client, role_lesson, question.uuid, draw=token, **sent).status_code == 200


def test_the_lesson_is_done_when_every_question_was_answered_right_once(
    client: Client, bob: User, role_lesson: Lesson
) -> None:
    client.force_login(bob)
    for wanted in (False, True):
        assert not Record.objects.get_or_create(user=bob, activity_id=role_lesson.uuid)[0].done
        for question in role_lesson.content.questions:
            token = shown(client, role_lesson, question.uuid).token
            answer = right_answer if wanted else wrong_answer
            sent = answer(question, role_lesson.content.scenario, read_token(token, question.uuid).seed)
            text = send(client, role_lesson, question.uuid, draw=token, **sent).content.decode()
    assert Record.objects.get(activity_id=role_lesson.uuid).done
    assert "This lesson is done" in text


def test_a_computed_question_is_resolved_step_by_step(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, VerdictQuestion)
    answer = send(client, role_lesson, question, draw=shown(client, role_lesson, question).token, option="allow")
    assert len(answer.context["shown"].steps) >= 3
    assert '<ol class="resolution">' in answer.text
    written = first(role_lesson, OneQuestion)
    plain = send(client, role_lesson, written, draw=shown(client, role_lesson, written).token, option="0")
    assert "resolution" not in plain.text


def test_what_a_question_asked_is_stepped_through_once_it_was_answered(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, VerdictQuestion)
    address = reverse("courses:step", args=[role_lesson.slug, question])
    assert client.post(address, headers=HTMX).status_code == 404
    asked = shown(client, role_lesson, question)
    send(client, role_lesson, question, draw=asked.token, option="allow")
    answer = client.post(address, headers=HTMX)
    assert answer.status_code == 200
    assert asked.variation.request.resource in answer.text
    other = first(role_lesson, OneQuestion)
    send(client, role_lesson, other, draw=shown(client, role_lesson, other).token, option="0")
    assert client.post(reverse("courses:step", args=[role_lesson.slug, other]), headers=HTMX).status_code == 404
    assert client.post(reverse("courses:step", args=[role_lesson.slug, uuid4()])).status_code == 404


def test_a_visitor_who_chose_nothing_gets_the_same_question_again(client: Client, role_lesson: Lesson) -> None:
    for kind in (OneQuestion, VerdictQuestion, MatchQuestion):
        question = first(role_lesson, kind)
        asked = Client().get(reverse("quizzes:question", args=[role_lesson.slug, question])).context["shown"]
        answer = send(Client(), role_lesson, question, draw=asked.token, confidence="sure")
        again = answer.context["shown"]
        assert answer.status_code == 422
        assert (again.token, again.drawn) == (asked.token, asked.drawn)
        assert 'value="sure" checked' in answer.text


def test_a_form_of_an_earlier_attempt_is_drawn_anew_when_it_comes_back(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    stale = shown(client, role_lesson, question).token
    send(client, role_lesson, question, draw=stale, option="1")
    again = send(client, role_lesson, question, draw=stale).context["shown"]
    assert again.token == shown(client, role_lesson, question).token


def test_each_place_of_an_order_is_given_once(client: Client, db: None) -> None:
    publish_whole_course()
    found = next(
        (lesson, question)
        for lesson in Lesson.objects.published()
        for question in lesson.content.questions
        if isinstance(question, OrderQuestion)
    )
    lesson, question = found
    asked = shown(client, lesson, question.uuid)
    places = {f"place-{choice.id}": "1" for choice in asked.choices}
    answer = send(client, lesson, question.uuid, draw=asked.token, **places)
    assert answer.status_code == 422
    assert "Give each place once." in answer.text
    assert not Attempt.objects.exists()


def test_a_graded_match_says_what_was_chosen(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, MatchQuestion)
    drawn = shown(client, role_lesson, question)
    seed = read_token(drawn.token, question).seed
    asked = next(each for each in role_lesson.content.questions if each.uuid == question)
    answer = send(
        client, role_lesson, question, draw=drawn.token, **wrong_answer(asked, role_lesson.content.scenario, seed)
    )
    assert "You chose: " in answer.text
    assert "Should be: " in answer.text


def test_the_address_of_an_answer_shows_the_last_one(client: Client, role_lesson: Lesson) -> None:
    question = first(role_lesson, OneQuestion)
    address = reverse("quizzes:answer", args=[role_lesson.slug, question])
    asking = reverse("quizzes:question", args=[role_lesson.slug, question])
    assert client.get(address)["Location"] == asking
    sent = client.post(address, {"draw": shown(client, role_lesson, question).token, "option": "0"})
    assert (sent.status_code, sent["Location"]) == (302, address)
    for _ in range(2):
        assert "Your answer, and it is right" in client.get(address).text
    assert Attempt.objects.count() == 1
