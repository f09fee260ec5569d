"""The guide for authors: every example in it was read and checked."""

import re

import pytest
from django.test import Client

from lessons.courseware import DIRECTIVES, load_course
from lessons.courseware.authoring import AUTHORING, Example, read_guide
from lessons.courseware.problems import FileReport
from lessons.courseware.questions import Quiz
from lessons.courseware.yaml_reader import read_yaml
from tests.whole_course import whole_course


def examples(module: str) -> dict[str, Example]:
    """The examples under the smaller headings of a part, by what they are of."""
    return {
        part.title: piece
        for part in read_guide()
        if part.level == 3 and part.id.startswith(module)
        for piece in part.pieces
        if isinstance(piece, Example)
    }


def test_the_example_lesson_passes_the_check() -> None:
    reading = load_course(AUTHORING)
    assert [str(problem) for problem in (*reading.problems, *reading.warnings)] == []
    (lesson,) = reading.course.lessons()
    assert lesson.challenge
    assert lesson.fields.status == "draft"


def test_every_directive_has_an_example_that_made_a_block() -> None:
    shown = examples("claims-are-executed")
    assert shown.keys() == DIRECTIVES.keys()
    assert all(piece.block and piece.block.kind == name for name, piece in shown.items())
    assert all(piece.source.startswith(f"::: {name}") for name, piece in shown.items())


def test_every_kind_of_question_has_an_example_that_can_be_read() -> None:
    shown = examples("questions")
    for kind, piece in shown.items():
        document = read_yaml(piece.source, FileReport(kind))
        assert document
        (question,) = Quiz.model_validate({"questions": document.data}).questions
        assert question.kind == kind
    schema = Quiz.model_json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]
    assert shown.keys() == schema.keys()


@pytest.mark.django_db
def test_the_guide_is_a_page_with_sources_and_what_they_make(client: Client) -> None:
    page = client.get("/help/authoring/")
    assert page.status_code == 200
    assert "::: predict which-one-wins" in page.text
    assert '<mark class="line"' in page.text
    assert "kind: cloze" in page.text
    assert not re.search(r"\{\{[a-z-]+[ }]", page.text)
    assert "/help/authoring/" in client.get("/").text


@pytest.mark.django_db
def test_the_examples_are_no_part_of_the_course(client: Client) -> None:
    slugs = [lesson.slug for lesson in whole_course().course.lessons()]
    assert "may-ben-read-the-drafts" not in slugs
