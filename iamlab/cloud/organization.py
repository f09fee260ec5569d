"""An organization: its root, units and accounts, and the control policies attached to each of them."""

from collections.abc import Iterator
from dataclasses import dataclass

FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS = "FullAWSAccess", "RCPFullAWSAccess"
"""What AWS attaches to every node to begin with (D44, D62)."""


@dataclass(frozen=True, slots=True)
class ControlPolicy:
    """A service control policy or a resource control policy that somebody wrote."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Attached:
    """The names of the control policies attached to one node."""

    scps: tuple[str, ...] = (FULL_AWS_ACCESS,)
    rcps: tuple[str, ...] = (RCP_FULL_AWS_ACCESS,)


@dataclass(frozen=True, slots=True)
class Unit:
    """An organizational unit. `path` names it with all units above it: `workloads/prod`."""

    path: str
    attached: Attached = Attached()

    @property
    def parent(self) -> str:
        """The path of the unit above; empty for one right below the root."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Member:
    """An account of the organization. `unit` is a unit's path, and empty for an account right below the root."""

    account: str
    unit: str = ""
    attached: Attached = Attached()


@dataclass(frozen=True, slots=True)
class Organization:
    """The whole tree. The management account is one of the members."""

    id: str
    management_account: str
    members: tuple[Member, ...]
    units: tuple[Unit, ...] = ()
    scps: tuple[ControlPolicy, ...] = ()
    rcps: tuple[ControlPolicy, ...] = ()
    root: Attached = Attached()

    def member(self, account_id: str | None) -> Member | None:
        """The account as a member; None for an account outside."""
        return next((member for member in self.members if member.account == account_id), None)

    def unit(self, path: str) -> Unit | None:
        """The unit of a path."""
        return next((unit for unit in self.units if unit.path == path), None)

    def controlled(self, account_id: str | None) -> Member | None:
        """The account, if control policies bind it: a member that is not the management account (D41, D61)."""
        return None if account_id == self.management_account else self.member(account_id)

    def levels(self, member: Member) -> Iterator[tuple[str, Attached]]:
        """The nodes above a member and the member itself, from the root down, each with its name (D43)."""
        yield "Root", self.root
        for path in paths_down_to(member.unit):
            unit = self.unit(path)
            if unit is None:
                raise LookupError(f"unit {path} has an account and does not exist")
            yield path, unit.attached
        yield member.account, member.attached


def paths_down_to(unit: str) -> tuple[str, ...]:
    """The paths of a unit and of those above it, uppermost first; none for the root."""
    names = unit.split("/") if unit else []
    return tuple("/".join(names[: count + 1]) for count in range(len(names)))
