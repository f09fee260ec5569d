"""Accounts as a scenario writes them."""

import re
from collections.abc import Iterable

from iamlab.cloud.accounts import DEFAULT_MAX_SESSION_DURATION, Account, Group, ManagedPolicy, Role, User
from iamlab.cloud.scenario.fields import FieldReader
from iamlab.cloud.scenario.problems import Report
from iamlab.cloud.scenario.resources import RESOURCE_FIELDS, read_buckets, read_resources, read_vpc_endpoints
from iamlab.cloud.scenario.yaml_tree import Node, Scalar
from iamlab.engine import PolicyKind, closest, in_backticks, is_account_id

ACCOUNT_FIELDS = (
    "name", "users", "groups", "roles", "managed_policies", *RESOURCE_FIELDS, "vpc_endpoints",
)  # fmt: skip
USER_FIELDS = ("path", "groups", "inline_policies", "attached_policies", "permissions_boundary", "tags")
GROUP_FIELDS = ("path", "inline_policies", "attached_policies")
ROLE_FIELDS = (
    "path", "description", "trust_policy", "inline_policies", "attached_policies", "permissions_boundary",
    "max_session_duration", "tags",
)  # fmt: skip
MANAGED_FIELDS = ("path", "document")

_LONGEST_MAXIMUM = 43_200
_AWS_MANAGED = "arn:aws:iam::aws:policy/"


def read_account(id_key: Scalar, node: Node, report: Report) -> Account:
    """One account; what is wrong with it goes into the report."""
    if not is_account_id(id_key.text):
        hint = "Write all twelve digits, in quotes."
        report.add(id_key.place, f"{in_backticks(id_key.text)} is not an account id", hint)
    return _AccountReader(id_key.text, report).account(node)


class _AccountReader(FieldReader):
    """Reads one account, groups and managed policies first, since users and roles refer to them."""

    def __init__(self, account_id: str, report: Report) -> None:
        super().__init__(report)
        self._empty = Account(account_id, "")
        self._groups: tuple[Group, ...] = ()
        self._managed: tuple[str, ...] = ()

    def account(self, node: Node) -> Account:
        found = self.fields(node, "an account", ACCOUNT_FIELDS)
        managed = tuple(self.named(found.get("managed_policies"), "`managed_policies`", self._managed_policy))
        self._managed = tuple(self._empty.arn(policy) for policy in managed)
        self._groups = tuple(self.named(found.get("groups"), "`groups`", self._group))
        buckets = read_buckets(found.get("buckets"), self.report)
        return Account(
            self._empty.id,
            self.text(found.get("name"), "`name`"),
            tuple(self.named(found.get("users"), "`users`", self._user)),
            self._groups,
            tuple(self.named(found.get("roles"), "`roles`", self._role)),
            managed,
            buckets,
            read_resources(self._empty.id, found, buckets, self.report),
            read_vpc_endpoints(found.get("vpc_endpoints"), self.report),
        )

    def _managed_policy(self, name: Scalar, node: Node) -> ManagedPolicy:
        what = f"managed policy `{name.text}`"
        found = self.fields(node, what, MANAGED_FIELDS)
        document = self.required(found, "document", what, name.place)
        return ManagedPolicy(name.text, self.policy(document, PolicyKind.IDENTITY), self.path(found.get("path")))

    def _group(self, name: Scalar, node: Node) -> Group:
        found = self.fields(node, f"group `{name.text}`", GROUP_FIELDS)
        return Group(
            name.text,
            self.path(found.get("path")),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
        )

    def _user(self, name: Scalar, node: Node) -> User:
        found = self.fields(node, f"user `{name.text}`", USER_FIELDS)
        return User(
            name.text,
            self.path(found.get("path")),
            self._group_names(found.get("groups")),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
            self._boundary(found.get("permissions_boundary")),
            self.tags(found.get("tags")),
        )

    def _role(self, name: Scalar, node: Node) -> Role:
        what = f"role `{name.text}`"
        found = self.fields(node, what, ROLE_FIELDS)
        trust = self.required(found, "trust_policy", what, name.place)
        return Role(
            name.text,
            self.policy(trust, PolicyKind.TRUST),
            self.path(found.get("path")),
            self.text(found.get("description"), "`description`"),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
            self._boundary(found.get("permissions_boundary")),
            self._max_session_duration(found.get("max_session_duration")),
            self.tags(found.get("tags")),
        )

    def _group_names(self, node: Node | None) -> tuple[str, ...]:
        names = [group.name for group in self._groups]
        return self._known(self.texts(node, "`groups`"), names, "a group of this account")

    def _attached(self, arns: tuple[Scalar, ...]) -> tuple[str, ...]:
        return self._known(arns, self._managed, "a managed policy of this account")

    def _boundary(self, node: Node | None) -> str | None:
        if node is None:
            return None
        arn = self.text(node, "`permissions_boundary`")
        return next(iter(self._attached((Scalar(arn, node.place),))), None)

    def _known(self, written: tuple[Scalar, ...], known: Iterable[str], what: str) -> tuple[str, ...]:
        names = tuple(known)
        for each in written:
            if each.text in names:
                continue
            guess = closest(each.text, names)
            hint = f"Did you mean `{guess}`?" if guess else f"There are: {', '.join(names) or 'none'}."
            if each.text.startswith(_AWS_MANAGED):
                hint = "Policies of AWS are not modelled: write what you need of it as one of `managed_policies`."
            self.report.add(each.place, f"{in_backticks(each.text)} is not {what}", hint)
        return tuple(each.text for each in written if each.text in names)

    def _max_session_duration(self, node: Node | None) -> int:
        """The longest session in seconds (S8)."""
        if node is None:
            return DEFAULT_MAX_SESSION_DURATION
        text = self.text(node, "`max_session_duration`")
        seconds = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
        if not DEFAULT_MAX_SESSION_DURATION <= seconds <= _LONGEST_MAXIMUM:
            hint = f"Write seconds, {DEFAULT_MAX_SESSION_DURATION} to {_LONGEST_MAXIMUM}."
            self.report.add(node.place, f"{in_backticks(text)} is not a maximum session duration", hint)
        return seconds
