"""Decisions without some policies, as if these were not there; the cloud keeps them."""

from dataclasses import replace

from iamlab.cloud import (
    Attached,
    Cloud,
    ControlPolicy,
    ManagedPolicy,
    Member,
    Organization,
    Resource,
    ResourceKind,
    assume_role,
    case_for,
    from_state,
    to_state,
)
from iamlab.engine import Decision, GateKind, GateOutcome
from tests.cloud.northwind import (
    ANA,
    BEN,
    DEV,
    PROD,
    READER,
    READER_SESSION,
    REPORTS,
    REVENUE,
    allow,
    decision_of,
    northwind,
    policy,
)

DENY_ALL = policy({"Effect": "Deny", "Action": "*", "Resource": "*"})
ALLOW_ALL = policy(allow("*"))


def without(cloud: Cloud, *policies: str) -> Cloud:
    """The cloud as it decides without some policies."""
    return replace(cloud, left_out=frozenset(policies))


def test_without_the_trust_policy_nobody_assumes_a_role() -> None:
    trust = f"{PROD}/role/report-reader/trust"
    handshake = assume_role(without(northwind(), trust), ANA, READER, "ana")
    assert handshake.session is None
    assert handshake.trust_side
    assert handshake.trust_side.outcome is GateOutcome.NO_ALLOW
    assert handshake.reading
    assert [slot.called for slot in handshake.reading.left_out] == [trust]


def test_without_an_inline_policy_its_allow_is_gone() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    assert decision_of(cloud, READER_SESSION, "s3:GetObject", REVENUE).allowed
    cut = without(cloud, f"{PROD}/role/report-reader/inline/read-reports")
    assert decision_of(cut, READER_SESSION, "s3:GetObject", REVENUE).decision is Decision.IMPLICIT_DENY


def test_a_boundary_left_out_is_no_boundary() -> None:
    arn = f"arn:aws:iam::{PROD}:policy/limit"
    cloud = northwind(
        ben={"permissions_boundary": arn, "attached_policies": ("arn:aws:iam::aws:policy/AdministratorAccess",)},
        prod={"managed_policies": (ManagedPolicy("limit", policy(allow("sqs:*"))),)},
    )
    assert not decision_of(cloud, BEN, "s3:GetObject", REVENUE).allowed
    found = decision_of(without(cloud, f"{PROD}/policy/limit/document"), BEN, "s3:GetObject", REVENUE)
    assert found.allowed
    assert found.gate(GateKind.BOUNDARY).outcome is GateOutcome.NOT_APPLICABLE


def test_a_policy_of_aws_is_left_out_by_its_arn() -> None:
    admin = "arn:aws:iam::aws:policy/AdministratorAccess"
    cloud = without(northwind(ben={"attached_policies": (admin,)}), admin)
    assert not decision_of(cloud, BEN, "s3:GetObject", REVENUE).allowed


def test_a_resource_policy_left_out_neither_denies_nor_stands_in_the_way_when_it_is_wrong() -> None:
    admin = ("arn:aws:iam::aws:policy/AdministratorAccess",)
    place = f"{PROD}/bucket/northwind-reports-prod/policy"
    for text in (policy({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": f"{REPORTS}/*"}), "{"):
        cloud = northwind(ben={"attached_policies": admin}, reports={"policy": text})
        assert decision_of(without(cloud, place), BEN, "s3:GetObject", REVENUE).allowed


def test_a_control_policy_left_out_is_detached_everywhere() -> None:
    organization = Organization(
        "o-northwind1",
        PROD,
        (Member(PROD), Member(DEV, attached=Attached(("FullAWSAccess", "no-more")))),
        scps=(ControlPolicy("no-more", DENY_ALL),),
    )
    admin = {"attached_policies": ("arn:aws:iam::aws:policy/AdministratorAccess",)}
    cloud = replace(northwind(ana=admin), organization=organization)
    asked = (ANA, "s3:GetObject", "arn:aws:s3:::northwind-dev/a")
    assert decision_of(cloud, *asked).decision is Decision.EXPLICIT_DENY
    assert decision_of(without(cloud, f"{PROD}/scp/no-more/document"), *asked).allowed
    only = case_for(cloud, *asked).policies
    full = next(slot.called for _, slot in only if slot.name == "FullAWSAccess" and slot.kind == "scp")
    assert decision_of(without(cloud, full, f"{PROD}/scp/no-more/document"), *asked).decision is Decision.IMPLICIT_DENY


def test_without_its_key_policy_nobody_uses_a_key() -> None:
    key = Resource(
        ResourceKind.KEY, "0a1b2c3d-0000-4000-8000-000000000001", policy=policy(allow("kms:*", Principal="*"))
    )
    cloud = northwind(
        ben={"attached_policies": ("arn:aws:iam::aws:policy/AdministratorAccess",)}, prod={"resources": (key,)}
    )
    asked = (BEN, "kms:Decrypt", key.arn(PROD))
    assert decision_of(cloud, *asked).allowed
    assert not decision_of(without(cloud, f"{PROD}/key/{key.name}/policy"), *asked).allowed


def test_the_state_of_a_cloud_has_all_its_policies() -> None:
    assert from_state(to_state(without(northwind(), f"{PROD}/role/report-reader/trust"))) == northwind()
