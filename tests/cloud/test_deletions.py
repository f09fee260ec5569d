"""What AWS keeps as it is: paths that are part of ARNs, and what still holds something."""

from dataclasses import replace

import pytest

from iamlab.cloud import (
    Bucket,
    InstanceProfile,
    ManagedPolicy,
    PolicyVersion,
    RequestProblem,
    Resource,
    ResourceKind,
    Role,
    User,
    attach_policy,
    change,
    create,
    delete,
    from_state,
    to_state,
)
from tests.cloud.northwind import ANA, DEV, trust
from tests.cloud.test_changes import LIST, SHARED, small


@pytest.mark.parametrize(
    ("thing", "of"),
    [
        (ManagedPolicy("shared", LIST, path="/team/"), "a policy"),
        (Role("web", trust(ANA), path="/team/"), "a role"),
        (InstanceProfile("web", "web", path="/team/"), "an instance profile"),
    ],
)
def test_paths_that_others_know_as_part_of_an_arn_stay(thing: ManagedPolicy | Role | InstanceProfile, of: str) -> None:
    attached = attach_policy(small(), DEV, User("ben"), SHARED).cloud
    changed = change(attached, DEV, thing)
    (problem,) = changed.problems
    assert isinstance(problem, RequestProblem)
    assert (problem.field, problem.message) == ("path", f"IAM changes no path of {of}, which is part of its ARN")
    assert from_state(to_state(changed.cloud)) == attached


def test_users_and_groups_move_to_another_path() -> None:
    account = small().accounts[0]
    for thing in (account.users[0], account.groups[0]):
        assert not change(small(), DEV, replace(thing, path="/team/")).problems


def test_a_bucket_goes_once_it_is_empty() -> None:
    one = Resource(ResourceKind.OBJECT, "reports/2026/q1.csv")
    cloud = create(create(small(), DEV, Bucket("reports")).cloud, DEV, one).cloud
    cloud = create(cloud, DEV, Bucket("reports-2")).cloud
    (problem,) = delete(cloud, DEV, Bucket("reports")).problems
    assert isinstance(problem, RequestProblem)
    assert problem.aws == "The bucket you tried to delete is not empty"
    assert not delete(cloud, DEV, Bucket("reports-2")).problems
    assert not delete(delete(cloud, DEV, one).cloud, DEV, Bucket("reports")).problems


def test_a_policy_goes_once_it_has_one_version() -> None:
    policy = ManagedPolicy("limits", LIST, version=2, other_versions=(PolicyVersion(1, LIST),))
    cloud = create(small(), DEV, policy).cloud
    (problem,) = delete(cloud, DEV, policy).problems
    assert isinstance(problem, RequestProblem)
    assert problem.aws.startswith("This policy has more than one version.")
    alone = replace(policy, other_versions=())
    assert not delete(change(cloud, DEV, alone).cloud, DEV, alone).problems
