"""Commands that make one request about one thing, which an option names, or about nothing in particular."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk
from iamlab.cloud.resources import ResourceKind


@dataclass(frozen=True, slots=True)
class OnOne:
    """A command that makes one request about one resource, which an option names."""

    action: str
    kind: ResourceKind
    option: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        yield CommandRequest(self.action, desk.arn_of(self.kind, command.value(self.option)), self.why)


@dataclass(frozen=True, slots=True)
class OnNone:
    """A command that makes one request without a resource (M18)."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        yield CommandRequest(self.action, "*", self.why)
