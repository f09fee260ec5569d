"""The course that ships, published."""

import pytest

from lessons.courseware import CONTENT, Course, load_course
from lessons.library.models import Lesson
from lessons.library.publishing import publish


@pytest.fixture(scope="session")
def course() -> Course:
    """The course as its files have it."""
    return load_course(CONTENT).course


@pytest.fixture
def role_lesson(db: None, course: Course) -> Lesson:
    """Lesson 1.4, *What is an IAM role?*, as people read it."""
    publish(course)
    return Lesson.objects.published().select_related("revision").get(slug="what-is-an-iam-role")
