"""Progress as a file, mastery, days of practice, and everything deleted."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from iamlab.sandbox.bench import bench_of
from iamlab.sandbox.models import Sandbox
from lessons.courseware import scenario_of
from lessons.library.models import Lesson
from lessons.progress.mastery import concepts_of
from lessons.progress.models import Attempt, Record
from lessons.progress.practice_days import calendar_of
from lessons.progress.recording import Answer, record_answer


def answered(user: User, lesson: Lesson, number: int, score: float, *, question: int = 0, answer: str = "0") -> None:
    """Keep an answer of somebody to a question."""
    uuid: UUID = lesson.content.questions[question].uuid
    kept = Answer(number, "v", {"option": answer}, score, misconception="" if score else "role-is-a-group")
    record_answer(Learner(user.pk, None), lesson.uuid, uuid, kept)


@pytest.fixture
def bobs(bob: User, client_of: Callable[[User], Client]) -> Client:
    """Bob's browser."""
    return client_of(bob)


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("progress.json", text.encode())


def test_what_is_exported_comes_in_again_once_and_completely(
    bobs: Client, bob: User, charlie: User, role_lesson: Lesson, client_of: Callable[[User], Client]
) -> None:
    answered(bob, role_lesson, 1, 0.0)
    answered(bob, role_lesson, 2, 1.0)
    exported = bobs.get("/progress/export.json").text
    other = client_of(charlie)
    for _ in range(2):
        assert other.post("/progress/import/", {"file": file(exported)}).status_code == 302
    assert Attempt.objects.filter(record__user=charlie).count() == 2
    record = Record.objects.get(user=charlie, activity__kind="question")
    assert (record.attempt_count, record.best, record.last) == (2, 1.0, 1.0)
    assert json.loads(other.get("/progress/export.json").text) == json.loads(exported)


def test_whoever_has_to_wait_brings_the_file_in_later(
    bobs: Client, bob: User, role_lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(bob, role_lesson, 1, 1.0)
    exported = bobs.get("/progress/export.json").text
    bobs.post("/progress/delete/", {"word": "delete"})
    with monkeypatch.context() as impatient:
        impatient.setattr("iamlab.accounts.rates.PER_LEARNER", 0)
        assert bobs.post("/progress/import/", {"file": file(exported)}).status_code == 429
    assert not Record.objects.exists()
    assert "Brought in: 1 new answers" in bobs.post("/progress/import/", {"file": file(exported)}, follow=True).text


def test_what_another_course_has_is_left_out_and_said(bobs: Client, role_lesson: Lesson) -> None:
    part = {"activity": str(uuid4()), "kind": "question", "started": "2026-09-07T09:00:00Z"}
    text = json.dumps({"format": "iam-lab-progress/1", "records": [part]})
    answer = bobs.post("/progress/import/", {"file": file(text)}, follow=True)
    assert "1 activities are not part of this course" in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("{", "this file is no JSON"),
        ("[1,", "this file is no JSON"),
        ("[]", "another kind of file"),
        ("{}", "another kind of file"),
        ("[" * 100_000, "Choose progress.json"),
        ('{"format": "x", "records": []}', "another kind of file"),
        ('{"format": "iam-lab-progress/1", "records": [{"activity": "no"}]}', "at “records, 1, activity”"),
        ('{"format": "iam-lab-progress/1", "records": 1e999}', "at “records”"),
        ('{"format": "iam-lab-progress/1", "records": [], "more": 1}', "at “more”"),
        ("\ufeff{}", "this file is no JSON"),
    ],
)
def test_a_file_that_is_no_progress_is_refused_with_a_sentence(bobs: Client, db: None, text: str, said: str) -> None:
    answer = bobs.post("/progress/import/", {"file": file(text)})
    assert answer.status_code == 422
    assert said in answer.text


def test_answers_as_a_table_are_safe_in_a_spreadsheet(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    answered(bob, role_lesson, 1, 0.0, answer="=HYPERLINK(1)")
    lines = bobs.get("/progress/export.csv").text.splitlines()
    assert lines[0].startswith("lesson,activity,kind")
    assert len(lines) == 2
    assert ",=" not in lines[1]


def test_a_concept_is_shown_by_enough_right_answers_and_opens_its_evidence(
    bobs: Client, bob: User, role_lesson: Lesson
) -> None:
    learner = Learner(bob.pk, None)
    assert {concept.state for concept in concepts_of(learner)} == {"new"}
    answered(bob, role_lesson, 1, 1.0)
    assert {concept.state for concept in concepts_of(learner)} == {"begun"}
    for question in (1, 2):
        answered(bob, role_lesson, 1, 1.0, question=question)
    concept = concepts_of(learner)[0]
    assert (concept.id, concept.state, concept.percent) == ("role", "shown", 100)
    page = bobs.get("/progress/concepts/role/").text
    assert page.count("<tr>") == 4
    assert "Temporary credentials" in bobs.get("/progress/").text
    assert bobs.get("/progress/concepts/no-such/").status_code == 404


def test_days_of_practice_are_counted(bob: User, role_lesson: Lesson) -> None:
    answered(bob, role_lesson, 1, 1.0)
    (day,) = calendar_of(Learner(bob.pk, None)).practised
    assert day.answers == 1
    assert calendar_of(None).practised == ()


def test_a_page_to_print_lists_what_was_shown(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    answered(bob, role_lesson, 1, 1.0)
    page = bobs.get("/progress/print/").text
    assert "What bob has shown" in page
    assert "Role: " in page


def test_everything_is_deleted_by_whoever_means_it(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    answered(bob, role_lesson, 1, 1.0)
    learner = Learner(bob.pk, None)
    sandbox = Sandbox.objects.copy(learner, bench_of(scenario_of(role_lesson.content.scenario)), "Mine")
    bobs.post(f"/sandboxes/{sandbox.pk}/share/")
    answer = bobs.post("/progress/delete/", {"word": "yes"})
    assert answer.status_code == 422
    assert "Nothing was deleted" in answer.text
    assert Record.objects.of(learner).exists()
    bobs.post("/progress/delete/", {"word": "Delete "})
    assert not Record.objects.of(learner).exists()
    assert not Sandbox.objects.exists()
    assert "No" not in bobs.get("/sandbox/").text.partition("Links you share")[2]


def test_a_visitor_without_anything_gets_empty_files(client: Client, db: None) -> None:
    assert client.get("/progress/export.json").json()["records"] == []
    page = client.get("/progress/print/").text
    assert page.count("None yet.") == 2


def test_the_pages_take_few_queries(
    bobs: Client, bob: User, role_lesson: Lesson, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for question in range(5):
        answered(bob, role_lesson, 1, 1.0, question=question)
    with django_assert_max_num_queries(12):
        bobs.get("/progress/")
    with django_assert_max_num_queries(7):
        bobs.get("/progress/export.csv")
