"""What each directive makes of its body, and what it says of a wrong one."""

from collections.abc import Callable
from textwrap import dedent

import pytest

from lessons.courseware import Block, CourseReading, scenario_of
from lessons.courseware.scenario_figure import who_may_assume

Reading = Callable[[str, str, str], CourseReading]
MARK = "Nothing forbids this request."
POLICY = """
text: |
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::northwind-reports-prod/*"
      }
    ]
  }
"""


@pytest.fixture
def read(reading_with: Reading) -> Callable[[str], CourseReading]:
    """A function that reads lesson 1.4 with a directive put into it."""
    return lambda directive: reading_with("lesson.md", MARK, f"{dedent(directive).strip()}\n\n{MARK}")


def made(reading: CourseReading, kind: str) -> Block:
    """The first block of a kind."""
    assert reading.problems == ()
    (lesson,) = reading.course.lessons()
    return next(block for block in lesson.blocks() if block.kind == kind)


def codes(reading: CourseReading) -> list[str]:
    """What is wrong, by its codes."""
    return [problem.code for problem in reading.problems]


def test_a_policy_has_marked_lines_and_notes(read: Callable[[str], CourseReading]) -> None:
    written = f"::: policy identity\ntitle: Read all\nmark: [2, 5-7]\nnotes:\n  7: Objects only.{POLICY}:::"
    block = made(read(written), "policy")
    assert block.marked == (2, 5, 6, 7)
    assert [(note.line, note.text) for note in block.notes] == [(7, "Objects only.")]
    assert block.text.startswith("{")


def test_a_policy_may_be_one_of_the_scenario(read: Callable[[str], CourseReading]) -> None:
    block = made(read("::: policy 444455556666/role/report-reader/trust\ntitle: The trust policy\n:::"), "policy")
    assert block.policy_kind == "trust"
    assert "AnaMayAssume" in block.text


@pytest.mark.parametrize(
    ("directive", "code"),
    [
        (f"::: policy bucket\ntitle: x{POLICY}:::", "unknown-policy"),
        ("::: policy 111122223333/user/ben/inline/none\ntitle: x\n:::", "unknown-policy"),
        ("::: policy identity\ntitle: x\n:::", "missing-field"),
        (f"::: policy 444455556666/role/report-reader/trust\ntitle: x{POLICY}:::", "unknown-field"),
        (f"::: policy identity\ntitle: x\nmark: 12{POLICY}:::", "no-such-line"),
        (f"::: policy identity\ntitle: x\nmark: 9-70{POLICY}:::", "no-such-line"),
        (f"::: policy identity\ntitle: x\nmark: some{POLICY}:::", "wrong-value"),
        (f"::: policy identity\ntitle: x{POLICY.replace('Allow', 'Permit')}:::", "policy-error"),
        (f"::: policy identity\ntitle: x\nfinds: [INVALID_EFFECT]{POLICY}:::", "false-claim"),
        ("::: same-in-aws List\nconsole: [IAM]\ncli: aws iam list-hats\n:::", "wrong-command"),
        ("::: same-in-aws List\nconsole: [IAM]\ncli: aws hats list\n:::", "wrong-command"),
        ("::: same-in-aws List\nconsole: [IAM]\ncli: list roles\n:::", "wrong-command"),
        ('::: same-in-aws List\nconsole: [IAM]\ncli: "aws iam list-roles \'x"\n:::', "wrong-command"),
        ("::: same-in-aws List\nconsole: []\ncli: aws iam list-roles\n:::", "empty-field"),
        ("::: sandbox there\ntitle: x\npolicies:\n  111122223333/user/ben/inline/x: '{}'\n:::", "impossible-claim"),
        ("::: term hat\n:::", "unknown-term"),
        ("::: quiz first\n:::", "wrong-id"),
        ("::: quiz 00000000-0000-4000-8000-000000000000\n:::", "unknown-question"),
        ("::: challenge\n:::\n\n::: challenge\n:::", "duplicate-challenge"),
    ],
)
def test_what_is_wrong_is_told(read: Callable[[str], CourseReading], directive: str, code: str) -> None:
    assert codes(read(directive)) == [code]


def test_an_expected_finding_is_shown_and_is_no_problem(read: Callable[[str], CourseReading]) -> None:
    wrong = POLICY.replace("Allow", "Permit")
    block = made(read(f"::: policy identity\ntitle: x\nfinds: [INVALID_EFFECT]{wrong}:::"), "policy")
    assert "Permit" in block.remarks[0]


def test_a_remark_of_lint_is_a_warning(read: Callable[[str], CourseReading]) -> None:
    broad = POLICY.replace('"s3:GetObject"', '"iam:PassRole"').replace("arn:aws:s3:::northwind-reports-prod/*", "*")
    reading = read(f"::: policy identity\ntitle: x{broad}:::")
    assert reading.problems == ()
    assert "policy-remark" in [warning.code for warning in reading.warnings]


def test_the_same_in_aws_is_a_path_and_a_command(read: Callable[[str], CourseReading]) -> None:
    block = made(
        read(
            """
            ::: same-in-aws List the roles
            console: [IAM, Roles]
            cli: |
              aws iam list-roles \\
                --query 'Roles[].RoleName'
              aws s3 ls
            :::
            """
        ),
        "same-in-aws",
    )
    assert block.console == ("IAM", "Roles")
    assert block.cli.count("\n") == 2


def test_a_term_stands_with_its_meaning(read: Callable[[str], CourseReading]) -> None:
    assert "AWS Security Token Service" in made(read("::: term sts\n:::"), "term").html


def test_a_figure_is_made_from_the_scenario_with_its_words(read: Callable[[str], CourseReading]) -> None:
    block = made(read("::: figure who-may-assume\ncaption: Both sides agree.\n:::"), "figure")
    assert block.alt == "ana may assume report-reader."
    assert block.svg.count("<rect") == 2
    assert f'aria-label="{block.alt}"' in block.svg


def test_a_scenario_without_roles_makes_no_figure() -> None:
    text = 'now: 2026-09-07T09:00:00Z\naccounts:\n  "111122223333":\n    name: dev\n    users:\n      ana: {}\n'
    assert who_may_assume(scenario_of(text)) is None
