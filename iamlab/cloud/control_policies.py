"""Control policies in their places, and which of them bind an account (D40 to D45, D60 to D62)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from iamlab.cloud.organization import (
    FULL_AWS_ACCESS,
    RCP_FULL_AWS_ACCESS,
    Attached,
    ControlPolicy,
    Member,
    Organization,
)
from iamlab.cloud.places import OwnerKind, Place, PolicyRef, PolicySlot
from iamlab.cloud.unique_ids import control_policy_id
from iamlab.engine import PolicyKind


@dataclass(frozen=True, slots=True)
class ControlKind:
    """One of the two kinds of control policy, with what differs between them.

    `of_aws` is the policy that AWS attaches everywhere, `most` the number that one node can have, `longest` the number
    of characters of one policy (G34, G35).
    """

    policy_kind: PolicyKind
    owner: OwnerKind
    long_name: str
    of_aws: str
    of_aws_text: str
    most: int
    longest: int
    written: Callable[[Organization], tuple[ControlPolicy, ...]]
    attached: Callable[[Attached], tuple[str, ...]]

    def arn(self, organization: Organization, name: str) -> str:
        """The ARN of a control policy (E10)."""
        kind = self.long_name.replace(" ", "_")
        policy_id = control_policy_id(organization, name)
        if name == self.of_aws:
            return f"arn:aws:organizations::aws:policy/{kind}/{policy_id}"
        return f"arn:aws:organizations::{organization.management_account}:policy/{organization.id}/{kind}/{policy_id}"


def _allow_all(**elements: str) -> str:
    statement = {"Effect": "Allow", **elements, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


SCP = ControlKind(
    PolicyKind.SCP,
    OwnerKind.SCP,
    "service control policy",
    FULL_AWS_ACCESS,
    _allow_all(),
    10,
    10_240,
    lambda organization: organization.scps,
    lambda attached: attached.scps,
)
RCP = ControlKind(
    PolicyKind.RCP,
    OwnerKind.RCP,
    "resource control policy",
    RCP_FULL_AWS_ACCESS,
    _allow_all(Principal="*"),
    5,
    5_120,
    lambda organization: organization.rcps,
    lambda attached: attached.rcps,
)

Level = tuple[str, tuple[PolicySlot, ...]]
"""A node's name and the policies attached to it."""


def control_slots(organization: Organization) -> Iterator[PolicySlot]:
    """All control policies that somebody wrote."""
    for kind in (SCP, RCP):
        yield from (control_slot(organization, kind, policy.name) for policy in kind.written(organization))


def control_slot(organization: Organization, kind: ControlKind, name: str) -> PolicySlot:
    """The control policy of that name, AWS's own included. Raises LookupError where there is none."""
    arn = kind.arn(organization, name)
    if name == kind.of_aws:
        return PolicySlot(None, kind.policy_kind, name, name, kind.of_aws_text, arn)
    policy = next((policy for policy in kind.written(organization) if policy.name == name), None)
    if policy is None:
        raise LookupError(f"{name} is attached and does not exist")
    ref = PolicyRef(organization.management_account, kind.owner, name, Place.DOCUMENT)
    title = f"{kind.long_name.capitalize()} {name}"
    return PolicySlot(ref, kind.policy_kind, name, title, policy.text, arn)


@lru_cache(maxsize=256)
def levels_for(
    organization: Organization | None, kind: ControlKind, account_id: str | None
) -> tuple[Level, ...] | None:
    """The levels of control policies that bind an account, root first; None for an account that they do not bind.

    SCPs are asked for with the caller's account, RCPs with the account that owns the resource (D33, D64).
    """
    member = organization.controlled(account_id) if organization else None
    return tuple(_levels(organization, kind, member)) if organization and member else None


def _levels(organization: Organization, kind: ControlKind, member: Member) -> Iterator[Level]:
    for name, attached in organization.levels(member):
        yield name, tuple(control_slot(organization, kind, policy) for policy in kind.attached(attached))


def with_control_text(organization: Organization, ref: PolicyRef, text: str) -> Organization:
    """The same organization with another text in one of its policies."""

    def changed(policies: tuple[ControlPolicy, ...]) -> tuple[ControlPolicy, ...]:
        return tuple(replace(policy, text=text) if policy.name == ref.owner_name else policy for policy in policies)

    if ref.owner is OwnerKind.SCP:
        return replace(organization, scps=changed(organization.scps))
    return replace(organization, rcps=changed(organization.rcps))
