import pytest

from iamlab.cloud import (
    AccessKey,
    InlinePolicy,
    InstanceProfile,
    ManagedPolicy,
    OidcProvider,
    PolicyVersion,
    Role,
    SamlProvider,
    User,
    case_for,
    dump_scenario,
    from_state,
    load_scenario,
    to_state,
)
from iamlab.cloud.quotas import identity_problems, managed_policy_problems, policy_size_problems
from iamlab.engine import GateKind
from tests.cloud.northwind import BEN, DEV, REVENUE, decision_of, northwind

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
SCENARIO = """\
accounts:
  "111122223333":
    name: dev
    managed_policies:
      shared:
        version: v3
        document: '{"Version": "2012-10-17", "Statement": []}'
        other_versions:
          v1: '{"Version": "2012-10-17", "Statement": []}'
    users:
      ana:
        attached_policies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
        console_access: true
        access_keys: {AKIAIOSFODNN7EXAMPLE: active, AKIAI44QH8DHBEXAMPLE: inactive}
        mfa_devices: [anas-phone]
    roles:
      web:
        trust_policy: '{"Version": "2012-10-17", "Statement": []}'
    instance_profiles:
      web: {role: web, path: /team/}
      empty: {}
    saml_providers:
      corp: {}
    oidc_providers:
      token.actions.githubusercontent.com: {audiences: [sts.amazonaws.com]}
"""


def test_identities_are_read_from_a_scenario_and_written_again() -> None:
    scenario = load_scenario(SCENARIO, "scenario.yaml").scenario
    assert scenario
    (account,) = scenario.cloud.accounts
    (ana,) = account.users
    assert (ana.console_access, ana.mfa_devices) == (True, ("anas-phone",))
    assert ana.access_keys == (AccessKey("AKIAIOSFODNN7EXAMPLE"), AccessKey("AKIAI44QH8DHBEXAMPLE", active=False))
    assert account.managed_policies[0].version == 3
    assert account.managed_policies[0].other_versions[0].number == 1
    assert account.instance_profiles == (InstanceProfile("web", "web", "/team/"), InstanceProfile("empty"))
    assert load_scenario(dump_scenario(scenario), "scenario.yaml").scenario == scenario
    assert from_state(to_state(scenario.cloud)) == scenario.cloud


def test_arns_follow_the_kind_of_identity() -> None:
    cloud = load_scenario(SCENARIO, "scenario.yaml").cloud
    assert cloud
    account = cloud.accounts[0]
    assert account.arn(account.instance_profiles[0]) == f"arn:aws:iam::{DEV}:instance-profile/team/web"
    saml, oidc = SamlProvider("corp"), OidcProvider("token.actions.githubusercontent.com", ("sts.amazonaws.com",))
    assert account.provider(f"arn:aws:iam::{DEV}:saml-provider/corp") == saml
    assert account.provider(f"arn:aws:iam::{DEV}:oidc-provider/token.actions.githubusercontent.com") == oidc
    assert account.provider(f"arn:aws:iam::{DEV}:saml-provider/other") is None


def test_a_policy_that_aws_manages_allows_what_it_says() -> None:
    cloud = northwind(ben={"attached_policies": (READ_ONLY,)})
    assert decision_of(cloud, BEN, "s3:GetObject", REVENUE).allowed
    assert not decision_of(cloud, BEN, "s3:PutObject", REVENUE).allowed
    assert from_state(to_state(cloud)) == cloud


def test_a_policy_that_aws_manages_can_be_a_boundary_and_has_no_place_to_edit() -> None:
    everything = {"attached_policies": ("arn:aws:iam::aws:policy/AdministratorAccess",)}
    cloud = northwind(ben={**everything, "permissions_boundary": READ_ONLY})
    assert decision_of(cloud, BEN, "s3:PutObject", REVENUE).decided_by is GateKind.BOUNDARY
    slots = [slot for _, slot in case_for(cloud, BEN, "s3:PutObject", REVENUE).policies]
    assert [(slot.ref, slot.name) for slot in slots] == [(None, "AdministratorAccess"), (None, "ReadOnlyAccess")]


def arns(count: int) -> tuple[str, ...]:
    """As many ARNs of managed policies."""
    return tuple(f"arn:aws:iam::{DEV}:policy/p{number}" for number in range(count))


@pytest.mark.parametrize(
    ("identity", "aws"),
    [
        (User("ana", attached_policies=arns(11)), "Cannot exceed quota for PoliciesPerUser: 10"),
        (Role("r", "{}", attached_policies=arns(21)), "Cannot exceed quota for PoliciesPerRole: 20"),
        (User("ana", groups=tuple("abcdefghijk")), "Cannot exceed quota for GroupsPerUser: 10"),
        (User("ana", access_keys=(AccessKey("a"), AccessKey("b"), AccessKey("c"))),
         "Cannot exceed quota for AccessKeysPerUser: 2"),
        (User("ana", mfa_devices=tuple("abcdefghi")), "Cannot exceed quota for MFADevicesPerUser: 8"),
        (User("ana", inline_policies=(InlinePolicy("a", "x" * 1_024), InlinePolicy("b", "x" * 1_025))),
         "Maximum policy size of 2048 bytes exceeded for user ana"),
        (Role("r", "x" * 2_049), "Cannot exceed quota for ACLSizePerRole: 2048"),
        (Role("r", "{}", "/aws-service-role/x.amazonaws.com/", permissions_boundary=READ_ONLY), ""),
        (User("a" * 65), ""),
    ],
)  # fmt: skip
def test_quotas_of_identities_are_told_in_the_words_of_aws(identity: User | Role, aws: str) -> None:
    (problem,) = (*identity_problems(identity), *policy_size_problems(identity))
    assert problem.aws == aws
    assert problem.help


def test_white_space_is_free_in_a_managed_policy_and_the_sixth_version_is_not() -> None:
    assert list(policy_size_problems(ManagedPolicy("p", "x" * 6_144 + " " * 6_144))) == []
    versions = tuple(PolicyVersion(n, "{}") for n in range(1, 6))
    policy = ManagedPolicy("p", "x" * 6_145, version=9, other_versions=versions)
    (too_long,), (too_many,) = policy_size_problems(policy), managed_policy_problems(policy)
    assert too_long.aws == "Cannot exceed quota for PolicySize: 6144"
    assert too_many.aws == "Cannot exceed quota for VersionsPerPolicy: 5"


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("version: v3", "version: 3", "`3` is not a version"),
        ("v1:", "v3:", "`v3` is the version in force"),
        ("console_access: true", "console_access: 'on'", "`console_access` has to be `true` or `false`"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIA1", "`AKIA1` is not a name for one of `access_keys`"),
        ("EXAMPLE: inactive", "EXAMPLE: gone", "`gone` is no state of an access key"),
        ("role: web", "role: app", "instance profile `web` holds a role `app` that the account does not have"),
        ("token.actions", "https://token.actions", "`https://token"),
        ("mfa_devices: [anas-phone]", f"mfa_devices: [{', '.join('abcdefghi')}]", "9 MFA devices are too many"),
    ],
)
def test_a_mistake_in_an_identity_is_told(was: str, becomes: str, message: str) -> None:
    problems = load_scenario(SCENARIO.replace(was, becomes), "scenario.yaml").problems
    assert [problem.message.startswith(message) for problem in problems] == [True]
