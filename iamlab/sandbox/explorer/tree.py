"""The tree of a sandbox: organization, accounts, what they hold, and the policies of each."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from iamlab.cloud import Account, PolicySlot, Thing, policy_slots

from ..bench import Bench
from ..models import Sandbox
from ..posted import clean
from .kinds import KINDS, Kind

MOST_OF_A_KIND = 60
"""So many things of one kind are listed; of more, the search finds the rest."""
MOST_SEARCHED = 100
"""So many characters of a search count."""


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree. `opens` is the reference of a policy that it opens; `is_you` marks who the learner is."""

    name: str
    icon: str
    address: str = ""
    tail: str = ""
    opens: str = ""
    is_you: bool = False
    is_open: bool = False
    children: tuple["Node", ...] = ()


def tree_context(sandbox: Sandbox, bench: Bench, typed: str = "") -> dict[str, Any]:
    """What the template of the tree needs; `typed` is what somebody searches for."""
    wanted = clean(typed)[:MOST_SEARCHED]
    return {"tree": tree_of(sandbox, bench, wanted), "wanted": wanted}


def tree_of(sandbox: Sandbox, bench: Bench, wanted: str = "") -> tuple[Node, ...]:
    """The accounts of a sandbox and, above them, its control policies; only what holds `wanted` in its name."""
    slots = policy_slots(bench.cloud)
    nodes = [_account(sandbox, bench, account, slots, wanted.lower()) for account in bench.cloud.accounts]
    controls = [slot for slot in slots if slot.ref and slot.ref.owner in ("scp", "rcp")]
    guardrails = tuple(_policy(slot, bench) for slot in controls if wanted.lower() in slot.name.lower())
    if bench.cloud.organization:
        address = reverse("sandbox:organization", args=[sandbox.pk])
        tail = str(len(guardrails)) if guardrails else ""
        nodes.insert(0, Node("Organization", "organization", address, tail, is_open=True, children=guardrails))
    return tuple(node for node in nodes if node.children or not wanted)


def _account(sandbox: Sandbox, bench: Bench, account: Account, slots: tuple[PolicySlot, ...], wanted: str) -> Node:
    own = [slot for slot in slots if slot.ref and slot.ref.account == account.id]
    kinds = tuple(_kind(sandbox, bench, account, kind, own, wanted) for kind in KINDS.values())
    address = reverse("sandbox:account", args=[sandbox.pk, account.id])
    children = tuple(node for node in kinds if node.children)
    return Node(account.name, "account", address, account.id, is_open=True, children=children)


def _kind(sandbox: Sandbox, bench: Bench, account: Account, kind: Kind, slots: list[PolicySlot], wanted: str) -> Node:
    things = [each for each in kind.of(account) if wanted in each.name.lower()]
    shown = tuple(_thing(sandbox, bench, account, kind, each, slots) for each in things[:MOST_OF_A_KIND])
    if len(things) > MOST_OF_A_KIND:
        shown = (*shown, Node(f"{len(things) - MOST_OF_A_KIND} more: search for them", kind.icon))
    is_open = bool(wanted) or any(node.is_you for node in shown) or len(things) <= 8
    return Node(kind.many, kind.icon, "", str(len(things)), is_open=is_open, children=shown)


def _thing(sandbox: Sandbox, bench: Bench, account: Account, kind: Kind, thing: Thing, slots: list[PolicySlot]) -> Node:
    policies = tuple(_policy(slot, bench) for slot in slots if _belongs(slot, kind, thing))
    address = thing_address(sandbox, account.id, kind, thing.name)
    return Node(thing.name, kind.icon, address, is_you=_is_you(bench, account, kind, thing), children=policies)


def thing_address(sandbox: Sandbox, account_id: str, kind: Kind, name: str) -> str:
    """Where the page of a thing is. Names may hold slashes, so that they go into the query."""
    return f"{reverse('sandbox:thing', args=[sandbox.pk, account_id, kind.slug])}?name={quote(name, safe='')}"


def _policy(slot: PolicySlot, bench: Bench) -> Node:
    ref = str(slot.ref)
    name = "Trust policy" if ref.endswith("/trust") else slot.name
    if slot.text is None:
        return Node("no policy", "policy")
    return Node(name, "policy", opens=ref, is_open=ref in bench.open)


def _belongs(slot: PolicySlot, kind: Kind, thing: Thing) -> bool:
    owner = slot.ref
    return owner is not None and slot.text is not None and (owner.owner, owner.owner_name) == (kind.slug, thing.name)


def _is_you(bench: Bench, account: Account, kind: Kind, thing: Thing) -> bool:
    who = bench.who
    if kind.slug == "user":
        return who == f"arn:aws:iam::{account.id}:user{getattr(thing, 'path', '/')}{thing.name}"
    return kind.slug == "role" and who.startswith(f"arn:aws:sts::{account.id}:assumed-role/{thing.name}/")
