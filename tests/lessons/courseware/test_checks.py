"""Questions have to be worth asking: enough variants, more than one answer, no key that its length gives away."""

import re
from collections.abc import Callable
from pathlib import Path

from lessons.courseware import CourseReading, load_course
from tests.lessons.one_lesson import LESSON

Reading = Callable[[str, str, str], CourseReading]

SESSIONS = """      session:
        - ana
        - ana-q3-review
        - ana-laptop
"""
DENIED = """        - action: s3:ListBucket
          resource: arn:aws:s3:::northwind-dev
        - action: sts:AssumeRole
          resource: arn:aws:iam::444455556666:role/report-reader
"""


def codes(reading: CourseReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_template_needs_enough_variants(reading_with: Reading) -> None:
    few = SESSIONS.replace("        - ana-q3-review\n", "").replace("- ana-laptop", "- ana")
    assert codes(reading_with("quiz.yaml", SESSIONS, few)) == ["few-variants"]


def test_a_template_needs_more_than_one_answer(reading_with: Reading) -> None:
    allowed = DENIED.replace("northwind-dev", "northwind-reports-prod").replace("sts:AssumeRole", "s3:GetObject")
    allowed = allowed.replace("arn:aws:iam::444455556666:role/report-reader", "arn:aws:s3:::northwind-reports-prod/x")
    assert codes(reading_with("quiz.yaml", DENIED, allowed)) == ["one-key"]


def test_a_slot_that_stands_nowhere_is_a_warning(reading_with: Reading) -> None:
    reading = reading_with("quiz.yaml", SESSIONS, f"{SESSIONS}      colour: [red, blue]\n")
    assert codes(reading) == []
    assert [warning.code for warning in reading.warnings] == ["unused-slot"]


def test_keys_that_are_longest_too_often_are_a_warning(reading_with: Reading) -> None:
    longest = "None of them at all, since no role ever has one of its own"
    reading_with("quiz.yaml", "- text: None\n", f"- text: {longest}\n")
    reading = reading_with("quiz.yaml", "- text: Temporary credentials of a role session", f"- text: {longest}, either")
    assert codes(reading) == []
    assert [warning.code for warning in reading.warnings] == ["long-keys"]


def test_nobody_has_a_session_of_a_role_that_lets_nobody_in(reading_with: Reading) -> None:
    reading = reading_with(
        "scenario.yaml",
        'Sid": "AnaMayAssume",\n                "Effect": "Allow"',
        'Sid": "NobodyMay",\n                "Effect": "Deny"',
    )
    assert "impossible-claim" in codes(reading)
    assert "impossible-draw" in codes(reading)


def test_two_stems_of_a_lesson_that_are_nearly_alike_are_a_warning(reading_with: Reading) -> None:
    other = "Ana calls `sts:AssumeRole` on `report-reader`, and these two policies have a say. What does AWS decide?"
    alike = "Ana calls `sts:AssumeRole` on `report-reader`, and *those* two policies have a say: what does AWS decide?"
    first = "Ana has assumed `report-reader` and works as its session. What does AWS decide about this request?"
    reading = reading_with("quiz.yaml", f"ask: {first}", f'ask: "{alike}"')
    assert other in reading.course.modules[0].lessons[0].questions[2].ask
    assert codes(reading) == []
    (warning,) = reading.warnings
    assert (warning.code, warning.file.endswith("quiz.yaml")) == ("stems-alike", True)
    assert warning.message == "question 3 asks nearly in the words of question 2"
    assert warning.line > 40


def test_a_module_needs_figures(content: Path) -> None:
    file = content / LESSON / "lesson.md"
    text = re.sub(r"(?s)^::: figure .+?^:::\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    reading = load_course(content)
    assert codes(reading) == ["few-figures"]
    assert "module 1 has 0 figures, and 1 are the least" in reading.problems[0].message
