import pytest

from iamlab.cloud import (
    Account,
    Bucket,
    Cloud,
    Group,
    InlinePolicy,
    ManagedPolicy,
    OwnerKind,
    Place,
    PolicyRef,
    UnknownPolicy,
    User,
    parse_policy_ref,
    policy_slot,
    policy_slots,
    set_policy_text,
)
from iamlab.engine import PolicyKind
from tests.cloud.northwind import DEV, PROD, northwind

TRUST = PolicyRef(PROD, OwnerKind.ROLE, "report-reader", Place.TRUST)
ANA_DEV = PolicyRef(DEV, OwnerKind.USER, "ana", Place.INLINE, "ana-dev")
REPORTS_POLICY = PolicyRef(PROD, OwnerKind.BUCKET, "northwind-reports-prod", Place.RESOURCE_POLICY)


def with_a_group_and_a_managed_policy() -> Cloud:
    group = Group("developers", inline_policies=(InlinePolicy("shared", "{}"),))
    managed = ManagedPolicy("read-only", "{}", path="/team/")
    return Cloud((Account(DEV, "dev", groups=(group,), managed_policies=(managed,)),))


def test_slots_are_titled_for_people_and_named_for_addresses() -> None:
    assert [(slot.title, str(slot.ref)) for slot in policy_slots(northwind())] == [
        ("Policy ana-dev of user ana", "111122223333/user/ana/inline/ana-dev"),
        ("Bucket policy of northwind-dev", "111122223333/bucket/northwind-dev/policy"),
        ("Trust policy of role report-reader", "444455556666/role/report-reader/trust"),
        ("Policy read-reports of role report-reader", "444455556666/role/report-reader/inline/read-reports"),
        ("Bucket policy of northwind-reports-prod", "444455556666/bucket/northwind-reports-prod/policy"),
    ]


def test_slots_of_groups_and_managed_policies_are_listed_too() -> None:
    shared, managed = policy_slots(with_a_group_and_a_managed_policy())
    assert (shared.title, shared.arn) == ("Policy shared of group developers", None)
    assert (managed.title, managed.arn) == ("Managed policy read-only", f"arn:aws:iam::{DEV}:policy/team/read-only")


def test_a_reference_survives_its_text_form() -> None:
    for slot in (*policy_slots(northwind()), *policy_slots(with_a_group_and_a_managed_policy())):
        assert parse_policy_ref(str(slot.ref)) == slot.ref


@pytest.mark.parametrize(
    "text",
    [
        "",
        "////",
        "444455556666",
        "444455556666/role/report-reader",
        "444455556666/role/report-reader/inline",
        "444455556666/role/report-reader/trust/extra",
        "444455556666/user/ana/trust",
        "444455556666/team/ana/inline/x",
        "444455556666/user//inline/x",
        "/user/ana/inline/x",
        "444455556666/user/ana/inline/x/y",
    ],
)
def test_other_texts_name_no_policy(text: str) -> None:
    assert parse_policy_ref(text) is None


def test_a_slot_says_its_kind_of_policy() -> None:
    cloud = northwind()
    assert policy_slot(cloud, TRUST).kind is PolicyKind.TRUST
    assert policy_slot(cloud, ANA_DEV).kind is PolicyKind.IDENTITY
    assert policy_slot(cloud, REPORTS_POLICY).kind is PolicyKind.RESOURCE


@pytest.mark.parametrize("ref", [slot.ref for slot in policy_slots(northwind())])
def test_changing_one_policy_leaves_all_others_as_they_are(ref: PolicyRef) -> None:
    before = northwind()
    after = set_policy_text(before, ref, "no policy at all")
    texts = {slot.ref: slot.text for slot in policy_slots(before)}
    assert {slot.ref: slot.text for slot in policy_slots(after)} == {**texts, ref: "no policy at all"}
    assert before == northwind()


def test_policies_of_groups_and_managed_policies_can_be_changed() -> None:
    cloud = with_a_group_and_a_managed_policy()
    for slot in policy_slots(cloud):
        assert slot.ref
        cloud = set_policy_text(cloud, slot.ref, "changed")
    assert [slot.text for slot in policy_slots(cloud)] == ["changed", "changed"]


def test_a_bucket_policy_can_be_taken_away() -> None:
    cloud = set_policy_text(northwind(), REPORTS_POLICY, "{}")
    assert policy_slot(set_policy_text(cloud, REPORTS_POLICY, None), REPORTS_POLICY).text is None


def test_a_role_is_never_without_a_trust_policy() -> None:
    with pytest.raises(ValueError, match="cannot be without a policy"):
        set_policy_text(northwind(), TRUST, None)


@pytest.mark.parametrize("text", ["999900001111/user/ana/inline/ana-dev", f"{DEV}/user/ana/inline/other"])
def test_an_unknown_place_is_refused(text: str) -> None:
    ref = parse_policy_ref(text)
    assert ref
    with pytest.raises(UnknownPolicy, match=text):
        set_policy_text(northwind(), ref, "{}")


def test_names_differ_in_case() -> None:
    cloud = Cloud((Account(DEV, "dev", users=(User("ana"),), buckets=(Bucket("b"),)),))
    account = cloud.account(DEV)
    assert account
    assert account.user(f"arn:aws:iam::{DEV}:user/Ana") is None
