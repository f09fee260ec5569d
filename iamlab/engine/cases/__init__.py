"""Cases: read from JSON as `manage.py evaluate` takes them, or built from parts."""

from collections.abc import Mapping
from datetime import UTC, datetime

from iamlab.engine.cases.policies import read_levels, read_policies, read_policy_field
from iamlab.engine.cases.problems import CaseProblem, UnreadableCase, invalid
from iamlab.engine.cases.requests import read_request
from iamlab.engine.evaluation.case import Case
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.request.request import Request

__all__ = ["CaseProblem", "UnreadableCase", "read_case", "resource_policy_kind"]


def read_case(data: object, *, now: datetime | None = None) -> Case:
    """Read one case (`evaluate-command` format, documents as objects or as text).

    `now` fills `aws:CurrentTime`; default is the present. Raises UnreadableCase with a `CaseProblem` whose code is
    `InvalidCase`, `UnknownPrincipal` or `MalformedPolicyDocument`.
    """
    if not isinstance(data, Mapping):
        raise invalid("", "a case has to be an object in braces", 'Write `{"request": {…}, "identity_policies": […]}`.')
    raw = data.get("request")
    if not isinstance(raw, Mapping):
        raise invalid("request", "the case has no `request` object", "Add who asks for which action on which resource.")
    endpoint = read_policy_field(data, "vpc_endpoint_policy", PolicyKind.VPC_ENDPOINT)
    request = read_request(raw, now or datetime.now(UTC), via_endpoint=endpoint is not None)
    return Case(
        request,
        read_policies(data, "identity_policies", PolicyKind.IDENTITY),
        read_policy_field(data, "permissions_boundary", PolicyKind.BOUNDARY),
        read_policies(data, "session_policies", PolicyKind.SESSION),
        read_policy_field(data, "resource_policy", resource_policy_kind(request)),
        read_levels(data, "scps", PolicyKind.SCP),
        read_levels(data, "rcps", PolicyKind.RCP),
        endpoint,
    )


def resource_policy_kind(request: Request) -> PolicyKind:
    """The kind of the resource's own policy: it follows from the request (D20, S1, D70)."""
    if request.assumes_a_role:
        return PolicyKind.TRUST
    return PolicyKind.KEY if request.uses_a_key else PolicyKind.RESOURCE
