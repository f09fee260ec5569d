"""How much a scenario file holds, counted in its tree before anything of it is read."""

from collections.abc import Iterable, Iterator

from iamlab.cloud.scenario.providers import PROVIDER_FIELDS
from iamlab.cloud.scenario.resources import RESOURCE_FIELDS
from iamlab.cloud.scenario.yaml_tree import Fields, Node
from iamlab.cloud.sizes import (
    MAX_ACCOUNTS,
    MAX_CONTROL_POLICIES,
    MAX_ENDPOINTS,
    MAX_GROUPS,
    MAX_POLICIES,
    MAX_PRINCIPALS,
    MAX_PROVIDERS,
    MAX_RESOURCES,
    MAX_UNITS,
    MAX_VERSIONS,
    Count,
)

_IDENTITIES = ("users", "groups", "roles")


def number_of(node: Node) -> int:
    """How many things are written under a field."""
    return len(node.members) if isinstance(node, Fields) else 0


def counts_written(accounts: Node) -> Iterator[Count]:
    """What is limited of all accounts, as far as it shows without reading them."""
    written = _values(accounts)
    yield "accounts", len(written), MAX_ACCOUNTS
    yield "users and roles", _written(written, ("users", "roles")), MAX_PRINCIPALS
    yield "groups", _written(written, ("groups",)), MAX_GROUPS
    yield "resources", _written(written, RESOURCE_FIELDS), MAX_RESOURCES
    yield "VPC endpoints", _written(written, ("vpc_endpoints",)), MAX_ENDPOINTS
    yield "instance profiles and identity providers", _written(written, PROVIDER_FIELDS), MAX_PROVIDERS
    identities = _below(written, _IDENTITIES)
    managed = _below(written, ("managed_policies",))
    yield "policies", len(managed) + _written(identities, ("inline_policies",)), MAX_POLICIES
    yield "versions of policies", _written(managed, ("other_versions",)), MAX_VERSIONS


def organization_counts_written(organization: Node) -> Iterator[Count]:
    """What is limited of the organization."""
    yield "units", _written((organization,), ("units",)), MAX_UNITS
    policies = _written((organization,), ("service_control_policies", "resource_control_policies"))
    yield "control policies", policies, MAX_CONTROL_POLICIES


def _values(node: Node) -> tuple[Node, ...]:
    return tuple(value for _, value in node.members) if isinstance(node, Fields) else ()


def _fields(nodes: Iterable[Node], names: tuple[str, ...]) -> Iterator[Node]:
    for node in nodes:
        yield from (value for key, value in node.members if key.text in names) if isinstance(node, Fields) else ()


def _below(nodes: Iterable[Node], names: tuple[str, ...]) -> tuple[Node, ...]:
    """What stands under the fields of these names: users, say, of all accounts."""
    return tuple(value for field in _fields(nodes, names) for value in _values(field))


def _written(nodes: Iterable[Node], names: tuple[str, ...]) -> int:
    return sum(map(number_of, _fields(nodes, names)))
