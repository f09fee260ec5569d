"""What a fix consists of: edits of policies, and changes of the request itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from iamlab.cloud.accounts import named
from iamlab.cloud.attaching import put_inline_policy
from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.identities import InlinePolicy, Role, User
from iamlab.cloud.places import OwnerKind, Place, PolicyRef
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.policy_texts import set_policy_text


class FixKind(StrEnum):
    """How a part changes something."""

    CONTEXT = "context"
    WIDEN = "widen"
    VERSION = "version"
    ADD_STATEMENT = "add_statement"
    ADD_POLICY = "add_policy"
    SPARE = "spare"
    REMOVE = "remove"
    SEVERAL = "several"
    NEW_SESSION = "new_session"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as `case_for` takes it."""

    caller: str
    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def reading(self, cloud: Cloud) -> CaseReading:
        """The case that the request makes in a cloud."""
        return case_for(cloud, self.caller, self.action, self.resource, self.context, absent=self.absent)


@dataclass(frozen=True, slots=True)
class PolicyEdit:
    """Another text for one policy. `before` is empty for a policy that is new; `values` are what was put in."""

    kind: FixKind
    ref: PolicyRef
    title: str
    before: str
    after: str
    sentence: str
    values: tuple[str, ...]
    line: int | None = None
    weakens: bool = False


@dataclass(frozen=True, slots=True)
class ContextChange:
    """Another value for one key of the request: what somebody has to do to ask otherwise."""

    key: str
    value: str
    sentence: str
    kind: FixKind = FixKind.CONTEXT
    weakens: bool = False


@dataclass(frozen=True, slots=True)
class SessionChange:
    """The role of a session assumed again: for more time, and with another session policy where the texts differ.

    A session keeps what was passed with it, so nothing else could change it. `before` and `after` are empty for a
    session without a session policy.
    """

    kind: FixKind
    session: str
    title: str
    before: str
    after: str
    sentence: str
    values: tuple[str, ...] = ()
    line: int | None = None
    weakens: bool = False


Part = PolicyEdit | ContextChange | SessionChange


@dataclass(frozen=True, slots=True)
class Fix:
    """Changes that together turn a denial into an allow; none of them can be left out.

    `weakens` says that a guardrail would hold less than before: an SCP, an RCP, a boundary, an endpoint policy, a Deny,
    or a condition.
    """

    parts: tuple[Part, ...]
    weakens: bool = False

    @property
    def kind(self) -> FixKind:
        """The kind of its first part."""
        return self.parts[0].kind


def apply_fix(cloud: Cloud, asked: Asked, parts: tuple[Part, ...]) -> tuple[Cloud, Asked]:
    """The cloud and the request after some parts of a fix."""
    for part in parts:
        if isinstance(part, ContextChange):
            kept = {key: values for key, values in asked.context.items() if key.lower() != part.key.lower()}
            absent = frozenset(key for key in asked.absent if key.lower() != part.key.lower())
            asked = replace(asked, context={**kept, part.key: (part.value,)}, absent=absent)
        elif isinstance(part, SessionChange):
            cloud = _with_new_session(cloud, part)
        elif part.ref in {slot.ref for slot in policy_slots(cloud)}:
            cloud = set_policy_text(cloud, part.ref, part.after)
        else:
            cloud = _with_new_inline(cloud, part.ref, part.after)
    return cloud, asked


def _with_new_session(cloud: Cloud, part: SessionChange) -> Cloud:
    """The cloud with the session begun anew. Raises LookupError where there is none."""
    session = cloud.session(part.session)
    if session is None:
        raise LookupError(part.session)
    lasts = session.expires - session.issued
    renewed = replace(session, issued=cloud.now, expires=cloud.now + lasts, policy=part.after or None)
    return cloud.with_session(renewed)


def _with_new_inline(cloud: Cloud, ref: PolicyRef, text: str) -> Cloud:
    """The cloud with one more inline policy on a user or a role. Raises LookupError for anything else."""
    account = cloud.account(ref.account)
    found: User | Role | None = None
    if account and ref.owner is OwnerKind.USER:
        found = named(account.users, ref.owner_name)
    elif account and ref.owner is OwnerKind.ROLE:
        found = named(account.roles, ref.owner_name)
    if found is None or ref.place is not Place.INLINE:
        raise LookupError(str(ref))
    return put_inline_policy(cloud, ref.account, found, InlinePolicy(ref.inline_name, text)).cloud
