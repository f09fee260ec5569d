"""A command as it was typed, where it is run, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from iamlab.cloud.accounts import Account, named
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import Role
from iamlab.cloud.resources import DEFAULT_REGION, Resource, ResourceKind

Keys = Mapping[str, tuple[str, ...]]
OBJECTS_SHOWN = 5
"""A command about a whole prefix asks for each object; so many of those that are there are shown."""


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One request that a command makes. `why` says what it is for; `context` holds the keys that the command fills."""

    action: str
    resource: str
    why: str
    context: Keys = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CommandProblem:
    """Why a command cannot be read, and what to do."""

    message: str
    help: str


class UnreadableCommand(Exception):
    """Raised by the reader of one command; `read_command` turns it into a value."""

    def __init__(self, message: str, help: str) -> None:
        """Take what a `CommandProblem` has."""
        super().__init__(message)
        self.problem = CommandProblem(message, help)


@dataclass(frozen=True, slots=True)
class CommandReading:
    """The requests of a command, in the order in which AWS asks for them, or the problem that it has.

    `name` is service and operation; `notes` say what the requests leave out.
    """

    name: str = ""
    requests: tuple[CommandRequest, ...] = ()
    notes: tuple[str, ...] = ()
    problem: CommandProblem | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """The words of a command: what stands by itself, and the values after each option."""

    service: str
    operation: str
    words: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Service and operation."""
        return f"{self.service} {self.operation}"

    def has(self, option: str) -> bool:
        """Whether an option was given, with or without a value."""
        return option in self.options

    def value(self, option: str) -> str:
        """The first value of an option; empty where it was not given."""
        return next(iter(self.options.get(option, ())), "")

    def values(self, option: str) -> tuple[str, ...]:
        """All values of an option."""
        return self.options.get(option, ())

    def needed(self, option: str, example: str) -> str:
        """The value of an option that the command cannot do without."""
        value = self.value(option)
        if not value:
            raise UnreadableCommand(f"`aws {self.name}` needs `--{option}`", f"Add `--{option} {example}`.")
        return value


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command is run: as whom, in which account and region."""

    cloud: Cloud
    account_id: str
    region: str

    @property
    def account(self) -> Account | None:
        """The caller's account, if the cloud has it."""
        return self.cloud.account(self.account_id)

    def arn_of(self, kind: ResourceKind, name: str) -> str:
        """The ARN of a resource that is named as the CLI takes it: by name, in the caller's account, or by ARN."""
        if name.startswith("arn:"):
            return name
        account = self.account
        found = [each for each in account.resources if (each.kind, each.name) == (kind, name)] if account else []
        here = [each for each in found if not self.region or each.region == self.region]
        resource = next(iter(here), None) or Resource(kind, name, region=self.region or DEFAULT_REGION)
        return resource.arn(self.account_id)

    def user_arn(self, name: str, path: str = "/") -> str:
        """The ARN of a user of the caller's account; a path is found where the user is there."""
        account = self.account
        found = named(account.users, name) if account else None
        return f"arn:aws:iam::{self.account_id}:user{found.path if found else path}{name}"

    def role(self, name: str) -> Role | None:
        """A role of the caller's account."""
        return named(self.account.roles, name) if self.account else None

    def role_arn(self, name: str, path: str = "/") -> str:
        """The ARN of a role of the caller's account."""
        found = self.role(name)
        return f"arn:aws:iam::{self.account_id}:role{found.path if found else path}{name}"

    def objects_under(self, bucket: str, prefix: str, example: str = "example.txt") -> tuple[str, ...]:
        """Keys of the objects there that begin with a prefix, some of them; an example where there is none."""
        found = sorted(key for key in self._keys(bucket) if key.startswith(prefix))[:OBJECTS_SHOWN]
        return tuple(found) or (f"{prefix}{example}",)

    def _keys(self, bucket: str) -> Iterator[str]:
        for account in self.cloud.accounts:
            for resource in account.resources:
                if resource.kind is ResourceKind.OBJECT and resource.name.startswith(f"{bucket}/"):
                    yield resource.name.removeprefix(f"{bucket}/")


def pairs_of(command: Command, option: str) -> dict[str, str]:
    """Tags as the CLI takes them: `Key=team,Value=orders`, several with blanks between them."""
    found: dict[str, str] = {}
    for text in command.values(option):
        parts = dict(part.partition("=")[::2] for part in text.split(","))
        if not parts.get("Key") or "Value" not in parts:
            raise UnreadableCommand(f"`{text}` is no tag", f"Write `--{option} Key=team,Value=orders`.")
        found[parts["Key"]] = parts["Value"]
    return found


def tag_keys(tags: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The condition keys of a request that carries tags (C46)."""
    if not tags:
        return {}
    return {"aws:TagKeys": tuple(tags), **{f"aws:RequestTag/{key}": (value,) for key, value in tags.items()}}
