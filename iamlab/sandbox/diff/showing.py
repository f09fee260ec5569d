"""An access diff as its template shows it: what turned, who for, and one request of each kind decided twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iamlab.cloud import (
    ANYBODY,
    AccessChange,
    AccessDiff,
    Cloud,
    Family,
    PolicySlot,
    RepresentativeRequest,
    Turn,
    access_diff,
    policy_slots,
)

from ..bench import context_lines
from ..fixes.diff import DiffLine, diff_lines
from ..showing.identity import short_name, token_words
from .sides import SideView, side_of

ROWS_SHOWN = 20
"""Of each turn; every row is decided twice with all its reasons."""
NAMES_SHOWN = 4
EDITS_SHOWN = 12
TITLES = {
    Turn.NOW_ALLOWED: ("allow", "Now allowed"),
    Turn.NO_LONGER: ("implicit", "No longer allowed"),
    Turn.ELSEWHERE: ("arrow", "Decided elsewhere"),
}
_CORNERS = {
    Family.NO_MFA: "without MFA",
    Family.NO_TLS: "without TLS",
    Family.OTHER_REGION: "in another region",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Some names, and how many more there are."""

    shown: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """Requests that turned alike. `caller` and `context` are those of the witness, as the request form takes them.

    `is_outside` says that the caller's account is none of the sandbox's: nobody here can ask as such a caller.
    """

    who: Names
    actions: Names
    resources: Names
    corner: str
    count: int
    caller: str
    said: str
    witness: RepresentativeRequest
    context: str
    before: SideView
    after: SideView
    is_outside: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """All rows of one turn; `more_rows` are counted and not shown."""

    icon: str
    title: str
    count: int
    rows: tuple[Row, ...]
    more_rows: int


@dataclass(frozen=True, slots=True)
class PolicyEdit:
    """A policy that differs between the two states."""

    title: str
    word: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """The whole comparison."""

    diff: AccessDiff
    turns: tuple[TurnView, ...]
    edits: tuple[PolicyEdit, ...]
    more_edits: int

    @property
    def strip(self) -> str:
        """The counts in one line."""
        return " · ".join(f"{turn.count} {turn.title.lower()}" for turn in self.turns)


def diff_view(before: Cloud, after: Cloud) -> DiffView:
    """Compare two states, and lay out what turned."""
    diff = access_diff(before, after)
    edits = tuple(_edits(before, after))
    outside = {account.id for account in diff.after.accounts} - {account.id for account in after.accounts}
    return DiffView(diff, tuple(_turns(diff, outside)), edits[:EDITS_SHOWN], max(0, len(edits) - EDITS_SHOWN))


def _turns(diff: AccessDiff, outside: set[str]) -> Iterator[TurnView]:
    for turn, (icon, title) in TITLES.items():
        changes = [change for change in diff.changes if change.turn is turn]
        rows = tuple(_row(diff, change, outside) for change in changes[:ROWS_SHOWN])
        yield TurnView(icon, title, diff.count(turn), rows, len(changes) - len(rows))


def _row(diff: AccessDiff, change: AccessChange, outside: set[str]) -> Row:
    witness = change.witness
    who = name_of(diff.after, witness.caller)
    return Row(
        _names([name_of(diff.after, caller) for caller in change.callers]),
        _names(change.actions),
        _names([_short(resource) for resource in change.resources]),
        _corner(change),
        change.count,
        witness.caller,
        f"{witness.action} as {who}",
        witness,
        context_lines(dict(witness.context)),
        side_of(diff.before, witness),
        side_of(diff.after, witness),
        any(f"::{account_id}:" in witness.caller for account_id in outside),
    )


def _corner(change: AccessChange) -> str:
    """The circumstance that a change needs."""
    if change.corner is Family.THROUGH_ENDPOINT:
        return f"through {dict(change.witness.context)['aws:SourceVpce'][0]}"
    return _CORNERS[change.corner] if change.corner else ""


def _names(names: Sequence[str]) -> Names:
    return Names(tuple(names[:NAMES_SHOWN]), max(0, len(names) - NAMES_SHOWN))


def _short(resource: str) -> str:
    """A resource without the parts of its ARN that say no more than the witness does."""
    return "no resource (*)" if resource == "*" else resource.split(":", 5)[-1]


def name_of(cloud: Cloud, caller: str) -> str:
    """Somebody as people say it; a session that stands for a role is that role. Of several accounts it is told too."""
    token = cloud.token_session(caller)
    arn = token.owner_arn if token else caller
    name = short_name(arn)
    parts = name.split("/")
    if parts[0] == "assumed-role" and parts[-1] == ANYBODY:
        name = f"role {parts[1]}"
    elif token:
        name = f"{name} {token_words(token)}"
    account = cloud.account((arn.split(":") + [""] * 5)[4])
    return f"{name} in {account.name}" if account and len(cloud.accounts) > 1 else name


def _edits(before: Cloud, after: Cloud) -> Iterator[PolicyEdit]:
    """The policies whose text differs, or that are in one of the states only."""
    then, now = _texts(before), _texts(after)
    for ref in dict.fromkeys((*then, *now)):
        one, other = then.get(ref), now.get(ref)
        old, new = (slot.text or "" if slot else "" for slot in (one, other))
        if old != new:
            slot = other or one
            word = "added" if not old else "removed" if not new else "edited"
            yield PolicyEdit(slot.title if slot else "", word, diff_lines(old, new) if new else ())


def _texts(cloud: Cloud) -> dict[str, PolicySlot]:
    return {str(slot.ref): slot for slot in policy_slots(cloud)}
