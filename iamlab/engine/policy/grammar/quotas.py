"""How long a policy of a kind may be, and how AWS counts (section 1.3, G30 to G39)."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.engine.policy.kinds import NAMES, PolicyKind
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.positions import LineIndex


@dataclass(frozen=True, slots=True)
class Quota:
    """The limit for one policy of a kind. `rule` says where it is from, `unit` what is counted."""

    limit: int
    rule: str
    code: str
    type: FindingType = FindingType.WARNING
    counts_whitespace: bool = True
    unit: str = "characters"

    def size(self, text: str) -> int:
        """The size of a policy's text as AWS counts it."""
        if self.unit == "bytes":
            return len(text.encode())
        return len(text) if self.counts_whitespace else sum(not char.isspace() for char in text)


_IDENTITY = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"
_RESOURCE = "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"

QUOTAS = {
    PolicyKind.IDENTITY: Quota(6_144, "G30", _IDENTITY, counts_whitespace=False),
    PolicyKind.BOUNDARY: Quota(6_144, "G30", _IDENTITY, counts_whitespace=False),
    PolicyKind.TRUST: Quota(2_048, "G32", "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", counts_whitespace=False),
    PolicyKind.SESSION: Quota(2_048, "G33", "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA", FindingType.ERROR),
    PolicyKind.SCP: Quota(10_240, "G34", "POLICY_SIZE_EXCEEDS_SCP_QUOTA", FindingType.ERROR),
    PolicyKind.RCP: Quota(5_120, "G35", "POLICY_SIZE_EXCEEDS_RCP_QUOTA", FindingType.ERROR),
    PolicyKind.VPC_ENDPOINT: Quota(20_480, "G37", _RESOURCE),
    PolicyKind.KEY: Quota(32_768, "G38", _RESOURCE, unit="bytes"),
    PolicyKind.RESOURCE: Quota(20_480, "G39", _RESOURCE, unit="bytes"),
}
"""The quota of every kind. An inline policy shares the quota of its user, group or role with others (G31): that is
counted where policies are attached.
"""


def check_size(text: str, kind: PolicyKind) -> Iterator[Diagnostic]:
    """A remark for a text over its quota, with the size as AWS counts it."""
    quota = QUOTAS[kind]
    size = quota.size(text)
    if size > quota.limit:
        without = "" if quota.counts_whitespace else ", white space not counted"
        message = f"{NAMES[kind]} may have {quota.limit:,} {quota.unit}, and this one has {size:,}{without}"
        help = "Shorten it: join statements, use wildcards, or move statements to a policy of their own."
        span = LineIndex(text).span(0, len(text))
        yield Diagnostic(quota.code, quota.type, message, help, span)
