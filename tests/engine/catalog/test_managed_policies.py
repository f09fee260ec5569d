"""The policies that AWS manages: all can be read, and they decide."""

from iamlab.engine import PolicyKind, evaluate, parse_policy, read_case
from iamlab.engine.catalog import managed_policies, managed_policy


def test_every_managed_policy_can_be_read() -> None:
    policies = managed_policies()
    assert len(policies) == 1594
    assert [policy.name for policy in policies if parse_policy(policy.document, PolicyKind.IDENTITY).diagnostics] == []


def test_a_managed_policy_is_found_by_its_arn_and_by_its_name() -> None:
    policy = managed_policy("arn:aws:iam::aws:policy/ReadOnlyAccess")
    assert policy is not None
    assert policy is managed_policy("ReadOnlyAccess")
    assert policy.version.startswith("v")
    assert '"Statement": [' in policy.text
    assert managed_policy("NoSuchPolicy") is None


def decided(action: str) -> str:
    policy = managed_policy("ReadOnlyAccess")
    assert policy is not None
    request = {
        "principal": "arn:aws:iam::111122223333:user/ana",
        "action": action,
        "resource": "arn:aws:s3:::reports/q1.csv",
    }
    identity = [{"name": policy.name, "document": dict(policy.document)}]
    return evaluate(read_case({"request": request, "identity_policies": identity})).decision.value


def test_read_only_access_reads_and_does_not_write() -> None:
    assert decided("s3:GetObject") == "allow"
    assert decided("s3:PutObject") == "implicit_deny"
