"""Files of progress that somebody changed: refused with a sentence, or brought in without what no page can read."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from lessons.library.models import Activity, Lesson
from lessons.progress.course_tests import begin_test
from lessons.progress.given_terms import give_terms
from lessons.progress.models import Attempt, Record, SandboxPrediction
from lessons.progress.terms import OPEN

NOON = "2026-09-07T12:00:00Z"
Kind = Activity.Kind


@pytest.fixture
def bobs(bob: User, client_of: Callable[[User], Client]) -> Client:
    """Bob's browser."""
    return client_of(bob)


def attempt(activity: Activity, answer: Any, **changed: Any) -> dict[str, Any]:
    """An answer as a file has it."""
    part = {"number": 1, "version": activity.version, "seed": 7, "answer": answer, "score": 1, "created": NOON}
    return {**part, **changed}


def record(activity: UUID | Activity, *attempts: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """An activity's part of a file."""
    uuid = activity.pk if isinstance(activity, Activity) else activity
    return {"activity": str(uuid), "kind": "x", "started": NOON, "attempts": list(attempts), **changed}


def bring_in(client: Client, *records: dict[str, Any], predictions: tuple[dict[str, Any], ...] = ()) -> Any:
    """Send a file; return the page that follows."""
    file = {"format": "iam-lab-progress/1", "records": records, "predictions": predictions}
    sent = SimpleUploadedFile("progress.json", json.dumps(file).encode())
    return client.post("/progress/import/", {"file": sent}, follow=True)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"started": "2026-01-01T00:00:00"}, "started"),
        ({"started": "0001-01-01T00:00:00+10:00"}, "started"),
        ({"started": "9999-12-31T23:59:59-10:00"}, "started"),
        ({"started": 5}, "started"),
        ({"done": "2026-01-01"}, "done"),
        ({"place": "a b"}, "place"),
        ({"place": "a\n"}, "place"),
        ({"did": ["\0"]}, "did, 1"),
        ({"did": [f"block-{number}" for number in range(201)]}, "did"),
        ({"attempts": {}}, "attempts"),
        ({"attempts": [5]}, "attempts, 1"),
    ],
)
def test_a_record_of_another_shape_is_refused(
    bobs: Client, role_lesson: Lesson, changed: dict[str, Any], place: str
) -> None:
    page = bring_in(bobs, record(role_lesson.uuid, **changed))
    assert page.status_code == 422
    assert f"at “records, 1, {place}”" in page.text
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"created": "2026-01-01T00:00:00"}, "created"),
        ({"created": "1999-12-31T23:59:59Z"}, "created"),
        ({"version": "\0"}, "version"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
        ({"seed": 10**400}, "seed"),
        ({"score": 1.5}, "score"),
        ({"score": None}, "score"),
        ({"score": float("nan")}, "score"),
        ({"number": 0}, "number"),
        ({"confidence": "very"}, "confidence"),
        ({"misconception": "<b>"}, "misconception"),
        ({"answer": [1]}, "answer"),
        ({"answer": None}, "answer"),
        ({"more": 1}, "more"),
    ],
)
def test_an_answer_of_another_shape_is_refused(
    bobs: Client, role_lesson: Lesson, changed: dict[str, Any], place: str
) -> None:
    question = role_lesson.activities.filter(kind=Kind.QUESTION)[0]
    page = bring_in(bobs, record(question, {**attempt(question, {"option": "0"}), **changed}))
    assert page.status_code == 422
    assert f"at “records, 1, attempts, 1, {place}”" in page.text


@pytest.mark.parametrize("changed", [{"asked": "\0"}, {"said": "A"}, {"decided": ""}, {"origin": 5}])
def test_a_prediction_of_another_shape_is_refused(bobs: Client, db: None, changed: dict[str, Any]) -> None:
    page = bring_in(bobs, predictions=({"asked": "a1", "said": "allow", "decided": "allow", **changed},))
    assert page.status_code == 422
    assert "at “predictions, 1, " in page.text
    assert not SandboxPrediction.objects.exists()


def test_an_activity_with_two_records_is_refused(bobs: Client, role_lesson: Lesson) -> None:
    page = bring_in(bobs, record(role_lesson.uuid), record(role_lesson.uuid))
    assert page.status_code == 422
    assert "at “records”" in page.text


NO_ANSWERS: dict[str, tuple[Any, ...]] = {
    Kind.LESSON: ({}, {"option": "0"}),
    Kind.PREDICTION: ({}, {"option": 0}, {"option": ""}, {"option": "-1"}, {"option": "9" * 5000}, {"option": ["0"]}),
    Kind.QUESTION: (
        {},
        {"option": 5},
        {"option": None},
        {"option": {"a": "b"}},
        {"option": [["0"]]},
        {"option": "\0"},
        {"\0": "0"},
        {"text": "x" * 40_000},
    ),
    Kind.CHALLENGE: (
        {},
        {"policies": 5},
        {"policies": []},
        {"policies": {"x": 1}},
        {"policies": {"x": None}},
        {"policies": {"x": "\0"}},
    ),
    Kind.PRE_TEST: ({}, {"option": 5}),
}


@pytest.mark.parametrize(("kind", "answer"), [(kind, each) for kind, all in NO_ANSWERS.items() for each in all])
def test_what_no_page_can_read_is_left_out_and_said(
    bobs: Client, role_lesson: Lesson, kind: str, answer: dict[str, Any]
) -> None:
    activity = role_lesson.activities.filter(kind=kind)[0]
    page = bring_in(bobs, record(activity, attempt(activity, answer)))
    assert "Brought in: 0 new answers in 1 activities. 1 answer was left out" in page.text
    assert not Attempt.objects.exists()


ODD_ANSWERS = (
    {},
    {"option": "0"},
    {"option": "99"},
    {"option": ["x", "0"]},
    {"option": 5},
    {"option": None},
    {"option": {"a": 1}},
    {"text": None},
    {"policies": 5},
    {"policies": {}},
    {"policies": {"x": "{"}},
    {"policies": {"x": 1}},
    {"place-0": "1", "place-1": "1"},
    {"pair-0": "7"},
    {"blank-a": '"}'},
)


@pytest.mark.parametrize("answer", ODD_ANSWERS)
def test_pages_show_a_learner_with_odd_answers(
    bobs: Client, bob: User, role_lesson: Lesson, answer: dict[str, Any]
) -> None:
    for activity in role_lesson.activities.all():
        kept = Record.objects.create(user=bob, activity=activity, attempt_count=1, best=1, last=1)
        told = {"version": activity.version, "seed": 7, "answer": answer, "score": 1, "misconception": "no-such"}
        Attempt.objects.create(record=kept, number=1, **told)
    challenge = role_lesson.content.challenge
    assert challenge
    quiz = [f"/lessons/{role_lesson.slug}/quiz/{each.uuid}/" for each in role_lesson.content.questions]
    task = f"/practice/{challenge.slug}/"
    pages = ("/progress/", "/progress/print/", "/progress/export.json", "/progress/export.csv", "/tests/pre-test/")
    for address in (
        *pages,
        f"/lessons/{role_lesson.slug}/",
        *quiz,
        "/practice/",
        task,
        f"{task}solution/",
        "/lessons/",
    ):
        assert bobs.get(address).status_code == 200, address
    assert bobs.post(f"{task}check/").status_code == 302


@pytest.mark.parametrize("answer", [{"option": 5}, {"option": "no-such"}, {}])
def test_a_question_whose_answer_is_none_asks_again(
    bobs: Client, bob: User, role_lesson: Lesson, answer: dict[str, Any]
) -> None:
    question = role_lesson.activities.filter(kind=Kind.QUESTION)[0]
    kept = Record.objects.create(user=bob, activity=question, attempt_count=1, best=0, last=0)
    Attempt.objects.create(record=kept, number=1, version=question.version, answer=answer, score=0)
    address = f"/lessons/{role_lesson.slug}/quiz/{question.pk}/"
    bobs.post(f"{address}answer/", {"draw": bobs.get(address).context["shown"].token, "option": "0"})
    assert kept.attempts.count() == 2


def test_only_a_lesson_is_done_without_an_answer(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    told = list(role_lesson.activities.all())
    bring_in(bobs, *(record(each, done=NOON) for each in told))
    assert Record.objects.filter(user=bob).count() == len(told)
    assert [each.activity_id for each in Record.objects.exclude(done=None)] == [role_lesson.uuid]


def test_an_assigned_lesson_is_done_only_here(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    give_terms(bob.pk, role_lesson.uuid, OPEN)
    bring_in(bobs, record(role_lesson.uuid, done=NOON))
    assert Record.objects.get().done is None


def test_a_test_that_was_begun_here_stays_as_it_is(
    bobs: Client, bob: User, role_lesson: Lesson, client_of: Callable[[User], Client], charlie: User
) -> None:
    asked, other = role_lesson.activities.filter(kind=Kind.PRE_TEST)[:2]
    first = Record.objects.create(user=bob, activity=asked)
    answers = [record(each, attempt(each, {"option": "allow"})) for each in (asked, other)]
    elsewhere = client_of(charlie)
    assert "Brought in: 2 new answers" in bring_in(elsewhere, *answers).text
    assert "left out" not in bring_in(elsewhere, *answers).text
    page = bring_in(bobs, *answers)
    assert "Brought in: 1 new answers in 1 activities. 1 answer was left out" in page.text
    assert [each.record for each in Attempt.objects.filter(record__user=bob)] == [first]
    later = [record(asked, attempt(asked, {"option": "implicit"}, created="2026-09-08T12:00:00Z"))]
    bring_in(bobs, *later)
    assert Attempt.objects.filter(record__user=bob).count() == 1


def test_a_test_is_begun_after_one_was_brought_in(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    asked = role_lesson.activities.filter(kind=Kind.PRE_TEST)[0]
    bring_in(bobs, record(asked, attempt(asked, {"option": "allow"})))
    begin_test(Learner(bob.pk, None), Kind.PRE_TEST)
    assert Record.objects.filter(user=bob).count() == 1


def test_thousands_of_answers_come_in_with_a_few_statements_and_go_out_again(
    bobs: Client, role_lesson: Lesson, django_assert_max_num_queries: Any
) -> None:
    question = role_lesson.activities.filter(kind=Kind.QUESTION)[0]
    made = [attempt(question, {"option": "0"}, created=f"2026-09-07T12:{n // 60:02}:{n % 60:02}Z") for n in range(1200)]
    told = [{"asked": f"a{n}", "said": "allow", "decided": "allow"} for n in range(5200)]
    with django_assert_max_num_queries(100):
        assert "1200 new answers" in bring_in(bobs, record(question, *made), predictions=tuple(told)).text
    out = bobs.get("/progress/export.json").json()
    assert len(out["records"][0]["attempts"]) == 1200
    assert len(out["predictions"]) == 5200
    assert "Brought in: 0 new answers" in bring_in(bobs, *out["records"]).text
