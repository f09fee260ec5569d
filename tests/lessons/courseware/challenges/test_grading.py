"""A challenge is graded by what a policy does."""

import json
from typing import Any

import pytest

from iamlab.cloud import Family
from lessons.courseware import FailureKind, grade, hidden_checks, texts_of
from lessons.courseware.challenges.challenge import Limits

from .conftest import PLACE, Played

OBJECTS, BUCKET = "arn:aws:s3:::northwind-reports-prod/2026/*", "arn:aws:s3:::northwind-reports-prod"


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **each} for each in statements]})


READS = {"Action": "s3:GetObject", "Resource": OBJECTS}
LISTS = {"Action": "s3:ListBucket", "Resource": BUCKET}


def test_the_reference_meets_every_need_and_allows_nothing_more(played: Played) -> None:
    done = played.grade(played.challenge.solution.policies[PLACE])
    assert done.passed
    assert (done.score, done.needs_met, done.held) == (1.0, done.needs, done.forbidden)
    assert done.excess is not None
    assert done.excess.count == 0


@pytest.mark.parametrize(
    "text",
    [
        policy({"Action": ["S3:getobject", "s3:listBUCKET"], "Resource": [OBJECTS, BUCKET]}),
        policy(READS, {**READS, "Resource": f"{BUCKET}/2026/q?/*"}, LISTS),
        policy({"NotAction": ["s3:Put*", "s3:Delete*", "s3:GetObjectT*"], "Resource": OBJECTS}, LISTS),
        policy(
            {"Action": "s3:GetObject", "Resource": f"{BUCKET}/2026/q3/*"}, {**READS, "Resource": f"{OBJECTS}"}, LISTS
        ),
    ],
    ids=["other case of names", "split statements", "NotAction", "tighter ARNs"],
)
def test_any_policy_that_behaves_right_passes(played: Played, text: str) -> None:
    assert played.grade(text).failure is None


def test_the_first_failing_request_is_the_counterexample(played: Played) -> None:
    failure = played.grade(policy(LISTS)).failure
    assert failure
    assert failure.kind is FailureKind.NEED
    assert failure.check
    assert failure.check.name == "Read the revenue of this year's third quarter"
    assert failure.evaluation
    assert not failure.evaluation.allowed


def test_what_is_forbidden_counts_once_all_needs_are_met(played: Played) -> None:
    done = played.grade(policy({**READS, "Resource": f"{BUCKET}/*"}, LISTS))
    assert done.failure
    assert done.failure.kind is FailureKind.FORBIDDEN
    assert done.failure.check
    assert done.failure.check.why == "The task says 2026 and nothing older."
    assert (done.needs_met, done.score) == (3, 0.0)


def test_a_neighbour_that_nobody_saw_fails_too(played: Played) -> None:
    failure = played.grade(policy({**READS, "Resource": f"{BUCKET}/2026*"}, LISTS)).failure
    assert failure
    assert failure.kind is FailureKind.HIDDEN
    assert failure.check
    assert failure.check.family is Family.SIBLING_PREFIX


def test_what_nobody_asked_for_lowers_the_score_and_is_named(played: Played) -> None:
    done = played.grade(policy(READS, LISTS, {"Action": "s3:GetBucketPolicy", "Resource": "arn:aws:s3:::northwind*"}))
    if done.failure:  # drawn among the hidden ones
        assert done.failure.kind is FailureKind.HIDDEN
        return
    assert done.excess
    assert done.score == done.needs / (done.needs + done.excess.count) < 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{\n", FailureKind.UNREADABLE),
        ('{"Version": "2012-10-17", "Statement": []}', FailureKind.REFUSED),
        (policy({**READS, "Sid": "a"}, {**LISTS, "Sid": "a"}), FailureKind.REFUSED),
        ("", FailureKind.UNREADABLE),
    ],
)
def test_a_text_that_cannot_count_says_why(played: Played, text: str, kind: FailureKind) -> None:
    failure = played.grade(text).failure
    assert failure
    assert failure.kind is kind


def test_limits_are_part_of_the_task(played: Played) -> None:
    reference = played.challenge.solution.policies[PLACE]
    few = Played(played.challenge.model_copy(update={"limits": Limits(statements=1)}), played.scenario)
    failure = few.grade(reference).failure
    assert failure
    assert (failure.kind, failure.message) == (FailureKind.LIMIT, "it has 2 statements, and the task allows 1")
    tame = Played(played.challenge.model_copy(update={"limits": Limits(wildcards=False)}), played.scenario)
    failure = tame.grade(reference).failure
    assert failure
    assert "holds a `*`" in failure.message


def test_places_that_may_not_be_edited_are_guardrails(played: Played) -> None:
    trust = "444455556666/role/report-reader/trust"
    texts = {PLACE: played.challenge.solution.policies[PLACE], trust: "{"}
    assert grade(played.challenge, played.scenario, texts).passed


def test_the_start_is_what_the_scenario_has_where_nothing_replaces_it(played: Played) -> None:
    assert "ReadReports" in texts_of(played.challenge, played.scenario)[PLACE]


def test_hidden_requests_are_the_same_for_everybody_and_one_step_from_a_need(played: Played) -> None:
    drawn = hidden_checks(played.challenge, played.scenario)
    assert drawn == hidden_checks(played.challenge, played.scenario)
    assert len(drawn) == sum(played.challenge.hidden.values()) >= 12
    assert not any(allowed for _, allowed in drawn)
