from dataclasses import replace

import pytest

from iamlab.cloud import (
    TASK_POLICIES,
    Attached,
    Cloud,
    ControlPolicy,
    Grant,
    InlinePolicy,
    User,
    advance_clock,
    assume_root,
    caller_identity,
    case_for,
    from_state,
    to_state,
)
from iamlab.engine import GateKind
from tests.cloud.northwind import ANA, DEV, PROD, REPORTS, allow, decision_of, northwind, policy
from tests.cloud.test_organization import MANAGEMENT, deny, organized

UNLOCK = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"
CHEN = f"arn:aws:iam::{MANAGEMENT}:user/chen"
ROOT_OF_PROD = f"arn:aws:iam::{PROD}:root"
MAY = policy(allow("sts:AssumeRoot", "arn:aws:iam::*:root", Condition={"StringEquals": {"sts:TaskPolicyArn": UNLOCK}}))


def company(text: str = MAY, **changes: object) -> Cloud:
    """Northwind in an organization, with Chen in the management account."""
    cloud = organized(**changes)
    account = cloud.account(MANAGEMENT)
    assert account
    return cloud.with_account(replace(account, users=(User("chen", inline_policies=(InlinePolicy("root", text),)),)))


def unlocked(cloud: Cloud | None = None) -> Grant:
    """Chen's session for the task."""
    grant = assume_root(cloud or company(), CHEN, PROD, UNLOCK)
    assert grant.session, grant.problems
    return grant


def key_of(grant: Grant) -> str:
    return grant.session.access_key  # type: ignore[union-attr]


def test_the_session_is_the_root_user_for_fifteen_minutes() -> None:
    grant = unlocked()
    identity = caller_identity(grant.cloud, key_of(grant))
    assert identity.arn == ROOT_OF_PROD  # type: ignore[union-attr]
    later = advance_clock(grant.cloud, 901)
    assert case_for(later, key_of(grant), "s3:ListAllMyBuckets", "*").problems
    assert from_state(to_state(grant.cloud)) == grant.cloud


def test_it_does_its_task_and_nothing_else() -> None:
    grant = unlocked()
    assert decision_of(grant.cloud, key_of(grant), "s3:DeleteBucketPolicy", REPORTS).allowed
    denied = decision_of(grant.cloud, key_of(grant), "s3:DeleteBucket", REPORTS)
    assert (denied.allowed, denied.decided_by) == (False, GateKind.SESSION)


def test_it_unlocks_a_bucket_whose_policy_denies_everybody() -> None:
    cloud = company()
    prod = cloud.account(PROD)
    assert prod
    locked = policy({**deny("s3:*"), "Principal": "*"})
    buckets = tuple(replace(bucket, policy=locked) for bucket in prod.buckets)
    grant = unlocked(cloud.with_account(replace(prod, buckets=buckets)))
    assert not decision_of(grant.cloud, ROOT_OF_PROD, "s3:GetObject", f"{REPORTS}/x").allowed
    assert decision_of(grant.cloud, key_of(grant), "s3:DeleteBucketPolicy", REPORTS).allowed


def test_guardrails_of_the_member_hold_for_the_session() -> None:
    no_s3 = (ControlPolicy("no-s3", policy(deny("s3:*"))),)
    cloud = company(scps=no_s3, root=Attached(scps=("FullAWSAccess", "no-s3")))
    grant = unlocked(cloud)
    assert decision_of(grant.cloud, key_of(grant), "s3:GetBucketPolicy", REPORTS).decided_by is GateKind.SCP


def test_a_policy_can_tell_the_session_from_a_root_user_who_signed_in() -> None:
    grant = unlocked()
    for caller, values in ((key_of(grant), ("true",)), (ROOT_OF_PROD, None)):
        case = case_for(grant.cloud, caller, "s3:ListAllMyBuckets", "*").case
        assert case
        entry = case.request.context.entries.get("aws:assumedroot")
        assert (entry.values if entry else None) == values


def test_the_callers_own_policies_decide_with_the_task() -> None:
    refused = assume_root(company(), CHEN, PROD, TASK_POLICIES[0])
    assert refused.session is None
    assert refused.evaluation
    assert refused.evaluation.decided_by is GateKind.IDENTITY
    assert "sts:AssumeRoot" in (refused.message or "")


def test_a_root_user_cannot_call_it() -> None:
    refused = assume_root(company(), f"arn:aws:iam::{MANAGEMENT}:root", PROD, UNLOCK)
    assert refused.evaluation
    assert refused.evaluation.decided_by is GateKind.SERVICE


@pytest.mark.parametrize(
    ("cloud", "caller", "target", "task", "seconds", "field"),
    [
        (company(), CHEN, PROD, UNLOCK, 901, "duration_seconds"),
        (company(), CHEN, PROD, UNLOCK, -1, "duration_seconds"),
        (company(), CHEN, PROD, "arn:aws:iam::aws:policy/AdministratorAccess", None, "task_policy"),
        (company(), CHEN, MANAGEMENT, UNLOCK, None, "target"),
        (company(), CHEN, "somebody", UNLOCK, None, "target"),
        (company(), CHEN, f"arn:aws:iam::{PROD}:user/ben", UNLOCK, None, "target"),
        (company(), ANA, DEV, UNLOCK, None, "caller"),
        (northwind(), ANA, PROD, UNLOCK, None, "caller"),
        (company(), "nobody", PROD, UNLOCK, None, "caller"),
    ],
)
def test_what_sts_refuses_before_any_policy(
    cloud: Cloud, caller: str, target: str, task: str, seconds: int | None, field: str
) -> None:
    grant = assume_root(cloud, caller, target, task, duration_seconds=seconds)
    assert grant.session is None
    assert field in {problem.field for problem in grant.problems}  # type: ignore[union-attr]


def test_a_root_user_by_arn_is_a_target_too() -> None:
    assert assume_root(company(), CHEN, ROOT_OF_PROD, UNLOCK).session
