"""Requests that come through a VPC endpoint: the endpoint's policy, and the keys that only such requests carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.places import PolicySlot
from iamlab.cloud.policies import endpoint_slot
from iamlab.cloud.problems import RequestProblem
from iamlab.engine import in_backticks


@dataclass(frozen=True, slots=True)
class Way:
    """How a request reaches AWS. An endpoint without a policy of its own lets everything through (D80)."""

    endpoint: bool = False
    policy: PolicySlot | None = None
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_way(cloud: Cloud, action: str, context: Mapping[str, tuple[str, ...]]) -> Way | RequestProblem:
    """The way that a request's own context tells: through the endpoint that `aws:SourceVpce` names, or none (C41).

    An endpoint that the cloud does not have is a stranger's, of which nothing else is known.
    """
    names = next((values for key, values in context.items() if key.lower() == "aws:sourcevpce"), ())
    if not names:
        return Way()
    found = cloud.vpc_endpoint(names[0])
    if found is None:
        return Way(endpoint=True)
    account, endpoint = found
    service = action.partition(":")[0].lower()
    if service != endpoint.service:
        message = f"endpoint {in_backticks(endpoint.name)} leads to `{endpoint.service}`"
        help = f"Leave `aws:SourceVpce` out for a request to {in_backticks(service)}."
        return RequestProblem("context", message, help)
    slot = endpoint_slot(account, endpoint)
    return Way(True, slot if endpoint.policy is not None else None, {"aws:SourceVpc": (endpoint.vpc,)})
