from dataclasses import replace

import pytest

from iamlab.cloud import (
    AccessKey,
    Account,
    Bucket,
    Changed,
    Cloud,
    Group,
    InlinePolicy,
    InstanceProfile,
    ManagedPolicy,
    OidcProvider,
    RequestProblem,
    Resource,
    ResourceKind,
    Role,
    SamlProvider,
    User,
    VpcEndpoint,
    add_to_group,
    attach_policy,
    change,
    create,
    delete,
    delete_inline_policy,
    detach_policy,
    put_inline_policy,
    remove_from_group,
    rename,
    set_boundary,
)
from tests.cloud.northwind import ANA, DEV, PROD, allow, decision_of, northwind, policy, trust

SHARED = f"arn:aws:iam::{DEV}:policy/shared"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
LIST = policy(allow("s3:ListBucket"))


def small() -> Cloud:
    """An account with one of each thing that others hang on."""
    account = Account(
        DEV,
        "dev",
        users=(User("ana", groups=("devs",)), User("ben")),
        groups=(Group("devs"),),
        roles=(Role("web", trust(ANA)),),
        managed_policies=(ManagedPolicy("shared", LIST),),
        instance_profiles=(InstanceProfile("web", "web"),),
    )
    return Cloud((account,))


def user(cloud: Cloud, name: str) -> User:
    """The user of that name."""
    return next(user for user in cloud.accounts[0].users if user.name == name)


def changed(outcome: Changed) -> Cloud:
    """The cloud after a change that AWS would make."""
    assert outcome.problems == ()
    return outcome.cloud


def refused(outcome: Changed, before: Cloud) -> RequestProblem:
    """The one reason why a change is not made; the cloud stays as it was."""
    assert outcome.cloud == before
    (problem,) = outcome.problems
    assert isinstance(problem, RequestProblem)
    assert problem.help
    return problem


@pytest.mark.parametrize(
    "thing",
    [
        User("new"),
        Group("new"),
        Role("new", trust(ANA)),
        ManagedPolicy("new", LIST),
        InstanceProfile("new"),
        SamlProvider("new"),
        OidcProvider("new.example/path"),
        Bucket("new"),
        Resource(ResourceKind.QUEUE, "new"),
        VpcEndpoint("vpce-0a1b2c3d", "vpc-0a1b2c3d", "s3"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_was_created_can_be_deleted_again(thing: User) -> None:
    before = small()
    after = changed(create(before, DEV, thing))
    assert after != before
    assert refused(create(after, DEV, thing), after).field == "name"
    assert changed(delete(after, DEV, thing)) == before


@pytest.mark.parametrize(
    ("thing", "field", "aws"),
    [
        (User("ANA"), "name", "User with name ANA already exists."),
        (
            ManagedPolicy("Shared", LIST),
            "name",
            "A policy called Shared already exists. Duplicate names are not allowed.",
        ),
        (User("a b"), "name", ""),
        (User("new", path="team"), "path", ""),
        (User("new", groups=("ops",)), "groups", "The group with name ops cannot be found."),
        (
            User("new", attached_policies=(f"{SHARED}s",)),
            "attached_policies",
            f"Policy {SHARED}s does not exist or is not attachable.",
        ),
        (Bucket("UPPER"), "name", ""),
        (InstanceProfile("new", "gone"), "role", ""),
        (User("new", mfa_devices=tuple("abcdefghi")), "mfa_devices", "Cannot exceed quota for MFADevicesPerUser: 8"),
    ],
)
def test_what_aws_would_not_create_is_refused(thing: User, field: str, aws: str) -> None:
    before = small()
    problem = refused(create(before, DEV, thing), before)
    assert (problem.field, problem.aws) == (field, aws)


def test_a_policy_that_cannot_be_read_is_not_saved() -> None:
    before = small()
    outcome = put_inline_policy(before, DEV, user(before, "ana"), InlinePolicy("own", "{"))
    assert [problem.kind for problem in outcome.problems] == ["policy"]
    assert outcome.cloud == before


def test_a_bucket_name_is_taken_in_all_accounts() -> None:
    before = northwind()
    assert refused(create(before, DEV, Bucket("northwind-reports-prod")), before).field == "name"


def test_an_attached_policy_counts_until_it_is_detached() -> None:
    cloud = northwind()
    ben = cloud.accounts[1].users[0]
    request = (f"arn:aws:iam::{PROD}:user/ben", "s3:ListAllMyBuckets", "*")
    cloud = changed(attach_policy(cloud, PROD, ben, READ_ONLY))
    assert decision_of(cloud, *request).allowed
    assert changed(attach_policy(cloud, PROD, cloud.accounts[1].users[0], READ_ONLY)) == cloud
    cloud = changed(set_boundary(cloud, PROD, cloud.accounts[1].users[0], "arn:aws:iam::aws:policy/IAMFullAccess"))
    assert not decision_of(cloud, *request).allowed
    cloud = changed(set_boundary(cloud, PROD, cloud.accounts[1].users[0], None))
    cloud = changed(detach_policy(cloud, PROD, cloud.accounts[1].users[0], READ_ONLY))
    assert cloud == northwind()


def test_inline_policies_are_added_replaced_and_deleted() -> None:
    cloud = changed(put_inline_policy(small(), DEV, user(small(), "ana"), InlinePolicy("own", LIST)))
    cloud = changed(put_inline_policy(cloud, DEV, user(cloud, "ana"), InlinePolicy("own", policy())))
    assert user(cloud, "ana").inline_policies == (InlinePolicy("own", policy()),)
    assert changed(delete_inline_policy(cloud, DEV, user(cloud, "ana"), "own")) == small()


def test_members_stay_members_when_their_group_is_renamed() -> None:
    cloud = changed(rename(small(), DEV, Group("devs"), "developers"))
    assert user(cloud, "ana").groups == ("developers",)
    cloud = changed(remove_from_group(cloud, DEV, user(cloud, "ana"), "developers"))
    cloud = changed(add_to_group(cloud, DEV, user(cloud, "ben"), "developers"))
    assert (user(cloud, "ana").groups, user(cloud, "ben").groups) == ((), ("developers",))


def test_a_user_can_be_renamed_in_case_only_and_not_to_a_name_that_is_taken() -> None:
    before = small()
    assert user(changed(rename(before, DEV, user(before, "ben"), "Ben")), "Ben")
    assert refused(rename(before, DEV, user(before, "ben"), "Ana"), before).aws == "User with name Ana already exists."


@pytest.mark.parametrize(
    ("thing", "first"),
    [
        (User("ben", attached_policies=(SHARED,)), "detach all policies"),
        (User("ben", inline_policies=(InlinePolicy("own", LIST),)), "delete policies"),
        (User("ben", groups=("devs",)), "remove users from group"),
        (User("ben", access_keys=(AccessKey("AKIAIOSFODNN7EXAMPLE"),)), "delete access keys"),
        (User("ben", mfa_devices=("phone",)), "delete MFA device"),
        (User("ben", console_access=True), "delete login profile"),
        (Group("devs"), "remove users from group"),
        (Role("web", trust(ANA)), "remove roles from instance profile"),
        (InstanceProfile("web", "web"), "remove roles from instance profile"),
    ],
)
def test_what_others_hang_on_cannot_be_deleted(thing: User, first: str) -> None:
    before = changed(change(small(), DEV, thing))
    assert refused(delete(before, DEV, thing), before).aws == f"Cannot delete entity, must {first} first."


def test_a_managed_policy_in_use_cannot_be_deleted() -> None:
    shared = ManagedPolicy("shared", LIST)
    for field in ({"attached_policies": (SHARED,)}, {"permissions_boundary": SHARED}):
        before = changed(change(small(), DEV, replace(User("ben"), **field)))
        assert refused(delete(before, DEV, shared), before).aws == "Cannot delete a policy attached to entities."


def test_what_is_not_there_is_a_programmers_mistake() -> None:
    for act in (
        lambda: create(small(), PROD, User("x")),
        lambda: change(small(), DEV, User("x")),
        lambda: rename(small(), DEV, User("x"), "y"),
    ):
        with pytest.raises(LookupError):
            act()
