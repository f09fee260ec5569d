"""Accounts outside a cloud that its policies name, as far as a comparison has to ask for them.

Nothing is known of them. Each is there with a user or role for everybody who is named, who may do all that the own
account could give: what such a caller gets then depends on the policies of this cloud alone (D30, D31).
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import InlinePolicy, Role, User
from iamlab.cloud.naming import named_principals
from iamlab.cloud.policies import policy_slots
from iamlab.engine import is_account_id, parse_arn

MOST_STRANGERS = 10
ANY_USER = "any-user"
"""Who stands for an account that is named as a whole."""

_ALL = InlinePolicy(
    "all",
    json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
)
_NO_TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


def with_strangers(before: Cloud, after: Cloud) -> tuple[Cloud, Cloud]:
    """Both states with the accounts that neither of them has, and that a policy which differs names."""
    known = {account.id for cloud in (before, after) for account in cloud.accounts}
    found: dict[str, list[User | Role]] = {}
    for principal in dict.fromkeys(_newly_named(before, after)):
        account_id, identity = _stranger(principal)
        if account_id and account_id not in known and identity not in found.setdefault(account_id, []):
            found[account_id].append(identity)
    strangers = tuple(_account(account_id, found[account_id]) for account_id in list(found)[:MOST_STRANGERS])
    return (
        replace(before, accounts=(*before.accounts, *strangers)),
        replace(after, accounts=(*after.accounts, *strangers)),
    )


def _newly_named(before: Cloud, after: Cloud) -> Iterator[str]:
    then, now = ({(slot.ref, slot.text): slot for slot in policy_slots(cloud)} for cloud in (before, after))
    for key in then.keys() ^ now.keys():
        yield from named_principals(then.get(key) or now[key])


def _stranger(principal: str) -> tuple[str, User | Role]:
    """The account that a principal names, and who stands for it there; no account for what names none."""
    anybody = User(ANY_USER, inline_policies=(_ALL,))
    if is_account_id(principal):
        return principal, anybody
    arn = parse_arn(principal)
    if arn is None or arn.service != "iam" or not is_account_id(arn.account):
        return "", anybody
    kind, _, rest = arn.resource.partition("/")
    path, _, name = rest.rpartition("/")
    path = f"/{path}/" if path else "/"
    if kind == "user" and name:
        return arn.account, User(name, path, inline_policies=(_ALL,))
    if kind == "role" and name:
        return arn.account, Role(name, _NO_TRUST, path, inline_policies=(_ALL,))
    return (arn.account if arn.resource == "root" else ""), anybody


def _account(account_id: str, identities: list[User | Role]) -> Account:
    users = tuple(each for each in identities if isinstance(each, User))
    return Account(account_id, account_id, users, roles=tuple(each for each in identities if isinstance(each, Role)))
