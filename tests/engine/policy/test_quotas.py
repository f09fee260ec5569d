"""Sizes: how AWS counts, and where each kind of policy ends."""

import json

import pytest

from iamlab.engine import PolicyKind, check_policy

LIMITS = {
    PolicyKind.IDENTITY: (6_144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", "WARNING"),
    PolicyKind.BOUNDARY: (6_144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", "WARNING"),
    PolicyKind.SESSION: (2_048, "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA", "ERROR"),
    PolicyKind.TRUST: (2_048, "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", "WARNING"),
    PolicyKind.SCP: (10_240, "POLICY_SIZE_EXCEEDS_SCP_QUOTA", "ERROR"),
    PolicyKind.RCP: (5_120, "POLICY_SIZE_EXCEEDS_RCP_QUOTA", "ERROR"),
    PolicyKind.VPC_ENDPOINT: (20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "WARNING"),
    PolicyKind.KEY: (32_768, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "WARNING"),
    PolicyKind.RESOURCE: (20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "WARNING"),
}
WITHOUT_WHITESPACE = {PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.TRUST}


def policy_of(size: int, kind: PolicyKind) -> str:
    """A policy without white space of exactly that many characters, filled up in a condition value."""
    statement: dict[str, object] = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    if kind not in (PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION, PolicyKind.SCP):
        statement["Principal"] = "*"
    if kind is PolicyKind.TRUST:
        statement = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    statement["Condition"] = {"StringEquals": {"aws:PrincipalTag/a": ""}}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
    return text.replace('"aws:PrincipalTag/a":""', f'"aws:PrincipalTag/a":"{"x" * (size - len(text))}"')


@pytest.mark.parametrize("kind", list(PolicyKind))
def test_a_policy_may_be_as_long_as_its_quota_and_no_longer(kind: PolicyKind) -> None:
    limit, code, type = LIMITS[kind]
    assert check_policy(policy_of(limit, kind), kind) == ()
    (found,) = check_policy(policy_of(limit + 1, kind), kind)
    assert (found.code, found.finding_type) == (code, type)
    assert f"{limit:,}" in found.message
    assert f"{limit + 1:,}" in found.message


@pytest.mark.parametrize("kind", list(PolicyKind))
def test_white_space_counts_for_some_kinds_only(kind: PolicyKind) -> None:
    limit, code, _ = LIMITS[kind]
    padded = policy_of(limit, kind) + " \n\t"
    assert [found.code for found in check_policy(padded, kind)] == ([] if kind in WITHOUT_WHITESPACE else [code])


def test_bytes_count_in_a_bucket_policy() -> None:
    text = policy_of(20_480, PolicyKind.RESOURCE).replace("xx", "xé", 1)
    (found,) = check_policy(text, PolicyKind.RESOURCE)
    assert "20,480 bytes, and this one has 20,481" in found.message


def test_aws_managed_policies_are_exempt() -> None:
    text = policy_of(150_000, PolicyKind.IDENTITY)
    assert check_policy(text, PolicyKind.IDENTITY, size_exempt=True) == ()
    assert [found.finding_type for found in check_policy(text, PolicyKind.IDENTITY)] == ["ERROR"]
