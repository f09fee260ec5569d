"""From a scenario file to a cloud, or to everything that is wrong with the file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

from iamlab.cloud.accounts import Account, named
from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cloud import FIRST_MOMENT, Cloud, is_moment
from iamlab.cloud.organization import Organization
from iamlab.cloud.scenario.accounts import read_account
from iamlab.cloud.scenario.counting import counts_written, number_of, organization_counts_written
from iamlab.cloud.scenario.fields import FieldReader
from iamlab.cloud.scenario.organization import read_organization
from iamlab.cloud.scenario.problems import Place, Report, StopReading
from iamlab.cloud.scenario.scenario import EXPECTATIONS, NamedRequest, Scenario, ScenarioReading
from iamlab.cloud.scenario.yaml_tree import Node, Scalar, read_tree
from iamlab.cloud.sizes import MAX_REQUESTS, Count, counts_of_accounts
from iamlab.cloud.targets import Target, find_target
from iamlab.engine import PrincipalProblem, RoleSession, action_mistake, in_backticks, parse_principal

MAX_LENGTH = 1_000_000

SCENARIO_FIELDS = ("title", "now", "you", "organization", "accounts", "requests")
REQUEST_FIELDS = ("caller", "action", "resource", "context", "expect")


def load_scenario(text: str, name: str) -> ScenarioReading:
    """Read a scenario file's text; `name` is the file as problems name it. Never raises for what the text holds."""
    report = Report(name)
    scenario = None
    if len(text) > MAX_LENGTH:
        report.add(Place(), f"the file has {len(text)} characters; the limit is {MAX_LENGTH}", "Shorten it.")
    else:
        with suppress(StopReading):
            tree = read_tree(text, report)
            scenario = _ScenarioReader(report).scenario(tree) if tree else None
    problems = tuple(sorted(report.problems, key=lambda problem: (problem.line, problem.column)))
    return ScenarioReading(None if problems else scenario, problems, tuple(report.warnings))


class _ScenarioReader(FieldReader):
    """Reads a whole scenario: accounts first, then who asks what in them."""

    def scenario(self, tree: Node) -> Scenario:
        found = self.fields(tree, "a scenario", SCENARIO_FIELDS)
        accounts = self.required(found, "accounts", "the scenario", tree.place)
        read = self._accounts(accounts)
        organization = self._organization(found.get("organization"), read)
        cloud = Cloud(read, now=self._now(found.get("now")), organization=organization)
        you = self._you(cloud, found.get("you"))
        requests = self._requests(cloud, found.get("requests"))
        return Scenario(cloud, you, requests, self.text(found.get("title"), "`title`"))

    def _requests(self, cloud: Cloud, node: Node | None) -> tuple[NamedRequest, ...]:
        if node:
            self._refuse_too_many((("requests", number_of(node), MAX_REQUESTS),), node.place)
        return tuple(self.named(node, "`requests`", lambda name, value: self._request(cloud, name, value)))

    def _organization(self, node: Node | None, accounts: tuple[Account, ...]) -> Organization | None:
        if node is None:
            return None
        self._refuse_too_many(organization_counts_written(node), node.place)
        return read_organization(node, tuple(account.id for account in accounts), self.report)

    def _accounts(self, node: Node | None) -> tuple[Account, ...]:
        if node:
            self._refuse_too_many(counts_written(node), node.place)
        accounts = tuple(read_account(key, value, self.report) for key, value in self.members(node, "`accounts`"))
        if node:
            self._one_owner_for_each_bucket(accounts, node.place)
            self._refuse_too_many(counts_of_accounts(accounts), node.place)
        return accounts

    def _one_owner_for_each_bucket(self, accounts: tuple[Account, ...], place: Place) -> None:
        """Bucket names are unique in all of AWS, not in one account."""
        names = Counter(bucket.name for account in accounts for bucket in account.buckets)
        for name in sorted(name for name, owners in names.items() if owners > 1):
            self.report.add(place, f"two accounts have a bucket `{name}`", "Bucket names are unique: rename one.")

    def _refuse_too_many(self, counts: Iterable[Count], place: Place) -> None:
        for what, count, limit in counts:
            if count > limit:
                self.report.stop(place, f"{count} {what} are too many", f"The limit is {limit}.")

    def _now(self, node: Node | None) -> datetime:
        if node is None:
            return FIRST_MOMENT
        text = self.text(node, "`now`")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or not is_moment(moment):
            self.report.add(node.place, f"{in_backticks(text)} is not a moment", "Write it as `2026-09-07T09:00:00Z`.")
            return FIRST_MOMENT
        return moment

    def _you(self, cloud: Cloud, node: Node | None) -> str | None:
        if node is None:
            return None
        arn = self.text(node, "`you`")
        found = find_caller(cloud, arn)
        if not isinstance(found, Caller):
            self.report.add(node.place, found.message, found.help)
        return arn

    def _request(self, cloud: Cloud, name: Scalar, node: Node) -> NamedRequest:
        what = f"request `{name.text}`"
        found = self.fields(node, what, REQUEST_FIELDS)
        caller, action, resource = (
            self.text(self.required(found, each, what, name.place), f"`{each}`") for each in REQUEST_FIELDS[:3]
        )
        context, expect = self._context(found.get("context")), self._expectation(found.get("expect"))
        request = NamedRequest(name.text, caller, action, resource, context, expect)
        if "caller" in found:
            self._check_caller(cloud, found["caller"].place, caller)
        if "action" in found and (mistake := action_mistake(action)):
            self.report.add(found["action"].place, mistake.message, mistake.help)
        if "resource" in found:
            self._check_resource(cloud, found["resource"].place, request)
        return request

    def _check_caller(self, cloud: Cloud, place: Place, arn: str) -> None:
        """Whether somebody could ask: of a session, which nobody has yet, whether there is its role."""
        principal = parse_principal(arn)
        if isinstance(principal, RoleSession) and (account := cloud.account(principal.account)):
            role_name = principal.role_arn.rpartition("/")[2]
            if named(account.roles, role_name) is None:
                message = f"account {account.id} has no role {in_backticks(role_name)}"
                self.report.add(place, message, "Name a session of a role of that account.")
            return
        found = find_caller(cloud, arn)
        if not isinstance(found, Caller):
            self.report.add(place, found.message, found.help)

    def _check_resource(self, cloud: Cloud, place: Place, request: NamedRequest) -> None:
        principal = parse_principal(request.caller)
        if isinstance(principal, PrincipalProblem):
            return  # Whose `*` is then cannot be told, and the caller is reported already.
        target = find_target(cloud, request.action, request.resource, principal.account)
        if not isinstance(target, Target):
            self.report.add(place, target.message, target.help)

    def _expectation(self, node: Node | None) -> str:
        expect = self.text(node, "`expect`")
        if node and expect and expect not in EXPECTATIONS:
            one_of = " or ".join((", ".join(f"`{each}`" for each in EXPECTATIONS[:-1]), f"`{EXPECTATIONS[-1]}`"))
            self.report.add(node.place, f"{in_backticks(expect)} is not an expectation", f"Write {one_of}.")
        return expect

    def _context(self, node: Node | None) -> Mapping[str, tuple[str, ...]]:
        members = self.members(node, "`context`")
        seen: dict[str, str] = {}
        for key, _ in members:
            twin = seen.setdefault(key.text.lower(), key.text)
            if twin != key.text:
                message = f"{in_backticks(key.text)} and {in_backticks(twin)} are one condition key"
                self.report.add(key.place, message, "Keys have no case: keep one of the two.")
        return {key.text: tuple(each.text for each in self.texts(value, f"`{key.text}`")) for key, value in members}
