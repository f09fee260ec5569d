"""Resources and VPC endpoints as a scenario writes them."""

import re
from collections.abc import Callable, Iterator, Mapping

from iamlab.cloud.field_rules import endpoint_service_problems, object_problems, region_problems, vpc_problems
from iamlab.cloud.names import ENDPOINT, ENDPOINT_HELP
from iamlab.cloud.quotas import policy_size_problems
from iamlab.cloud.resources import (
    DEFAULT_REGION,
    KINDS,
    Bucket,
    Resource,
    ResourceKind,
    VpcEndpoint,
    default_key_policy,
)
from iamlab.cloud.scenario.fields import FieldReader, ThingT
from iamlab.cloud.scenario.problems import Report
from iamlab.cloud.scenario.yaml_tree import Node, Scalar
from iamlab.engine import PolicyKind, in_backticks

RESOURCE_FIELDS = tuple(facts.plural for facts in KINDS.values())
ENDPOINT_FIELDS = ("vpc", "service", "policy")


def read_buckets(node: Node | None, report: Report) -> tuple[Bucket, ...]:
    """The buckets of an account."""
    return tuple(_ResourceReader(report, "", ResourceKind.BUCKET).buckets(node))


def read_resources(
    account_id: str, found: Mapping[str, Node], buckets: tuple[Bucket, ...], report: Report
) -> tuple[Resource, ...]:
    """The other resources in the fields of an account, kind by kind; what is wrong with them goes into the report."""
    others = ((kind, facts.plural) for kind, facts in KINDS.items() if kind is not ResourceKind.BUCKET)
    kinds = ((kind, found[field]) for kind, field in others if field in found)
    read = tuple(each for kind, node in kinds for each in _ResourceReader(report, account_id, kind).resources(node))
    fields = FieldReader(report)
    for each in read:
        fields.refuse(found[each.facts.plural].place, object_problems(each, buckets))
    return read


def read_vpc_endpoints(node: Node | None, report: Report) -> tuple[VpcEndpoint, ...]:
    """The VPC endpoints of an account."""
    return _EndpointReader(report).endpoints(node)


class _ResourceReader(FieldReader):
    """Reads the resources of one kind."""

    def __init__(self, report: Report, account_id: str, kind: ResourceKind) -> None:
        super().__init__(report)
        self._account_id, self._kind, self._facts = account_id, kind, KINDS[kind]
        own_policy = ("policy",) if self._facts.policy else ()
        region = ("region",) if "{region}" in self._facts.arn else ()
        self._fields = (*own_policy, "tags", *region)

    def buckets(self, node: Node | None) -> Iterator[Bucket]:
        return self._named(node, self._bucket)

    def resources(self, node: Node) -> Iterator[Resource]:
        return self._named(node, self._resource)

    def _named(self, node: Node | None, read: Callable[[Scalar, Node], ThingT]) -> Iterator[ThingT]:
        pattern, help = re.compile(self._facts.name, re.ASCII), f"Use {self._facts.name_help}."
        return self.named(node, f"`{self._facts.plural}`", read, pattern, help, any_case=True)

    def _found(self, name: Scalar, node: Node) -> dict[str, Node]:
        return self.fields(node, f"{self._kind} {in_backticks(name.text)}", self._fields)

    def _policy(self, found: dict[str, Node]) -> str | None:
        if "policy" in found and self._facts.policy:
            return self.policy(found["policy"], self._facts.policy)
        return default_key_policy(self._account_id) if self._kind is ResourceKind.KEY else None

    def _bucket(self, name: Scalar, node: Node) -> Bucket:
        found = self._found(name, node)
        bucket = Bucket(name.text, self._policy(found), self.tags(found.get("tags")))
        self.warn_of(name.place, policy_size_problems(bucket))
        return bucket

    def _resource(self, name: Scalar, node: Node) -> Resource:
        found = self._found(name, node)
        region = self._region(found.get("region"))
        resource = Resource(self._kind, name.text, self._policy(found), self.tags(found.get("tags")), region)
        self.warn_of(name.place, policy_size_problems(resource))
        return resource

    def _region(self, node: Node | None) -> str:
        if node is None:
            return DEFAULT_REGION
        region = self.text(node, "`region`")
        self.refuse(node.place, region_problems(region))
        return region


class _EndpointReader(FieldReader):
    """Reads VPC endpoints."""

    def endpoints(self, node: Node | None) -> tuple[VpcEndpoint, ...]:
        return tuple(self.named(node, "`vpc_endpoints`", self._endpoint, ENDPOINT, ENDPOINT_HELP))

    def _endpoint(self, name: Scalar, node: Node) -> VpcEndpoint:
        what = f"VPC endpoint `{name.text}`"
        found = self.fields(node, what, ENDPOINT_FIELDS)
        vpc_node, service_node = (self.required(found, field, what, name.place) for field in ENDPOINT_FIELDS[:2])
        vpc, service = self.text(vpc_node, "`vpc`"), self.text(service_node, "`service`")
        if vpc_node:
            self.refuse(vpc_node.place, vpc_problems(vpc))
        if service_node:
            self.refuse(service_node.place, endpoint_service_problems(service))
        policy = self.policy(found["policy"], PolicyKind.VPC_ENDPOINT) if "policy" in found else None
        endpoint = VpcEndpoint(name.text, vpc, service, policy)
        self.warn_of(name.place, policy_size_problems(endpoint))
        return endpoint
