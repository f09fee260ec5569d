"""Sessions that a lesson asks as are assumed by whoever could: you, a service, or a role that you may assume."""

import pytest

from iamlab.cloud import load_scenario
from iamlab.engine import Decision
from lessons.courseware.claims import ImpossibleVariation, decide
from lessons.courseware.requests import AskedRequest, Variation

SCENARIO = """
you: arn:aws:iam::111122223333:user/ana
accounts:
  "111122223333":
    users:
      ana: {}
    roles:
      first:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}}}
      second:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"AWS": "arn:aws:iam::111122223333:role/first"}}}
        inline_policies:
          read: |
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
      worker:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"Service": "lambda.amazonaws.com"}}}
        inline_policies:
          read: |
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
      closed:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "sts:AssumeRole",
           "Principal": {"Service": "lambda.amazonaws.com"}}}
    buckets:
      northwind-dev: {}
"""


def decision_for(role: str) -> Decision:
    scenario = load_scenario(SCENARIO, "scenario.yaml").scenario
    assert scenario
    asked = AskedRequest(
        caller=f"arn:aws:sts::111122223333:assumed-role/{role}/night",
        action="s3:GetObject",
        resource="arn:aws:s3:::northwind-dev/plan.txt",
    )
    return decide(scenario, Variation(request=asked)).decision


def test_a_service_assumes_the_role_that_trusts_it() -> None:
    assert decision_for("worker") is Decision.ALLOW


def test_a_role_is_assumed_through_the_role_before_it() -> None:
    assert decision_for("second") is Decision.ALLOW


def test_nobody_assumes_a_role_that_denies_it() -> None:
    with pytest.raises(ImpossibleVariation, match="may not assume"):
        decision_for("closed")
