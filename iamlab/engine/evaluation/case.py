"""Everything a decision needs: the request and every policy that could matter."""

from dataclasses import dataclass

from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.request.request import Request


@dataclass(frozen=True, slots=True)
class PolicyLevel:
    """The SCPs or RCPs attached to one node of the organization: the root, an OU or the account (D43)."""

    target: str
    policies: tuple[PolicyDocument, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One request with its policies.

    None means that there is none of a kind: no boundary, no organization (`scps`, `rcps`), no endpoint on the way.
    Levels
    go from the root to the account. Without session policies `session_policies` is empty (D26).
    """

    request: Request
    identity_policies: tuple[PolicyDocument, ...] = ()
    permissions_boundary: PolicyDocument | None = None
    session_policies: tuple[PolicyDocument, ...] = ()
    resource_policy: PolicyDocument | None = None
    scps: tuple[PolicyLevel, ...] | None = None
    rcps: tuple[PolicyLevel, ...] | None = None
    vpc_endpoint_policy: PolicyDocument | None = None
