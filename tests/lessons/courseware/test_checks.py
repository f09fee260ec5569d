"""Questions have to be worth asking: enough variants, more than one answer, no key that its length gives away."""

from collections.abc import Callable

from lessons.courseware import CourseReading

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
