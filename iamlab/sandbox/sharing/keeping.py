"""Keeps what is shared under a name that follows from its content."""

import json
from base64 import b32encode
from hashlib import sha256

from django.db import transaction

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by

from ..models import Sandbox, Share, Sharer

SHARES_PER_LEARNER = 100
LONGEST_STEP = 200


class TooManyShares(Exception):
    """Raised for a learner who shares as much as one may already."""


def digest_of(state: object, step: str) -> str:
    """The name of a state and an open step: 26 lower-case letters and digits."""
    text = json.dumps([state, step], sort_keys=True, separators=(",", ":"))
    return b32encode(sha256(text.encode("utf-8", "surrogatepass")).digest())[:26].decode().lower()


@transaction.atomic
def share(learner: Learner, sandbox: Sandbox, step: str) -> Share:
    """Share a sandbox as it is; the same state and step have the same address. Raises TooManyShares."""
    step = step[:LONGEST_STEP]
    digest = digest_of(sandbox.state, step)
    mine = Sharer.objects.of(learner)
    if not mine.filter(share_id=digest).exists():
        if mine.count() >= SHARES_PER_LEARNER:
            raise TooManyShares
        fields = {"state": sandbox.state, "step": step, "title": sandbox.title}
        shared, _ = Share.objects.get_or_create(digest=digest, defaults=fields)
        Sharer.objects.create(share=shared, **owned_by(learner))
        return shared
    return Share.objects.get(digest=digest)


@transaction.atomic
def take_back(learner: Learner | None, digest: str) -> bool:
    """Take back what a learner shared; it is gone once nobody shares it. Says whether there was anything."""
    count, _ = Sharer.objects.of(learner).filter(share_id=digest).delete()
    Share.objects.filter(digest=digest, sharers=None).delete()
    return count > 0


@transaction.atomic
def take_back_all(learner: Learner | None) -> None:
    """Take back everything that a learner shared."""
    for digest in list(Sharer.objects.of(learner).values_list("share_id", flat=True)):
        take_back(learner, digest)
