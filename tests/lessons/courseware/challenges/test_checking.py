"""`check_lessons` plays every challenge."""

from collections.abc import Callable

import pytest

from lessons.courseware import CourseReading
from lessons.courseware.challenges.mutants import mutants

Reading = Callable[[str, str, str], CourseReading]
FILE = "challenge.yaml"


def codes(reading: CourseReading) -> list[str]:
    return [problem.code for problem in reading.problems if problem.file.endswith(FILE)]


def test_the_challenge_that_ships_has_no_problem(reading_with: Reading) -> None:
    assert codes(reading_with(FILE, "minutes: 10", "minutes: 12")) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"Resource": "arn:aws:s3:::northwind-reports-prod/2026/*"', '"Resource": "*"', "solution-fails"),
        ("prod/2026*", "prod/2026/*", "wrong-passes"),
        ("  plain: 5\n", "  plain: 40\n", "few-hidden"),
        ("  plain: 5\n", "", "wrong-value"),
        ("edits:\n  - 4444", "edits:\n  - 5555", "wrong-value"),
        (
            "slug: reports-of-2026\n",
            "slug: reports-of-2026\nstart:\n  111122223333/user/zed/inline/a: x\n",
            "unknown-policy",
        ),
        ("  other_action: 4\n", "  no_such_family: 4\n", "wrong-value"),
        ("loosened: 444455556666/role", "loosened: 555555555555/role", "loose-reference-passes"),
        ("loosened: 444455556666/role", "loosened: 555555555555/role", "not-also-allowed"),
        ("uuid: 2ec1cbad-0952-43d2-bd7f-0a842ce21588", "uuid: 78f6c5dc-14a2-40a6-8748-5427c68f0bcb", "duplicate-uuid"),
    ],
)
def test_every_mistake_is_told(reading_with: Reading, old: str, new: str, code: str) -> None:
    assert code in codes(reading_with(FILE, old, new))


def test_what_could_be_drawn_is_told_by_family(reading_with: Reading) -> None:
    problems = reading_with(FILE, "  plain: 5\n", "  plain: 40\n").problems
    (hint,) = [problem.hint for problem in problems if problem.code == "few-hidden"]
    assert hint.startswith("What can be drawn: plain ")
    assert "other_action " in hint


def test_a_challenge_that_is_solved_as_it_starts_is_none(reading_with: Reading) -> None:
    start = """slug: reports-of-2026
start:
  444455556666/role/report-reader/inline/read-reports: |
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::northwind-reports-prod/2026/*"},
      {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::northwind-reports-prod"}]}
"""
    assert "starter-passes" in codes(reading_with(FILE, "slug: reports-of-2026\n", start))


def test_a_reference_is_loosened_one_element_at_a_time() -> None:
    text = """{"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["s3:GetObject", "s3:*"], "Resource": "arn:aws:s3:::a",
       "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"},
       "Condition": {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"a:b": "c", "d:e": "f"}}},
      {"Effect": "Deny", "Action": "*", "Resource": "*"}]}"""
    assert [loosened for loosened, _ in mutants({"p": text})] == [
        "p#/Statement/0/Action/0",
        "p#/Statement/0/Resource",
        "p#/Statement/0/Condition/Bool/aws:SecureTransport",
        "p#/Statement/0/Condition/StringEquals/a:b",
        "p#/Statement/0/Condition/StringEquals/d:e",
        "p#/Statement/0/Principal/AWS",
        "p#/Statement/1",
    ]
