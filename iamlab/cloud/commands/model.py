"""A command as it was typed, where it is run, and what becomes of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from iamlab.cloud.accounts import Account, named
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.field_rules import path_problems
from iamlab.cloud.identities import Group, InstanceProfile, Role, User
from iamlab.cloud.names import NAME
from iamlab.cloud.quotas import name_problems
from iamlab.cloud.resources import DEFAULT_REGION, KINDS, Resource, ResourceKind, Tags

Keys = Mapping[str, tuple[str, ...]]
OBJECTS_SHOWN = 5
"""A command about a whole prefix asks for each object; so many of those that are there are shown."""


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One request that a command makes. `why` says what it is for; `context` holds the keys that the command fills.

    `absent` are keys, or prefixes such as `aws:RequestTag/`, that the command is known not to carry.
    """

    action: str
    resource: str
    why: str
    context: Keys = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CommandProblem:
    """Why a command cannot be read, and what to do."""

    message: str
    help: str


class UnreadableCommand(Exception):
    """Raised by the reader of one command; `read_command` turns it into a value."""

    def __init__(self, message: str, help: str, requests: tuple[CommandRequest, ...] = ()) -> None:
        """Take what a `CommandProblem` has, and the requests of a call that was tried and refused."""
        super().__init__(message)
        self.problem = CommandProblem(message, help)
        self.requests = requests


@dataclass(frozen=True, slots=True)
class CommandReading:
    """The requests of a command, in the order in which AWS asks for them, or the problem that it has.

    `cloud` is where its requests are decided: with the bucket that the command makes, whose ARN `made` is if it was not
    there before. `name` is service and operation; `notes` say what the requests leave out. Beside a problem, `requests`
    are those of a call that was tried: whether AWS comes to tell the problem can hang on what is decided of them.
    """

    cloud: Cloud
    name: str = ""
    requests: tuple[CommandRequest, ...] = ()
    notes: tuple[str, ...] = ()
    problem: CommandProblem | None = None
    made: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """The words of a command: what stands by itself, and the values after each option.

    `filters` are `--exclude` and `--include` with their patterns, in their order; `looked_at` collects the options that
    the command's reader asks for.
    """

    service: str
    operation: str
    words: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    filters: tuple[tuple[str, str], ...] = ()
    looked_at: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Service and operation."""
        return f"{self.service} {self.operation}"

    def has(self, option: str) -> bool:
        """Whether an option was given, with or without a value."""
        self.looked_at.add(option)
        return option in self.options

    def value(self, option: str) -> str:
        """The first value of an option; empty where it was not given."""
        return next(iter(self.values(option)), "")

    def values(self, option: str) -> tuple[str, ...]:
        """All values of an option."""
        self.looked_at.add(option)
        return self.options.get(option, ())


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command is run: as whom, in which account and region, in which circumstances."""

    cloud: Cloud
    caller: str
    account_id: str
    region: str = ""
    circumstances: Keys = field(default_factory=dict)

    @property
    def account(self) -> Account | None:
        """The caller's account, if the cloud has it."""
        return self.cloud.account(self.account_id)

    @property
    def user(self) -> User | None:
        """The user who runs the command, with keys or with a session token; None for anybody else."""
        token = self.cloud.token_session(self.caller)
        return self.account.user(token.owner_arn if token else self.caller) if self.account else None

    def arn_of(self, kind: ResourceKind, name: str) -> str:
        """The ARN of a resource that is named as the CLI takes it: by name, in the caller's account, or by ARN."""
        if name.startswith("arn:"):
            return name
        _refuse_name(str(kind), name, KINDS[kind].name, KINDS[kind].name_help)
        account = self.account
        found = [each for each in account.resources if (each.kind, each.name) == (kind, name)] if account else []
        here = [each for each in found if not self.region or each.region == self.region]
        resource = next(iter(here), None) or Resource(kind, name, region=self.region or DEFAULT_REGION)
        return resource.arn(self.account_id)

    def new_arn(self, type_: str, name: str, path: str = "/") -> str:
        """The ARN of an identity, an instance profile or a policy that is made now."""
        path = path or "/"
        _refuse_name(type_, name, NAME.pattern, "letters, digits and `+=,.@_-`")
        for problem in (*name_problems(type_, name), *path_problems(path)):
            raise UnreadableCommand(problem.message, problem.help)
        return f"arn:aws:iam::{self.account_id}:{type_}{path}{name}"

    def arn_in_iam(self, type_: str, name: str) -> str:
        """The ARN of a user, role, group or instance profile of the caller's account; its path is found if it is."""
        among: Iterable[User | Role | Group | InstanceProfile] = ()
        if self.account:
            kinds: Mapping[str, Iterable[User | Role | Group | InstanceProfile]] = {
                "user": self.account.users,
                "role": self.account.roles,
                "group": self.account.groups,
                "instance-profile": self.account.instance_profiles,
            }
            among = kinds[type_]
        found = named(among, name)
        return self.new_arn(type_, name, found.path if found else "/")

    def role(self, name: str) -> Role | None:
        """A role of the caller's account."""
        return named(self.account.roles, name) if self.account else None

    def objects_under(self, bucket: str, prefix: str, example: str = "example.txt") -> tuple[str, ...]:
        """Keys of the objects there that begin with a prefix, some of them; an example where there is none."""
        found = sorted(key for key in self._keys(bucket) if key.startswith(prefix))[:OBJECTS_SHOWN]
        return tuple(found) or (f"{prefix}{example}",)

    def _keys(self, bucket: str) -> Iterator[str]:
        for account in self.cloud.accounts:
            for resource in account.resources:
                if resource.kind is ResourceKind.OBJECT and resource.name.startswith(f"{bucket}/"):
                    yield resource.name.removeprefix(f"{bucket}/")


def bucket_arn(name: str) -> str:
    """The ARN of a bucket."""
    _refuse_name("bucket", name, KINDS[ResourceKind.BUCKET].name, KINDS[ResourceKind.BUCKET].name_help)
    return f"arn:aws:s3:::{name}"


def _refuse_name(what: str, name: str, pattern: str, help: str) -> None:
    if not re.fullmatch(pattern, name, re.ASCII):
        raise UnreadableCommand(f"`{name}` is no name of {'an' if what[0] in 'aeio' else 'a'} {what}", f"Write {help}.")


Reader = Callable[[Command, Desk], Iterator[CommandRequest]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One command: how it is read, and what its requests leave out."""

    read: Reader
    note: str = ""


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: `a`, `b` and `c`."""
    *first, last = tuple(names)
    return f"{', '.join(first)} and {last}" if first else last


def tag_keys(tags: Tags) -> dict[str, tuple[str, ...]]:
    """The condition keys of a request that carries tags (C46)."""
    if not tags:
        return {}
    values = {f"aws:RequestTag/{key}": (value,) for key, value in tags}
    return {"aws:TagKeys": tuple(key for key, _ in tags), **values}
