from dataclasses import replace

import pytest

from iamlab.cloud import (
    AccessKey,
    Account,
    Bucket,
    CallerIdentity,
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
    Scenario,
    User,
    VpcEndpoint,
    add_to_group,
    attach_policy,
    caller_identity,
    change,
    create,
    delete,
    delete_inline_policy,
    detach_policy,
    dump_scenario,
    load_scenario,
    put_inline_policy,
    remove_from_group,
    rename,
    revoke_sessions,
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


BEN_OF_DEV = f"arn:aws:iam::{DEV}:user/ben"


def trusting_ben() -> Cloud:
    """A role that Ben may assume, for the policy names him."""
    return create(small(), DEV, Role("reports", trust(BEN_OF_DEV))).cloud


def may_assume(cloud: Cloud, arn: str) -> bool:
    """Whether somebody can take on the role `reports`."""
    return decision_of(cloud, arn, "sts:AssumeRole", f"arn:aws:iam::{DEV}:role/reports").allowed


def test_a_trust_policy_that_names_nobody_is_refused_when_it_is_saved() -> None:
    """M45, L74, Y4."""
    ghost = f"arn:aws:iam::{DEV}:user/ghost"
    changed = create(small(), DEV, Role("reports", trust(ghost)))
    assert changed.cloud == small()
    (problem,) = changed.problems
    assert isinstance(problem, RequestProblem)
    assert problem.aws == f'Invalid principal in policy: "AWS":"{ghost}"'
    bucket = Bucket("reports", policy(allow("s3:GetObject", "arn:aws:s3:::reports/*", Principal={"AWS": ghost})))
    (problem,) = create(small(), DEV, bucket).problems
    assert isinstance(problem, RequestProblem)
    assert problem.aws == "Invalid principal in policy"


def test_a_role_cannot_name_itself_before_it_is_there() -> None:
    """M45."""
    own = f"arn:aws:iam::{DEV}:role/reports"
    assert create(small(), DEV, Role("reports", trust(own))).problems
    cloud = create(small(), DEV, Role("reports", trust(ANA))).cloud
    assert not change(cloud, DEV, Role("reports", trust(own))).problems


def test_principals_of_other_accounts_are_taken_as_they_are() -> None:
    """M45: whether they exist is not known here."""
    assert not create(small(), DEV, Role("reports", trust("arn:aws:iam::999900001111:user/zoe"))).problems


def test_whoever_is_deleted_and_made_again_is_somebody_else_to_a_trust_policy() -> None:
    """M43, M36, L81: the policy shows the id of who is gone, and the new user has another."""
    cloud = trusting_ben()
    assert may_assume(cloud, BEN_OF_DEV)
    cloud = delete(cloud, DEV, user(cloud, "ben")).cloud
    assert '"AWS": "AIDA' in cloud.accounts[0].roles[-1].trust_policy
    cloud = create(cloud, DEV, User("ben")).cloud
    assert not may_assume(cloud, BEN_OF_DEV)
    assert not attach_policy(cloud, DEV, cloud.accounts[0].roles[-1], SHARED).problems


def test_a_user_of_another_name_keeps_its_id_and_is_trusted_as_before() -> None:
    """I7, M43."""
    robert = f"arn:aws:iam::{DEV}:user/robert"
    before, cloud = trusting_ben(), trusting_ben()
    cloud = rename(cloud, DEV, user(cloud, "ben"), "robert").cloud
    assert may_assume(cloud, robert)
    ids = [caller_identity(*each) for each in ((before, BEN_OF_DEV), (cloud, robert))]
    assert [each.user_id for each in ids if isinstance(each, CallerIdentity)] == [ids[0].user_id] * 2
    cloud = create(cloud, DEV, User("ben")).cloud
    assert not may_assume(cloud, BEN_OF_DEV)
    assert caller_identity(cloud, BEN_OF_DEV) != ids[1]


def test_ids_that_do_not_follow_from_names_survive_in_a_scenario_file() -> None:
    cloud = trusting_ben()
    cloud = create(delete(cloud, DEV, user(cloud, "ben")).cloud, DEV, User("ben")).cloud
    again = load_scenario(dump_scenario(Scenario(cloud)), "again.yaml").cloud
    assert again == cloud


LINKED = Role(
    "AWSServiceRoleForX",
    policy({"Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}, "Action": "sts:AssumeRole"}),
    "/aws-service-role/x.amazonaws.com/",
)


def with_a_linked_role() -> Cloud:
    """The small account with a service-linked role, which its service has made."""
    account = small().accounts[0]
    return Cloud((replace(account, roles=(*account.roles, LINKED)),))


def test_nobody_makes_a_service_linked_role_by_hand() -> None:
    """S63."""
    (problem,) = create(small(), DEV, LINKED).problems
    assert isinstance(problem, RequestProblem)
    assert problem.field == "path"


def test_only_its_service_changes_a_service_linked_role() -> None:
    """S63: what is written about it is for everybody."""
    cloud, inline = with_a_linked_role(), InlinePolicy("more", LIST)
    arn = f"arn:aws:iam::{DEV}:role{LINKED.path}{LINKED.name}"
    changes = (
        attach_policy(cloud, DEV, LINKED, SHARED),
        put_inline_policy(cloud, DEV, LINKED, inline),
        set_boundary(cloud, DEV, LINKED, SHARED),
        change(cloud, DEV, replace(LINKED, trust_policy=trust(ANA))),
        revoke_sessions(cloud, arn),
    )
    for changed in changes:
        assert changed.cloud == cloud
        (problem,) = changed.problems
        assert isinstance(problem, RequestProblem)
        assert problem.aws.startswith("Cannot perform the operation on the protected role 'AWSServiceRoleForX'")
    assert not change(cloud, DEV, replace(LINKED, description="Scales.", tags=(("team", "web"),))).problems
