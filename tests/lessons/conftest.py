"""A course of one lesson, published."""

import pytest

from lessons.courseware import Course, load_course
from lessons.library.models import Lesson
from lessons.library.publishing import publish
from tests.lessons.one_lesson import copy_one_lesson


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course as its files have it."""
    return load_course(copy_one_lesson(tmp_path_factory.mktemp("course"))).course


@pytest.fixture
def role_lesson(db: None, course: Course) -> Lesson:
    """Lesson 1.4, *What is an IAM role?*, as people read it."""
    publish(course)
    return Lesson.objects.published().select_related("revision").get(slug="what-is-an-iam-role")
