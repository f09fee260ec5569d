"""The glossary: a page from A to Z, and terms that lead to where they are taught."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lessons.courseware import load_course
from lessons.library.models import Lesson, Term
from lessons.library.publishing import publish
from tests.lessons.one_lesson import LESSON_UUID, copy_one_lesson

PAGE = "/glossary/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of one lesson and the terms that it links to."""
    return copy_one_lesson(tmp_path / "content")


def test_the_page_lists_terms_with_example_and_lesson(client: Client, role_lesson: Lesson) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    titles = re.findall(r'<dt id="[a-z-]+"><a href="#[a-z-]+">([^<]+)</a></dt>', page.text)
    assert titles == sorted(titles, key=str.casefold)
    assert "AWS STS" in titles
    assert page.text.count('<a href="/lessons/what-is-an-iam-role/">1.4 What is an IAM role?</a>') == len(titles)
    assert page.text.count("Example: ") == len(titles)
    assert {f'href="#letter-{title[0].lower()}"' in page.text for title in titles} == {True}


def test_an_empty_glossary_says_what_to_do(client: Client, db: None) -> None:
    assert "manage.py sync_lessons" in client.get(PAGE).text


def test_the_page_takes_one_query(
    client: Client, role_lesson: Lesson, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(PAGE)


def test_a_term_that_no_lesson_teaches_is_told(content: Path) -> None:
    term = content / "glossary/sts.md"
    term.write_text(term.read_text(encoding="utf-8").replace(LESSON_UUID, LESSON_UUID.replace("7", "1")), "utf-8")
    (problem,) = load_course(content).problems
    assert (problem.file, problem.code) == ("glossary/sts.md", "unknown-lesson")


@pytest.mark.django_db
def test_a_term_whose_file_is_gone_goes(content: Path) -> None:
    publish(load_course(content).course)
    before = Term.objects.count()
    (content / "glossary/sts.md").unlink()
    lesson = content / "1-who-is-asking/4-what-is-an-iam-role/lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("(term:sts)", "(term:role)"), encoding="utf-8")
    publish(load_course(content).course)
    assert Term.objects.count() == before - 1
