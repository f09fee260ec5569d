"""What completion and explanation give, and what they may know of the account they write for."""

from dataclasses import dataclass
from enum import StrEnum

MOST_OFFERS = 120


class OfferKind(StrEnum):
    """What an offer is, for its icon and its word."""

    ELEMENT = "element"
    SERVICE = "service"
    ACTION = "action"
    ARN = "resource"
    PRINCIPAL = "principal"
    OPERATOR = "operator"
    KEY = "condition key"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that could be written. `detail` is a word or two beside it, `about` a sentence or more."""

    text: str
    kind: OfferKind
    detail: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What could stand from offset `start` to `end`. Without `quoted` the texts want quotes around them.

    `complete` tells that nothing was left out: who types on may choose among these.
    """

    start: int
    end: int
    quoted: bool
    complete: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What the word from offset `start` to `end` means: its name, its kind, and sentences about it."""

    start: int
    end: int
    title: str
    kind: OfferKind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What exists where a policy is written: ARNs of resources and principals, and the accounts' ids.

    `service` is the prefix of the service whose resource carries the policy.
    """

    resources: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    region: str = "us-east-1"
    service: str = ""
