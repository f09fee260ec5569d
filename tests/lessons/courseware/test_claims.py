"""Sessions that a lesson asks as are begun by whoever could: you, a service, an identity provider, another role."""

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
      signed-in:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
           "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Directory"},
           "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}}
        inline_policies:
          read: |
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
             "Condition": {"StringEquals": {"saml:sub": "ben"}}}}
      build:
        trust_policy: |
          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
           "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/ci.example.com"},
           "Condition": {"StringEquals": {"ci.example.com:aud": "sts.amazonaws.com", "ci.example.com:sub": "main"}}}}
        inline_policies:
          read: |
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    saml_providers:
      Directory:
    oidc_providers:
      ci.example.com:
        audiences: [sts.amazonaws.com]
    buckets:
      northwind-dev: {}
"""

Context = dict[str, tuple[str, ...]]

BROKER = """
you: arn:aws:iam::111122223333:user/broker
accounts:
  "111122223333":
    users:
      broker:
        inline_policies:
          broker: |
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
             "Action": ["sts:GetFederationToken", "s3:GetObject"]}}
    buckets:
      northwind-dev: {}
"""
READ = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'


def decision_for(session: str, context: Context | None = None, *, text: str = SCENARIO, policy: str = "") -> Decision:
    scenario = load_scenario(text, "scenario.yaml").scenario
    assert scenario
    asked = AskedRequest(
        caller=f"arn:aws:sts::111122223333:{session}",
        action="s3:GetObject",
        resource="arn:aws:s3:::northwind-dev/plan.txt",
        context=context or {},
    )
    return decide(scenario, Variation(request=asked, session_policy=policy)).decision


def test_a_service_assumes_the_role_that_trusts_it() -> None:
    assert decision_for("assumed-role/worker/night") is Decision.ALLOW


def test_a_role_is_assumed_through_the_role_before_it() -> None:
    assert decision_for("assumed-role/second/night") is Decision.ALLOW


def test_nobody_assumes_a_role_that_denies_it() -> None:
    with pytest.raises(ImpossibleVariation, match="may not assume"):
        decision_for("assumed-role/closed/night")


@pytest.mark.parametrize(("person", "decision"), [("ben", Decision.ALLOW), ("ana", Decision.IMPLICIT_DENY)])
def test_a_directory_vouches_for_whom_the_session_is_named_after(person: str, decision: Decision) -> None:
    assert decision_for(f"assumed-role/signed-in/{person}") is decision


def test_what_a_token_says_stands_in_the_context() -> None:
    assert decision_for("assumed-role/build/run-1", {"ci.example.com:sub": ("main",)}) is Decision.ALLOW
    with pytest.raises(ImpossibleVariation, match="may not assume"):
        decision_for("assumed-role/build/run-1", {"ci.example.com:sub": ("draft",)})


def test_a_federated_user_has_what_the_broker_may_do_and_passes() -> None:
    assert decision_for("federated-user/ben", text=BROKER, policy=READ) is Decision.ALLOW
    assert decision_for("federated-user/ben", text=BROKER) is Decision.IMPLICIT_DENY
    with pytest.raises(ImpossibleVariation, match="gets no session"):
        decision_for("federated-user/ben")


def test_a_user_is_passed_no_session_policy() -> None:
    scenario = load_scenario(SCENARIO, "scenario.yaml").scenario
    assert scenario
    asked = AskedRequest(caller="arn:aws:iam::111122223333:user/ana", action="s3:ListAllMyBuckets", resource="*")
    with pytest.raises(ImpossibleVariation, match="no session"):
        decide(scenario, Variation(request=asked, session_policy=READ))
