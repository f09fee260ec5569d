"""A copy of one lesson that ships, for tests to break."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.courseware import CourseReading, load_course
from tests.lessons.one_lesson import LESSON, copy_one_lesson


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder of the copy."""
    return copy_one_lesson(tmp_path / "content")


@pytest.fixture
def reading_with(content: Path) -> Callable[[str, str, str], CourseReading]:
    """A function that reads the copy after one text in one file of lesson 1.4 was replaced by another."""

    def reading_with(file: str, old: str, new: str) -> CourseReading:
        path = content / LESSON / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_course(content)

    return reading_with
