"""Policies as somebody is writing them: `|` is where the caret stands."""

from iamlab.engine import PolicyKind
from iamlab.engine.writing import Description, Known, Offers, complete, describe

KNOWN = Known(
    resources=(
        "arn:aws:s3:::reports",
        "arn:aws:dynamodb:us-east-1:444455556666:table/orders",
        "arn:aws:sns:us-east-1:444455556666:alarms",
    ),
    principals=("arn:aws:iam::111122223333:user/ana", "arn:aws:iam::444455556666:role/deployer"),
    accounts=("444455556666", "111122223333"),
)


def offered(written: str, kind: PolicyKind = PolicyKind.IDENTITY, known: Known = KNOWN) -> Offers | None:
    """What could be written at the caret."""
    caret = written.index("|")
    return complete(written.replace("|", "", 1), caret, kind, known)


def texts(written: str, kind: PolicyKind = PolicyKind.IDENTITY, known: Known = KNOWN) -> list[str]:
    """The texts that could be written at the caret."""
    offers = offered(written, kind, known)
    return [offer.text for offer in offers.offers] if offers else []


def explained(written: str) -> Description | None:
    """What the word at the caret means."""
    caret = written.index("|")
    return describe(written.replace("|", "", 1), caret, PolicyKind.IDENTITY, KNOWN)


def statement(inner: str) -> str:
    """A policy of one statement with this in its braces."""
    return '{"Version": "2012-10-17", "Statement": [{' + inner + "}]}"
