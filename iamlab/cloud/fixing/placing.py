"""Where the changes of a fix belong in a cloud: whose policies can be edited, and where a new one could go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from iamlab.cloud.accounts import named
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.fixing.parts import Asked, ContextChange, FixKind, Part, PolicyEdit, SessionChange
from iamlab.cloud.fixing.wording import sentence_of, sentence_of_request
from iamlab.cloud.identities import Role, User
from iamlab.cloud.places import OwnerKind, Place, PolicyRef, PolicySlot
from iamlab.cloud.policies import policy_slots
from iamlab.engine import (
    ChangeKind,
    GateKind,
    PolicyChange,
    PolicyDocument,
    PolicyKind,
    Reach,
    RequestChange,
    parse_arn,
    text_after,
)

NEW_POLICY_NAME = "allow-more"
_KINDS = {
    ChangeKind.WIDEN: FixKind.WIDEN,
    ChangeKind.VERSION: FixKind.VERSION,
    ChangeKind.NEW_STATEMENT: FixKind.ADD_STATEMENT,
    ChangeKind.NEW_POLICY: FixKind.ADD_POLICY,
    ChangeKind.EXCEPTION: FixKind.SPARE,
    ChangeKind.REMOVE_STATEMENT: FixKind.REMOVE,
}


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one request's policies in a cloud."""

    cloud: Cloud
    asked: Asked
    reading: CaseReading

    @property
    def reach(self) -> Reach:
        """What the engine's search may change."""
        return Reach(self._can_edit, self._can_extend, lambda gate: self._new_place(gate) is not None)

    def parts(self, changes: Iterable[PolicyChange | RequestChange]) -> tuple[Part, ...]:
        """The changes in their places. Several changes of one policy are one part, whose text has them all."""
        changes = tuple(changes)
        return tuple(dict.fromkeys(self._parts(changes)))

    def _parts(self, changes: tuple[PolicyChange | RequestChange, ...]) -> Iterator[Part]:
        edits = [change for change in changes if isinstance(change, PolicyChange)]
        seen: list[PolicyDocument] = []
        for change in changes:
            if isinstance(change, RequestChange):
                yield ContextChange(change.key, change.value, sentence_of_request(change))
            elif change.document is None:
                yield self._new(change)
            elif all(document is not change.document for document in seen):
                seen.append(change.document)
                yield self._edit(change.document, [each for each in edits if each.document is change.document])

    def _edit(self, document: PolicyDocument, changes: list[PolicyChange]) -> PolicyEdit | SessionChange:
        slot = self._slot(document)
        if slot is None:
            raise LookupError(document.name)
        text, first = slot.text or "", changes[0]
        kind = _KINDS[first.kind] if len(changes) == 1 else FixKind.SEVERAL
        after = text_after(document, changes) or text
        sentence = "; ".join(sentence_of(change) for change in changes)
        values = tuple(value for change in changes for value in change.values)
        line = text.count("\n", 0, min(edit.start for change in changes for edit in change.edits)) + 1
        weakens = any(change.weakens for change in changes)
        if slot.ref is None:
            title = "Session policy, passed when the role is assumed again"
            return SessionChange(kind, self.asked.caller, title, text, after, sentence, values, line, weakens)
        return PolicyEdit(kind, slot.ref, slot.title, text, after, sentence, values, line, weakens)

    def _new(self, change: PolicyChange) -> PolicyEdit:
        place = self._new_place(change.gate)
        if place is None:
            raise LookupError(change.gate)
        ref, title = place
        return PolicyEdit(FixKind.ADD_POLICY, ref, title, "", change.text, sentence_of(change), change.values)

    def _slot(self, document: PolicyDocument) -> PolicySlot | None:
        """Where a policy stands that can be changed: one passed to a session can be, by a new session."""
        slot, session = self.reading.slot_of(document), self.cloud.session(self.asked.caller)
        if slot is None or slot.text is None:
            return None
        passed = session is not None and slot.kind is PolicyKind.SESSION and slot.text == session.policy
        return slot if slot.ref or passed else None

    def _can_edit(self, document: PolicyDocument) -> bool:
        slot = self._slot(document)
        return slot is not None and not self._is_protected(slot)

    def _can_extend(self, document: PolicyDocument) -> bool:
        """A statement more belongs in a policy that is the caller's alone: no group and nobody else changes."""
        slot = self._slot(document)
        if slot is None or slot.ref is None:
            return slot is not None
        if self._is_protected(slot):
            return False
        return slot.kind is not PolicyKind.IDENTITY or slot.ref.owner in (OwnerKind.USER, OwnerKind.ROLE)

    def _is_protected(self, slot: PolicySlot) -> bool:
        """Whether only AWS changes it: the policies of a service-linked role (S63)."""
        account = self.cloud.account(slot.ref.account) if slot.ref and slot.ref.owner is OwnerKind.ROLE else None
        role = named(account.roles, slot.ref.owner_name) if account and slot.ref else None
        return role is not None and role.service_linked

    def _new_place(self, gate: GateKind) -> tuple[PolicyRef, str] | None:
        """Where a new policy for a gate could stand, and what that place is called."""
        if gate is GateKind.IDENTITY:
            return self._identity_place()
        return self._resource_place() if gate is GateKind.RESOURCE else None

    def _identity_place(self) -> tuple[PolicyRef, str] | None:
        principal = self.reading.case.request.principal if self.reading.case else None
        arn = parse_arn(str(getattr(principal, "role_arn", None) or getattr(principal, "arn", "")))
        account = self.cloud.account(arn.account) if arn and arn.service == "iam" else None
        if arn is None or account is None or arn.resource_type not in ("user", "role"):
            return None
        found: User | Role | None = account.user(str(arn)) or account.role(str(arn))
        if found is None or getattr(found, "service_linked", False):
            return None
        ref = PolicyRef(account.id, OwnerKind(arn.resource_type), found.name, Place.INLINE, NEW_POLICY_NAME)
        taken = {policy.name for policy in found.inline_policies}
        number = 2
        while ref.inline_name in taken:
            ref, number = replace(ref, inline_name=f"{NEW_POLICY_NAME}-{number}"), number + 1
        return ref, f"A new inline policy of {arn.resource_type} {found.name}"

    def _resource_place(self) -> tuple[PolicyRef, str] | None:
        """The empty place of the resource's own policy."""
        for slot in policy_slots(self.cloud):
            empty = slot.text is None and slot.kind is PolicyKind.RESOURCE
            if empty and slot.ref and _carries(slot.ref, self.asked.resource):
                return slot.ref, slot.title
        return None


def _carries(ref: PolicyRef, resource: str) -> bool:
    """Whether the place is the policy of the resource that an ARN names, or of the bucket that an object lies in."""
    arn = parse_arn(resource)
    if arn is None or (arn.account and arn.account != ref.account):
        return False
    if arn.service == "s3":
        return ref.owner is OwnerKind.BUCKET and arn.resource.partition("/")[0] == ref.owner_name
    return ref.owner is not OwnerKind.BUCKET and arn.resource.rpartition("/")[2].rpartition(":")[2] == ref.owner_name
