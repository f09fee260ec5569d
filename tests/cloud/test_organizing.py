from dataclasses import replace

import pytest

from iamlab.cloud import (
    Attached,
    Changed,
    Cloud,
    ControlPolicy,
    attach_control_policies,
    create_rcp,
    create_scp,
    create_unit,
    delete_unit,
    move_account,
)
from iamlab.engine import GateKind
from tests.cloud.northwind import ANA, BEN, DEV, PROD, allow, decision_of, northwind, policy
from tests.cloud.test_organization import BUCKETS, deny, organized

NO_S3 = ControlPolicy("no-s3", policy(deny("s3:*")))
MALFORMED = (
    "MalformedPolicyDocumentException: The provided policy document does not meet the requirements of the specified "
    "policy type."
)
WITH_NO_S3 = Attached(scps=("FullAWSAccess", "no-s3"))


def changed(outcome: Changed) -> Cloud:
    """The cloud after a change that AWS would make."""
    assert outcome.problems == ()
    return outcome.cloud


@pytest.mark.parametrize("target", ["Root", "workloads", "workloads/prod", PROD])
def test_a_policy_counts_wherever_above_the_account_it_is_attached(target: str) -> None:
    cloud = changed(attach_control_policies(changed(create_scp(organized(), NO_S3)), target, WITH_NO_S3))
    assert decision_of(cloud, BEN, *BUCKETS).decided_by is GateKind.SCP
    assert changed(attach_control_policies(cloud, target, Attached())) == changed(create_scp(organized(), NO_S3))


def test_an_account_that_moves_leaves_the_policies_of_its_unit() -> None:
    cloud = changed(attach_control_policies(changed(create_scp(organized(), NO_S3)), "workloads", WITH_NO_S3))
    assert decision_of(changed(move_account(cloud, PROD, "")), BEN, *BUCKETS).allowed
    assert decision_of(changed(move_account(cloud, DEV, "workloads/prod")), ANA, *BUCKETS).decided_by is GateKind.SCP


def test_a_policy_of_a_name_that_exists_is_refused_and_the_first_one_stands() -> None:
    rcp = ControlPolicy("own", policy(deny("s3:*", Principal="*")))
    cloud = changed(create_rcp(organized(), rcp))
    outcome = create_rcp(cloud, replace(rcp, text=policy(deny("sqs:*", Principal="*"))))
    (problem,) = outcome.problems
    assert problem.aws == "DuplicatePolicyException: A policy with the same name already exists."
    assert outcome.cloud == cloud


def test_a_name_that_differs_in_case_alone_is_refused_too() -> None:
    cloud = changed(create_scp(organized(), NO_S3))
    (problem,) = create_scp(cloud, replace(NO_S3, name="No-S3")).problems
    assert "`no-s3` exists already" in problem.message


def test_an_scp_and_an_rcp_may_have_one_name() -> None:
    rcp = ControlPolicy(NO_S3.name, policy(deny("s3:*", Principal="*")))
    cloud = changed(create_rcp(changed(create_scp(organized(), NO_S3)), rcp))
    assert cloud.organization is not None
    assert NO_S3 in cloud.organization.scps
    assert rcp in cloud.organization.rcps


def test_units_come_and_go_when_they_are_empty() -> None:
    cloud = changed(create_unit(organized(), "workloads/test"))
    assert changed(delete_unit(cloud, "workloads/test")) == organized()


@pytest.mark.parametrize(
    ("outcome", "aws"),
    [
        (create_unit(organized(), "workloads"), "An OU with the same name already exists."),
        (create_unit(organized(), "a/b/c/d/e/f"), "ConstraintViolationException: OU_DEPTH_LIMIT_EXCEEDED"),
        (create_unit(organized(), "nowhere/x"), ""),
        (create_unit(organized(), "an\x1bescape"), ""),
        (delete_unit(organized(), "workloads"), "OrganizationalUnitNotEmptyException"),
        (delete_unit(organized(), "workloads/prod"), "OrganizationalUnitNotEmptyException"),
        (move_account(organized(), PROD, "nowhere"), ""),
        (create_scp(organized(), ControlPolicy("FullAWSAccess", NO_S3.text)), ""),
        (create_scp(organized(), ControlPolicy("long", NO_S3.text + " " * 10_241)), ""),
        (create_scp(organized(), ControlPolicy("unread", "{")), MALFORMED),
        (create_rcp(organized(), ControlPolicy("an-allow", policy(allow("s3:*", Principal="*")))), MALFORMED),
        (
            attach_control_policies(organized(), "Root", Attached(scps=("FullAWSAccess",) * 2)),
            "DuplicatePolicyAttachmentException: The selected policy is already attached to the specified target.",
        ),
        (attach_control_policies(organized(), "Root", WITH_NO_S3), ""),
        (
            attach_control_policies(organized(), PROD, Attached(scps=())),
            "ConstraintViolationException: MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        ),
    ],
)
def test_what_aws_organizations_would_not_do_is_refused(outcome: Changed, aws: str) -> None:
    (problem,) = outcome.problems
    assert problem.help
    assert problem.aws == aws
    assert outcome.cloud == organized()


def test_what_is_not_there_is_a_programmers_mistake() -> None:
    for act in (
        lambda: create_unit(northwind(), "x"),
        lambda: delete_unit(organized(), "x"),
        lambda: move_account(organized(), "123456789012", ""),
        lambda: attach_control_policies(organized(), "x", Attached()),
    ):
        with pytest.raises(LookupError):
            act()
