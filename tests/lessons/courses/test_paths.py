"""Three paths over the same lessons."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from lessons.courseware import CONTENT, Course, load_course
from lessons.library.models import Path as PathThrough
from lessons.library.publishing import publish
from lessons.progress.recording import finish_lesson
from tests.lessons.one_lesson import LESSON_UUID, copy_one_lesson
from tests.whole_course import whole_course

LESSON = "/lessons/what-is-an-iam-role/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A course of one lesson with two paths."""
    content = copy_one_lesson(tmp_path / "content")
    (content / "paths").mkdir()
    for name in ("from-zero", "test-me"):
        text = (CONTENT / f"paths/{name}.yaml").read_text(encoding="utf-8")
        (content / f"paths/{name}.yaml").write_text(text, encoding="utf-8")
    return content


@pytest.fixture
def paths(db: None, content: Path) -> None:
    """Both paths, published."""
    publish(load_course(content).course)


def test_the_list_of_lessons_shows_the_paths_and_what_is_done(client: Client, paths: None, bob: User) -> None:
    client.force_login(bob)
    page = client.get("/lessons/").text
    assert 'href="/lessons/paths/from-zero/"' in page
    assert page.count("0 of 1 lesson done") == 2
    finish_lesson(Learner(bob.pk, None), UUID(LESSON_UUID))
    assert client.get("/lessons/").text.count("1 of 1 lesson done") == 2


def test_a_path_leads_on(client: Client, paths: None) -> None:
    page = client.get("/lessons/paths/from-zero/").text
    assert "Begin with 1.4 What is an IAM role?" in page
    assert "/practice/" not in page.split("<main")[1]


def test_a_path_that_tests_begins_with_traps_and_the_challenge(client: Client, paths: None) -> None:
    page = client.get("/lessons/paths/test-me/").text
    trap, challenge = page.index(f"{LESSON}#trap-role-cannot-ask"), page.index("/practice/reports-of-2026/")
    assert trap < challenge < page.index(f'<a href="{LESSON}">Read the lesson</a>')
    assert 'id="trap-role-cannot-ask"' in client.get(LESSON).text


def test_a_belief_that_left_its_lesson_is_no_trap_until_it_comes_back(
    client: Client, paths: None, content: Path
) -> None:
    def traps(course: Course) -> str:
        publish(course)
        return client.get("/lessons/paths/test-me/").text

    course = load_course(content).course
    (module,) = course.modules
    (lesson,) = module.lessons
    kept = {id: each for id, each in lesson.fields.misconceptions.items() if id != "role-cannot-ask"}
    fields = lesson.fields.model_copy(update={"misconceptions": kept})
    without = replace(module, lessons=(lesson.model_copy(update={"fields": fields}),))
    assert "#trap-role-cannot-ask" not in traps(replace(course, modules=(without,)))
    assert "#trap-role-is-a-group" in traps(replace(course, modules=(without,)))
    assert "#trap-role-cannot-ask" in traps(course)


def test_a_path_that_is_not_there_is_not_found(client: Client, paths: None) -> None:
    assert client.get("/lessons/paths/none/").status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("from-zero", 4), ("test-me", 7)])
def test_a_path_takes_few_queries(
    client: Client, paths: None, name: str, queries: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(queries):
        client.get(f"/lessons/paths/{name}/")


def test_a_step_that_is_no_lesson_is_told_with_its_line(content: Path) -> None:
    file = content / "paths/from-zero.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}lessons:\n  - {LESSON_UUID}\n  - {uuid4()}\n", encoding="utf-8")
    (problem,) = load_course(content).problems
    assert (problem.file, problem.line, problem.code) == ("paths/from-zero.yaml", 7, "unknown-lesson")


def test_a_path_whose_file_is_gone_goes(paths: None, content: Path) -> None:
    (content / "paths/test-me.yaml").unlink()
    publish(load_course(content).course)
    assert [path.slug for path in PathThrough.objects.all()] == ["from-zero"]


def test_the_paths_that_ship_are_three() -> None:
    course = whole_course().course
    numbers = {lesson.fields.uuid: lesson.number for lesson in course.lessons()}
    paths = {path.slug: path.fields for path in course.paths}
    assert sorted(paths, key=lambda slug: paths[slug].position) == ["from-zero", "interview-in-a-week", "test-me"]
    week = "1.2 1.4 1.5 1.6 2.1 2.4 3.1 3.2 3.3 4.1 4.2 4.3 5.2 7.1"
    assert " ".join(numbers[uuid] for uuid in paths["interview-in-a-week"].lessons) == week
