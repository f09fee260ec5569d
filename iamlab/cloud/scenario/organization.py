"""The organization as a scenario writes it."""

from collections.abc import Iterator

from iamlab.cloud.control_policies import RCP, SCP, ControlKind
from iamlab.cloud.organization import (
    FULL_AWS_ACCESS,
    RCP_FULL_AWS_ACCESS,
    Attached,
    ControlPolicy,
    Member,
    Organization,
    Unit,
)
from iamlab.cloud.organization_rules import (
    attachment_problems,
    id_problems,
    length_problems,
    policy_problems,
    unit_problems,
)
from iamlab.cloud.scenario.fields import FieldReader
from iamlab.cloud.scenario.problems import Place, Report, listed
from iamlab.cloud.scenario.yaml_tree import Node, Scalar
from iamlab.engine import in_backticks, parse_policy

ORGANIZATION_FIELDS = (
    "id", "management_account", "service_control_policies", "resource_control_policies", "root", "units", "accounts",
)  # fmt: skip
NODE_FIELDS = ("scps", "rcps")
MEMBER_FIELDS = ("unit", *NODE_FIELDS)


def read_organization(node: Node, account_ids: tuple[str, ...], report: Report) -> Organization:
    """The organization; what is wrong with it goes into the report."""
    return _OrganizationReader(report, account_ids).organization(node)


class _OrganizationReader(FieldReader):
    """Reads the policies first, then the nodes that they are attached to."""

    def __init__(self, report: Report, account_ids: tuple[str, ...]) -> None:
        super().__init__(report)
        self._account_ids = account_ids
        self._known: dict[str, tuple[str, ...]] = {"scps": (), "rcps": ()}
        self._units: frozenset[str] = frozenset()

    def organization(self, node: Node) -> Organization:
        what = "the organization"
        found = self.fields(node, what, ORGANIZATION_FIELDS)
        id_node = self.required(found, "id", what, node.place)
        organization_id = self.text(id_node, "`id`")
        if id_node:
            self.refuse(id_node.place, id_problems(organization_id))
        management = self._management(self.required(found, "management_account", what, node.place))
        scps = tuple(self._policies(found.get("service_control_policies"), "`service_control_policies`", SCP))
        rcps = tuple(self._policies(found.get("resource_control_policies"), "`resource_control_policies`", RCP))
        self._known = {"scps": tuple(each.name for each in scps), "rcps": tuple(each.name for each in rcps)}
        root = self._attached(self.fields(found.get("root"), "the root", NODE_FIELDS))
        units = self.members(found.get("units"), "`units`")
        self._units = frozenset(key.text for key, _ in units)
        members = self.members(found.get("accounts"), "the organization's `accounts`")
        read = tuple(self._member(key, value) for key, value in members)
        own = () if not management or any(each.account == management for each in read) else (Member(management),)
        units_read = tuple(self._unit(key, value) for key, value in units)
        return Organization(organization_id, management, (*own, *read), units_read, scps, rcps, root)

    def _management(self, node: Node | None) -> str:
        account_id = self.text(node, "`management_account`")
        if node:
            self._check_account(Scalar(account_id, node.place))
        return account_id

    def _check_account(self, account: Scalar) -> None:
        if account.text not in self._account_ids:
            hint = f"The scenario's accounts are: {listed(self._account_ids)}."
            self.report.add(account.place, f"there is no account {in_backticks(account.text)} here", hint)

    def _policies(self, node: Node | None, what: str, kind: ControlKind) -> Iterator[ControlPolicy]:
        def read(name: Scalar, value: Node) -> ControlPolicy:
            policy = ControlPolicy(name.text, self.policy(value, kind.policy_kind))
            # What cannot be read was told with its place.
            is_read = parse_policy(policy.text, kind.policy_kind).document is not None
            self.warn_of(name.place, (policy_problems if is_read else length_problems)(kind, policy.text))
            if name.text == kind.of_aws:
                self.report.add(name.place, f"`{name.text}` is a policy of AWS", "Choose another name.")
            return policy

        return self.named(node, what, read)

    def _attached(self, found: dict[str, Node]) -> Attached:
        names = {
            field: tuple(each.text for each in self.texts(found[field], f"`{field}`"))
            for field in NODE_FIELDS
            if field in found
        }
        attached = Attached(names.get("scps", (FULL_AWS_ACCESS,)), names.get("rcps", (RCP_FULL_AWS_ACCESS,)))
        for problem in attachment_problems(attached, self._known):
            place = found[problem.field].place if problem.field in found else Place()
            self.refuse(place, (problem,))
        return attached

    def _unit(self, path: Scalar, node: Node) -> Unit:
        self.refuse(path.place, unit_problems(path.text, self._units))
        return Unit(path.text, self._attached(self.fields(node, f"unit {in_backticks(path.text)}", NODE_FIELDS)))

    def _member(self, account: Scalar, node: Node) -> Member:
        self._check_account(account)
        what = f"account {in_backticks(account.text)} of the organization"
        found = self.fields(node, what, MEMBER_FIELDS)
        unit_node = found.get("unit")
        unit = self.text(unit_node, "`unit`")
        if unit_node and unit not in self._units:
            hint = f"The units are: {listed(sorted(self._units))}."
            self.report.add(unit_node.place, f"there is no unit {in_backticks(unit)}", hint)
        return Member(account.text, unit, self._attached(found))
