"""The interview deck is read with its course, and a card that leads nowhere is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.courseware import CourseReading, Level, load_course
from tests.lessons.one_lesson import CARD, LESSON, copy_card

POINT = "  - Both are **identities** in one account. Each has an ARN, and each can have identity policies.\n"


@pytest.fixture
def content(content: Path) -> Path:
    """A copy of one lesson with a card about it."""
    copy_card(content)
    return content


@pytest.fixture
def course_with(content: Path) -> Callable[[str, str], CourseReading]:
    """A function that reads a course of one lesson and one card after one text in the card was replaced."""

    def course_with(old: str, new: str) -> CourseReading:
        text = (content / CARD).read_text(encoding="utf-8")
        assert old in text
        (content / CARD).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_course(content)

    return course_with


def test_a_card_is_read_with_its_address(content: Path) -> None:
    (card,) = load_course(content).course.cards
    assert (card.topic, card.slug, card.fields.level) == ("roles-and-sts", "what-is-a-role", Level.SCREENING)
    assert len(card.fields.follow_ups) == 2


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        ("level: screening", "level: senior", "wrong-value", 2, "level"),
        ("red_flag:", "red_flags:", "unknown-field", 19, "red_flags"),
        (POINT, POINT * 3, "wrong-count", 5, "`answer` has 8 of what it lists, and 7 is the most"),
        ("answer: They don't count", "answers: They", "missing-field", 17, "`answer` is missing"),
        ("lesson: 78f6", "lesson: 00f6", "unknown-lesson", 20, "no lesson has the uuid"),
        ("show: ask-as-the-role", "show: ask-as-nobody", "unknown-block", 21, "has no `try-it` or `decision` block"),
        ("show: ask-as-the-role", "show: takeaways", "unknown-block", 21, "has no `try-it` or `decision` block"),
        ("lesson: 78f6c5dc", "leson: 78f6c5dc", "missing-field", 1, "`lesson` is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    course_with: Callable[[str, str], CourseReading], old: str, new: str, code: str, line: int, message: str
) -> None:
    reading = course_with(old, new)
    found = [each for each in reading.problems if each.code == code]
    assert [(each.file, each.line) for each in found] == [(CARD, line)]
    assert message in found[0].message
    assert reading.course.cards == ()


def test_too_few_points_are_counted(content: Path) -> None:
    lines = (content / CARD).read_text(encoding="utf-8").split("\n")
    (content / CARD).write_text("\n".join(lines[:4] + lines[6:]), encoding="utf-8")
    (problem,) = load_course(content).problems
    assert problem.message == "`answer` has 4 of what it lists, and 5 is the least"


def test_a_folder_that_is_no_topic_is_told(content: Path) -> None:
    (content / CARD).parent.rename(content / "interview/roles")
    (problem,) = load_course(content).problems
    assert (problem.code, problem.file) == ("unknown-topic", "interview/roles/what-is-a-role.yaml")
    assert "roles-and-sts" in problem.hint


def test_two_cards_may_not_ask_the_same(content: Path) -> None:
    card = (content / CARD).read_text(encoding="utf-8")
    again = content / "interview/users-groups-roles/roles.yaml"
    again.parent.mkdir()
    again.write_text(card.replace("uuid: 3cf7", "uuid: 4cf7", 1), encoding="utf-8")
    assert [problem.code for problem in load_course(content).problems] == ["duplicate-question"]


def test_a_lesson_with_a_mistake_is_told_once(content: Path) -> None:
    lesson = content / LESSON / "lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("(term:sts)", "(term:stss)", 1), encoding="utf-8")
    assert [problem.code for problem in load_course(content).problems] == ["unknown-term"]
