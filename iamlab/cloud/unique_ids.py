"""Unique ids such as `AIDA…` and `AROA…`, which follow from account and name."""

from base64 import b32encode
from hashlib import sha256

from iamlab.cloud.accounts import Account, Role, User

_PREFIXES = {"user": "AIDA", "role": "AROA"}


def unique_id(account: Account, identity: User | Role) -> str:
    """The unique id of a user or role: its prefix and seventeen letters and digits (I7)."""
    digest = sha256(f"{account.id}/{identity.arn_type}/{identity.name}".encode()).digest()
    return _PREFIXES[identity.arn_type] + b32encode(digest).decode()[:17]
