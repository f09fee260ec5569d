"""The tasks of module 2: each can be done, and what the lesson starts with does not do it."""

import json
from typing import Any

import pytest

from iamlab.cloud import case_for
from iamlab.engine import evaluate
from lessons.courseware import AskedRequest, Course, Lesson, Variation, scenario_of, varied
from tests.whole_course import whole_course

DEV = "111122223333"
EU, US = (f"arn:aws:ec2:{region}:{DEV}:instance" for region in ("eu-central-1", "us-east-1"))
REPORTS, TELEMETRY = "arn:aws:s3:::northwind-reports-dev", "arn:aws:s3:::northwind-telemetry-dev"
TRAIL = f"arn:aws:cloudtrail:eu-central-1:{DEV}:trail/northwind-dev"
SERVERS = f"arn:aws:ec2:*:{DEV}:instance/*"
OFFICES, BERLIN = ["203.0.113.0/24", "198.51.100.0/24"], ("203.0.113.9",)
STOP, TERMINATE = "ec2:StopInstances", "ec2:TerminateInstances"
MFA = {"aws:MultiFactorAuthPresent": ("true",)}

Row = tuple[str, str, dict[str, tuple[str, ...]], str]


def statement(effect: str, resource: Any, **rest: Any) -> dict[str, Any]:
    return {"Effect": effect, "Resource": resource, **rest}


TASKS: dict[str, tuple[str, list[dict[str, Any]], list[Row]]] = {
    "how-do-i-read-a-policy": (
        "user/ben/inline/ben-reports",
        [
            statement("Allow", f"{REPORTS}/*", Action="s3:GetObject"),
            statement("Allow", f"{REPORTS}/exports/*", Action="s3:DeleteObject"),
            statement("Deny", f"{REPORTS}/drafts/*", Action="s3:GetObject"),
        ],
        [
            ("s3:DeleteObject", f"{REPORTS}/exports/old.csv", {}, "allow"),
            ("s3:PutObject", f"{REPORTS}/exports/new.csv", {}, "implicit_deny"),
            ("s3:DeleteObject", f"{REPORTS}/2025/q4/costs.csv", {}, "implicit_deny"),
            ("s3:GetObject", f"{REPORTS}/drafts/q4-forecast.csv", {}, "explicit_deny"),
        ],
    ),
    "why-did-listbucket-fail": (
        "user/ana/inline/ana-telemetry",
        [
            statement("Allow", TELEMETRY, Action="s3:ListBucket"),
            statement("Allow", f"{TELEMETRY}/*", Action="s3:GetObject"),
            statement("Allow", f"{TELEMETRY}/2026/09/*", Action="s3:PutObject"),
        ],
        [
            ("s3:ListBucket", TELEMETRY, {}, "allow"),
            ("s3:GetObject", f"{TELEMETRY}/2026/08/31.json", {}, "allow"),
            ("s3:PutObject", f"{TELEMETRY}/2026/09/07.json", {}, "allow"),
            ("s3:PutObject", f"{TELEMETRY}/2026/08/31.json", {}, "implicit_deny"),
            ("s3:ListBucket", f"{TELEMETRY}-archive", {}, "implicit_deny"),
        ],
    ),
    "what-does-notaction-really-allow": (
        "user/ana/inline/ana-developer",
        [
            statement("Allow", "*", NotAction="iam:*"),
            statement("Deny", "*", Action=["cloudtrail:StopLogging", "iam:CreateAccessKey"]),
        ],
        [
            (STOP, f"{EU}/i-0a11a111", {}, "allow"),
            ("cloudtrail:StopLogging", TRAIL, {}, "explicit_deny"),
            ("iam:CreateAccessKey", f"arn:aws:iam::{DEV}:user/ana", {}, "explicit_deny"),
        ],
    ),
    "how-do-conditions-work": (
        "user/ben/inline/ben-servers",
        [
            statement(
                "Allow",
                SERVERS,
                Action=["ec2:StartInstances", STOP],
                Condition={
                    "IpAddress": {"aws:SourceIp": OFFICES},
                    "StringEquals": {"aws:ResourceTag/team": "analytics", "aws:RequestedRegion": "eu-central-1"},
                    "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"},
                },
            )
        ],
        [
            (STOP, f"{EU}/i-0a11a111", {"aws:SourceIp": BERLIN}, "allow"),
            (STOP, f"{US}/i-0c33c333", {"aws:SourceIp": BERLIN}, "implicit_deny"),
            (STOP, f"{EU}/i-0b22b222", {"aws:SourceIp": BERLIN}, "implicit_deny"),
            (
                STOP,
                f"{EU}/i-0a11a111",
                {"aws:SourceIp": BERLIN, "aws:CurrentTime": ("2027-01-01T00:00:00Z",)},
                "implicit_deny",
            ),
        ],
    ),
    "what-if-the-key-isnt-in-the-request": (
        "user/ana/inline/ana-servers",
        [
            statement("Allow", SERVERS, Action=STOP),
            statement(
                "Allow", SERVERS, Action=TERMINATE, Condition={"StringEquals": {"aws:ResourceTag/team": "robots"}}
            ),
            statement(
                "Deny",
                "*",
                Action=TERMINATE,
                Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
            ),
        ],
        [
            (TERMINATE, f"{EU}/i-0a11a111", {}, "explicit_deny"),
            (TERMINATE, f"{EU}/i-0a11a111", MFA, "allow"),
            (TERMINATE, f"{EU}/i-0d44d444", MFA, "implicit_deny"),
            (STOP, f"{EU}/i-0d44d444", {}, "allow"),
        ],
    ),
}


@pytest.fixture(scope="module")
def course() -> Course:
    return whole_course().course


def answers(lesson: Lesson, rows: list[Row], policies: dict[str, str]) -> list[str]:
    """What the engine says to the rows of a task, in the lesson's own cloud with some policies replaced."""
    scenario = scenario_of(lesson.scenario)
    caller = scenario.you or ""
    decisions = []
    for action, resource, context, _ in rows:
        asked = AskedRequest(caller=caller, action=action, resource=resource)
        cloud = varied(scenario.cloud, caller, Variation(policies=policies, request=asked))
        reading = case_for(cloud, caller, action, resource, context)
        assert reading.case, reading.problems
        decisions.append(str(evaluate(reading.case).decision))
    return decisions


@pytest.mark.parametrize("slug", TASKS)
def test_a_task_can_be_done_and_is_not_done_yet(course: Course, slug: str) -> None:
    place, statements, rows = TASKS[slug]
    lesson = next(lesson for lesson in course.lessons() if lesson.slug == slug)
    solution = {f"{DEV}/{place}": json.dumps({"Version": "2012-10-17", "Statement": statements})}
    wanted = [answer for *_, answer in rows]
    assert answers(lesson, rows, solution) == wanted
    assert answers(lesson, rows, {}) != wanted
