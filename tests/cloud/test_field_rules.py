"""What AWS refuses of single fields: a change and a scenario file are held to the same rules."""

from dataclasses import replace

import pytest

from iamlab.cloud import (
    AccessKey,
    Account,
    Bucket,
    Cloud,
    Group,
    InlinePolicy,
    ManagedPolicy,
    OidcProvider,
    Resource,
    ResourceKind,
    Role,
    Scenario,
    Tags,
    Thing,
    User,
    VpcEndpoint,
    change,
    create,
    default_key_policy,
    dump_scenario,
    load_scenario,
    size_problem,
)
from tests.cloud.northwind import ANA, DEV, allow, policy, trust

LIST = policy(allow("s3:ListBucket"))
ENDPOINT = VpcEndpoint("vpce-0a1b2c3d", "vpc-0a1b2c3d", "s3")


def account(**things: tuple[Thing, ...]) -> Cloud:
    """An account with a user whom policies may name, a bucket, and what is given besides."""
    held = {"users": (User("ana"),), "buckets": (Bucket("reports"),), **things}
    return Cloud((replace(Account(DEV, "dev"), **held),))  # type: ignore[arg-type]


FIELDS = {User: "users", Group: "groups", Role: "roles", ManagedPolicy: "managed_policies", Bucket: "buckets"} | {
    Resource: "resources", VpcEndpoint: "vpc_endpoints", OidcProvider: "oidc_providers"
}  # fmt: skip


def tagged(*tags: tuple[str, str]) -> User:
    return User("zoe", tags=tags)


def numbered(count: int) -> Tags:
    return tuple((f"k{number}", "v") for number in range(count))


REFUSED = [
    (tagged(*numbered(51)), "51 tags are too many"),
    (tagged(("aws:x", "v")), "tag `aws:x` begins with `aws:`"),
    (tagged(("", "v")), "tag `` is too long or empty"),
    (tagged(("a!", "v")), "`a!` holds a character that tags cannot have"),
    (tagged(("k", "v" * 257)), "tag `k` is too long or empty"),
    (tagged(("Dept", "v"), ("dept", "w")), "tag `dept` stands here twice"),
    (User("zoe", inline_policies=(InlinePolicy("a b/c", LIST),)), "`a b/c` is not a name for "),
    (User("zoe", inline_policies=(InlinePolicy("x" * 129, LIST),)), "is not a name for "),
    (User("zoe", access_keys=(AccessKey("nope"),)), "`nope` is not "),
    (User("zoe", mfa_devices=("",)), "`` is not the name of a device"),
    (User("zoe", mfa_devices=("my phone",)), "`my phone` is not the name of a device"),
    (Role("builder", trust(ANA), max_session_duration=3_599), "`3599` is not a maximum session duration"),
    (Role("builder", trust(ANA), max_session_duration=43_201), "`43201` is not a maximum session duration"),
    (Resource(ResourceKind.QUEUE, "orders", region="mars"), "`mars` is not a region"),
    (replace(ENDPOINT, name="nope"), "`nope` is not a name"),
    (replace(ENDPOINT, vpc="nope"), "`nope` is not the id of a VPC"),
    (replace(ENDPOINT, service="nope"), "AWS has no service `nope`"),
    (Resource(ResourceKind.OBJECT, "nowhere/q1.csv"), "no bucket of this account holds `nowhere/q1.csv`"),
    (Resource(ResourceKind.OBJECT, f"reports/{'é' * 513}"), "has 1026 bytes"),
    (Bucket("192.168.1.1"), "`192.168.1.1` is not a name"),
    (Bucket("a..b"), "`a..b` is not a name"),
    (Bucket("xn--abc"), "`xn--abc` is not a name"),
    (Bucket("abc-s3alias"), "`abc-s3alias` is not a name"),
    (Resource(ResourceKind.REPOSITORY, "a"), "`a` is not a name"),
    (Resource(ResourceKind.REPOSITORY, "a" * 257), "is not a name"),
    (OidcProvider("X.Y"), "`X.Y` is not a name"),
]  # fmt: skip


@pytest.mark.parametrize(("thing", "message"), REFUSED)
def test_a_change_and_a_file_are_refused_alike(thing: Thing, message: str) -> None:
    """I20 to I24, G44, S8."""
    refused = create(account(), DEV, thing)
    assert any(message in problem.message for problem in refused.problems)
    assert refused.cloud == account()
    field = FIELDS[type(thing)]
    held = (*getattr(account().accounts[0], field), thing)
    reading = load_scenario(dump_scenario(Scenario(account(**{field: held}))), "scenario.yaml")
    assert any(message in problem.message for problem in reading.problems)


def test_what_is_changed_is_held_to_the_rules_too() -> None:
    (problem,) = change(account(), DEV, User("ana", tags=(("Dept", "v"), ("dept", "w")))).problems
    assert problem.message == "tag `dept` stands here twice"


@pytest.mark.parametrize(
    "thing",
    [
        Bucket("reports", policy("x" * 20_481)),
        Resource(ResourceKind.KEY, "orders", policy("x" * 32_769)),
        replace(ENDPOINT, policy=policy("x" * 20_481)),
        Role("builder", policy("x" * 2_049)),
        ManagedPolicy("limits", policy("x" * 6_145)),
        Group("team", inline_policies=(InlinePolicy("own", policy("x" * 5_121)),)),
    ],
)
def test_a_policy_longer_than_aws_stores_is_refused_on_creation_and_remarked_in_a_file(thing: Thing) -> None:
    """G30 to G32, G37 to G39: an editor lets it be typed, so that a file can hold it."""
    field = FIELDS[type(thing)]
    cloud = account(buckets=(), **({} if field == "buckets" else {field: ()}))
    assert any("and the limit is" in problem.message for problem in create(cloud, DEV, thing).problems)
    held = account(**{"buckets": (), field: (thing,)})
    reading = load_scenario(dump_scenario(Scenario(held)), "scenario.yaml")
    assert reading.problems == ()
    assert any("and the limit is" in warning.message for warning in reading.warnings)
    assert reading.cloud == held


def test_names_of_resources_have_case_and_those_of_iam_have_none() -> None:
    """I20."""
    cloud = account(resources=(Resource(ResourceKind.OBJECT, "reports/A"), Resource(ResourceKind.QUEUE, "orders")))
    for thing in (Resource(ResourceKind.OBJECT, "reports/a"), Resource(ResourceKind.QUEUE, "Orders")):
        cloud = create(cloud, DEV, thing).cloud
    assert len(cloud.accounts[0].resources) == 4
    reading = load_scenario(dump_scenario(Scenario(cloud)), "scenario.yaml")
    assert reading.cloud
    assert set(reading.cloud.accounts[0].resources) == set(cloud.accounts[0].resources)
    assert create(cloud, DEV, User("Ana")).problems


@pytest.mark.parametrize("name", ["own", "Own"])
def test_inline_policies_of_one_identity_have_names_of_their_own(name: str) -> None:
    """I20."""
    twins = User("zoe", inline_policies=(InlinePolicy("own", LIST), InlinePolicy(name, LIST)))
    assert [each.message for each in create(account(), DEV, twins).problems] == ["there is a policy `own` already"]


def test_an_access_key_is_one_users() -> None:
    key = AccessKey("AKIAIOSFODNN7EXAMPLE")
    cloud = create(account(), DEV, User("zoe", access_keys=(key,))).cloud
    (problem,) = create(cloud, DEV, User("yan", access_keys=(key,))).problems
    assert problem.message == "another user has the access key `AKIAIOSFODNN7EXAMPLE`"
    assert not change(cloud, DEV, User("zoe", access_keys=(key,), path="/team/")).problems


def test_a_name_that_stands_in_another_region_is_refused_for_a_reason_that_is_told() -> None:
    cloud = account(resources=(Resource(ResourceKind.QUEUE, "orders"),))
    (problem,) = create(cloud, DEV, Resource(ResourceKind.QUEUE, "orders", region="eu-west-1")).problems
    assert problem.help == "Choose another name: here, it says which one is meant in all Regions."


def test_a_key_has_a_policy() -> None:
    key = Resource(ResourceKind.KEY, "orders")
    assert [problem.message for problem in create(account(), DEV, key).problems] == ["a key always has a policy"]
    assert not create(account(), DEV, replace(key, policy=default_key_policy(DEV))).problems


def test_accounts_have_quotas_of_groups_and_of_oidc_providers() -> None:
    """G42, G46."""
    full = account(
        groups=tuple(Group(f"g{number}") for number in range(300)),
        oidc_providers=tuple(OidcProvider(f"i{number}.example.com") for number in range(100)),
    )
    assert size_problem(full) is None
    assert "301 groups are too many" in [problem.message for problem in create(full, DEV, Group("more")).problems]
    more = create(full, DEV, OidcProvider("more.example.com"))
    assert [problem.message for problem in more.problems] == ["101 OIDC providers are too many"]
