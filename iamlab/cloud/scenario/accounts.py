"""Accounts as a scenario writes them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from iamlab.cloud.accounts import Account
from iamlab.cloud.field_rules import device_problems, max_session_duration_problems
from iamlab.cloud.identities import (
    DEFAULT_MAX_SESSION_DURATION,
    AccessKey,
    Group,
    ManagedPolicy,
    PolicyVersion,
    Role,
    User,
)
from iamlab.cloud.managed_policies import can_attach, closest_policy
from iamlab.cloud.names import ACCESS_KEY, ACCESS_KEY_HELP, UNIQUE_ID, UNIQUE_ID_LETTERS, UNIQUE_ID_PREFIX
from iamlab.cloud.quotas import account_problems, identity_problems, managed_policy_problems, policy_size_problems
from iamlab.cloud.scenario.fields import FieldReader
from iamlab.cloud.scenario.problems import Place, Report, listed
from iamlab.cloud.scenario.providers import PROVIDER_FIELDS, ProviderReader
from iamlab.cloud.scenario.resources import RESOURCE_FIELDS, read_buckets, read_resources, read_vpc_endpoints
from iamlab.cloud.scenario.yaml_tree import Node, Scalar
from iamlab.cloud.unique_ids import unique_id
from iamlab.engine import PolicyKind, closest, in_backticks, is_account_id

ACCOUNT_FIELDS = (
    "name", "users", "groups", "roles", "managed_policies", *RESOURCE_FIELDS, "vpc_endpoints", *PROVIDER_FIELDS,
)  # fmt: skip
USER_FIELDS = (
    "path", "groups", "inline_policies", "attached_policies", "permissions_boundary", "tags", "console_access",
    "access_keys", "mfa_devices", "unique_id",
)  # fmt: skip
GROUP_FIELDS = ("path", "inline_policies", "attached_policies")
ROLE_FIELDS = (
    "path", "description", "trust_policy", "inline_policies", "attached_policies", "permissions_boundary",
    "max_session_duration", "tags", "unique_id",
)  # fmt: skip
MANAGED_FIELDS = ("path", "document", "version", "other_versions")


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
        self._keys: set[str] = set()

    def account(self, node: Node) -> Account:
        found = self.fields(node, "an account", ACCOUNT_FIELDS)
        managed = tuple(self.named(found.get("managed_policies"), "`managed_policies`", self._managed_policy))
        self._empty = replace(self._empty, managed_policies=managed)
        self._groups = tuple(self.named(found.get("groups"), "`groups`", self._group))
        buckets = read_buckets(found.get("buckets"), self.report)
        providers = ProviderReader(self.report)
        account = Account(
            self._empty.id,
            self.text(found.get("name"), "`name`"),
            tuple(self.named(found.get("users"), "`users`", self._user)),
            self._groups,
            tuple(self.named(found.get("roles"), "`roles`", self._role)),
            managed,
            buckets,
            read_resources(self._empty.id, found, buckets, self.report),
            read_vpc_endpoints(found.get("vpc_endpoints"), self.report),
            providers.instance_profiles(found),
            providers.saml_providers(found),
            providers.oidc_providers(found),
        )
        self.refuse(node.place, account_problems(account))
        self._refuse_shared_ids(node.place, account)
        return account

    def _refuse_shared_ids(self, place: Place, account: Account) -> None:
        """Unique ids are given once, those that follow from names among them (I7)."""
        identities: tuple[User | Role, ...] = (*account.users, *account.roles)
        ids = Counter(unique_id(account, each) for each in identities)
        for shared in sorted(id for id, holders in ids.items() if holders > 1):
            hint = "Give each its own `unique_id`, or leave it out."
            self.report.add(place, f"two users or two roles have the unique id `{shared}`", hint)

    def _managed_policy(self, name: Scalar, node: Node) -> ManagedPolicy:
        what = f"managed policy `{name.text}`"
        found = self.fields(node, what, MANAGED_FIELDS)
        document = self.required(found, "document", what, name.place)
        text, path = self.policy(document, PolicyKind.IDENTITY), self.path(found.get("path"))
        version = self._number(found["version"]) if "version" in found else 1
        policy = ManagedPolicy(name.text, text, path, version, self._versions(found.get("other_versions"), version))
        self.refuse(name.place, managed_policy_problems(policy))
        self.warn_of(name.place, policy_size_problems(policy))
        return policy

    def _versions(self, node: Node | None, in_force: int) -> tuple[PolicyVersion, ...]:
        def read(name: Scalar, value: Node) -> PolicyVersion:
            number = self._number(name)
            if number == in_force:
                self.report.add(name.place, f"`{name.text}` is the version in force", "Write its text as `document`.")
            return PolicyVersion(number, self.policy(value, PolicyKind.IDENTITY))

        return tuple(self.named(node, "`other_versions`", read))

    def _number(self, node: Node) -> int:
        """The number of a version, as in `v3` (G21)."""
        text = self.text(node, "a version")
        if not re.fullmatch(r"v[1-9][0-9]{0,4}", text):
            self.report.add(node.place, f"{in_backticks(text)} is not a version", "Write one such as `v2`.")
            return 0
        return int(text[1:])

    def _group(self, name: Scalar, node: Node) -> Group:
        found = self.fields(node, f"group `{name.text}`", GROUP_FIELDS)
        group = Group(
            name.text,
            self.path(found.get("path")),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
        )
        self.refuse(name.place, identity_problems(group))
        self.warn_of(name.place, policy_size_problems(group))
        return group

    def _user(self, name: Scalar, node: Node) -> User:
        found = self.fields(node, f"user `{name.text}`", USER_FIELDS)
        user = User(
            name.text,
            self.path(found.get("path")),
            self._group_names(found.get("groups")),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
            self._boundary(found.get("permissions_boundary")),
            self.tags(found.get("tags")),
            self.flag(found.get("console_access"), "`console_access`"),
            self._access_keys(found.get("access_keys")),
            self._devices(found.get("mfa_devices")),
            self._unique_id(found.get("unique_id"), "user"),
        )
        self.refuse(name.place, identity_problems(user))
        self.warn_of(name.place, policy_size_problems(user))
        return user

    def _access_keys(self, node: Node | None) -> tuple[AccessKey, ...]:
        """Access keys by their ids; `inactive` beside one says that it does not work (I7)."""

        def read(name: Scalar, value: Node) -> AccessKey:
            state = self.text(value, "an access key")
            if state not in ("", "active", "inactive"):
                message = f"{in_backticks(state)} is no state of an access key"
                self.report.add(value.place, message, "Write `active` or `inactive`.")
            if name.text in self._keys:
                self.report.add(name.place, f"another user has the access key `{name.text}`", "Give it another id.")
            self._keys.add(name.text)
            return AccessKey(name.text, state != "inactive")

        return tuple(self.named(node, "`access_keys`", read, ACCESS_KEY, ACCESS_KEY_HELP))

    def _devices(self, node: Node | None) -> tuple[str, ...]:
        """The names of a user's MFA devices."""
        written = self.texts(node, "`mfa_devices`")
        for each in written:
            self.refuse(each.place, device_problems((each.text,)))
        return tuple(each.text for each in written)

    def _role(self, name: Scalar, node: Node) -> Role:
        what = f"role `{name.text}`"
        found = self.fields(node, what, ROLE_FIELDS)
        trust = self.required(found, "trust_policy", what, name.place)
        role = Role(
            name.text,
            self.policy(trust, PolicyKind.TRUST),
            self.path(found.get("path")),
            self.text(found.get("description"), "`description`"),
            self.inline_policies(found.get("inline_policies")),
            self._attached(self.texts(found.get("attached_policies"), "`attached_policies`")),
            self._boundary(found.get("permissions_boundary")),
            self._max_session_duration(found.get("max_session_duration")),
            self.tags(found.get("tags")),
            self._unique_id(found.get("unique_id"), "role"),
        )
        self.refuse(name.place, identity_problems(role))
        self.warn_of(name.place, policy_size_problems(role))
        return role

    def _unique_id(self, node: Node | None, kind: str) -> str:
        """The id of somebody who was renamed, or who has a name that another had before (I7)."""
        if node is None:
            return ""
        text = self.text(node, "`unique_id`")
        if not UNIQUE_ID[kind].fullmatch(text):
            letters = f"{UNIQUE_ID_LETTERS} capital letters and digits"
            hint = f"Write `{UNIQUE_ID_PREFIX[kind]}` and {letters}, or leave it out."
            self.report.add(node.place, f"{in_backticks(text)} is not a unique id", hint)
        return text

    def _group_names(self, node: Node | None) -> tuple[str, ...]:
        names = [group.name for group in self._groups]
        return self._known(self.texts(node, "`groups`"), names, "a group of this account")

    def _attached(self, arns: tuple[Scalar, ...]) -> tuple[str, ...]:
        for arn in arns:
            if not can_attach(self._empty, arn.text):
                own = listed(map(self._empty.arn, self._empty.managed_policies))
                hint = self.report.guess(
                    partial(closest_policy, self._empty, arn.text), f"The account's own are: {own}."
                )
                message = f"{in_backticks(arn.text)} is not a managed policy of this account or of AWS"
                self.report.add(arn.place, message, hint)
        return tuple(arn.text for arn in arns if can_attach(self._empty, arn.text))

    def _boundary(self, node: Node | None) -> str | None:
        if node is None:
            return None
        arn = self.text(node, "`permissions_boundary`")
        return next(iter(self._attached((Scalar(arn, node.place),))), None)

    def _known(self, written: tuple[Scalar, ...], known: Iterable[str], what: str) -> tuple[str, ...]:
        names = dict.fromkeys(known)
        for each in written:
            if each.text in names:
                continue
            hint = self.report.guess(partial(closest, each.text, names), f"There are: {listed(names)}.")
            self.report.add(each.place, f"{in_backticks(each.text)} is not {what}", hint)
        return tuple(each.text for each in written if each.text in names)

    def _max_session_duration(self, node: Node | None) -> int:
        """The longest session in seconds (S8)."""
        if node is None:
            return DEFAULT_MAX_SESSION_DURATION
        text = self.text(node, "`max_session_duration`")
        seconds = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
        self.refuse(node.place, max_session_duration_problems(seconds, text))
        return seconds
