"""Places where a policy stands, named for addresses, forms and people."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine import (
    MAX_POLICY_LENGTH,
    Diagnostic,
    PolicyKind,
    PolicyReading,
    aws_words_of_refusal,
    parse_policy,
    refusal_of,
)

OF_AWS = "arn:aws:iam::aws:policy/"
"""How the ARNs of policies that AWS manages begin (I3)."""


class OwnerKind(StrEnum):
    """What a policy belongs to; managed policies and control policies belong to themselves."""

    USER = "user"
    GROUP = "group"
    ROLE = "role"
    MANAGED = "policy"
    BUCKET = "bucket"
    TABLE = "table"
    QUEUE = "queue"
    TOPIC = "topic"
    KEY = "key"
    FUNCTION = "function"
    SECRET = "secret"  # noqa: S105
    REPOSITORY = "repository"
    ENDPOINT = "endpoint"
    SCP = "scp"
    RCP = "rcp"


class Place(StrEnum):
    """Which of its owner's policies it is."""

    INLINE = "inline"
    TRUST = "trust"
    DOCUMENT = "document"
    RESOURCE_POLICY = "policy"


_OF_IDENTITIES = {
    OwnerKind.USER: {Place.INLINE},
    OwnerKind.GROUP: {Place.INLINE},
    OwnerKind.ROLE: {Place.INLINE, Place.TRUST},
    OwnerKind.MANAGED: {Place.DOCUMENT},
    OwnerKind.SCP: {Place.DOCUMENT},
    OwnerKind.RCP: {Place.DOCUMENT},
}
"""Where the policies of these owners can stand; all other owners are resources, and have one policy."""


class UnknownPolicy(LookupError):
    """Raised for a reference to a place that the cloud does not have."""


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Names the place of one policy. `inline_name` is empty where the place is not an inline policy.

    Control policies are found in the management account.
    """

    account: str
    owner: OwnerKind
    owner_name: str
    place: Place
    inline_name: str = ""

    def __str__(self) -> str:
        """The form for addresses and forms: `444455556666/role/report-reader/trust`."""
        text = f"{self.account}/{self.owner}/{self.owner_name}/{self.place}"
        return f"{text}/{self.inline_name}" if self.inline_name else text


def parse_policy_ref(text: str) -> PolicyRef | None:
    """The reference that `str` of one wrote; None for any other text."""
    account, _, rest = text.partition("/")
    owner, _, rest = rest.partition("/")
    if owner not in tuple(OwnerKind) or not account:
        return None
    if OwnerKind(owner) not in _OF_IDENTITIES:
        return _of_resource(account, OwnerKind(owner), rest)
    owner_name, _, rest = rest.partition("/")
    place, _, inline_name = rest.partition("/")
    if place not in _OF_IDENTITIES[OwnerKind(owner)]:
        return None
    if bool(inline_name) != (place == Place.INLINE) or not owner_name or "/" in inline_name:
        return None
    return PolicyRef(account, OwnerKind(owner), owner_name, Place(place), inline_name)


def _of_resource(account: str, owner: OwnerKind, rest: str) -> PolicyRef | None:
    """Names of resources can hold slashes: `prod/database` is a secret's."""
    name, _, place = rest.rpartition("/")
    return PolicyRef(account, owner, name, Place.RESOURCE_POLICY) if name and place == Place.RESOURCE_POLICY else None


@dataclass(frozen=True, slots=True)
class PolicySlot:
    """One policy where it stands.

    `ref` is None for what nobody can edit: a policy passed to a session, and AWS's own. `text` is None for a
    resource without a policy. `service` is the prefix of the service whose resource carries it.
    """

    ref: PolicyRef | None
    kind: PolicyKind
    name: str
    title: str
    text: str | None
    arn: str | None = None
    service: str = ""

    @property
    def called(self) -> str:
        """What names it: its reference, or the ARN or title of one that nobody can edit."""
        return str(self.ref) if self.ref else self.arn or self.title

    def read(self) -> PolicyReading:
        """The text, parsed as this kind of policy; a text read before is not parsed again."""
        limit = None if self.arn and self.arn.startswith(OF_AWS) else MAX_POLICY_LENGTH
        return parse_policy(self.text or "", self.kind, name=self.name, arn=self.arn, max_length=limit)

    def refusal(self) -> Diagnostic | None:
        """The first thing for which AWS would not save the text here (section 8.2 of the rules)."""
        return refusal_of(self.text or "", self.kind, managed=self._managed)

    def words_of_refusal(self) -> str:
        """What AWS would say then; "" where it would save the text, or its words are not known."""
        return aws_words_of_refusal(self.text or "", self.kind, managed=self._managed)

    @property
    def _managed(self) -> bool:
        return self.ref is not None and self.ref.owner is OwnerKind.MANAGED
