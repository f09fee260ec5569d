"""Users and roles that policies name as principals: whether they are there, and what becomes of them (M36, M43, M45).

AWS keeps such a principal as the unique id behind its ARN. Here the policy's text follows: it shows the new ARN of
somebody who was renamed, and the id of somebody who is gone.
"""

import json
from collections.abc import Iterator

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import Role, User
from iamlab.cloud.places import OwnerKind, PolicySlot
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.policy_texts import set_policy_text
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.unique_ids import given_id, unique_id
from iamlab.engine import PolicyKind, in_backticks, locate, parse_arn, read_json

_NAMING = (PolicyKind.TRUST, PolicyKind.RESOURCE, PolicyKind.KEY)


def unknown_principals(cloud: Cloud, slot: PolicySlot) -> Iterator[RequestProblem]:
    """What AWS would refuse about the users and roles that a policy names; other accounts' cannot be looked up here."""
    for value in named_principals(slot):
        arn = parse_arn(value)
        account = cloud.account(arn.account) if arn and arn.resource.startswith(("user/", "role/")) else None
        if account is None or "*" in value or account.user(value) or account.role(value):
            continue
        field = "trust_policy" if slot.kind is PolicyKind.TRUST else "policy"
        message = f"there is no user or role {in_backticks(value)}"
        yield RequestProblem(field, message, "Create it first, or name another.", _words(slot, value))


def _words(slot: PolicySlot, value: str) -> str:
    """What IAM and S3 say (L74, L80); how other services put it is not known."""
    if slot.kind is PolicyKind.TRUST:
        return f'Invalid principal in policy: "AWS":"{value}"'
    return "Invalid principal in policy" if slot.ref and slot.ref.owner is OwnerKind.BUCKET else ""


def with_another_name(cloud: Cloud, named: str, now: str) -> Cloud:
    """The cloud whose trust and resource policies name `now` where they named `named`, an ARN (M43, L81)."""
    for slot in policy_slots(cloud):
        if slot.ref and slot.text and slot.kind in _NAMING and named in slot.text:
            cloud = set_policy_text(cloud, slot.ref, _replaced(slot, named, now))
    return cloud


def id_of_its_own(cloud: Cloud, account: Account, arn_type: str, name: str) -> str:
    """The unique id of a new user or role; empty where the one that follows from its name is free (I7).

    An id is never given twice: not while somebody else has it, nor while a policy still names who had it.
    """
    identities: tuple[User | Role, ...] = (*account.users, *account.roles)
    taken = {unique_id(account, each) for each in identities}
    texts = tuple(slot.text or "" for slot in policy_slots(cloud))
    number, seed = 1, name
    while (found := given_id(account, arn_type, seed)) in taken or any(found in text for text in texts):
        number += 1
        seed = f"{name}/{number}"
    return "" if number == 1 else found


def named_principals(slot: PolicySlot) -> tuple[str, ...]:
    """The AWS principals that a trust policy or a resource's policy names, each once; none of another kind's."""
    return tuple(dict.fromkeys(value for _, value in _principals(slot)))


def _principals(slot: PolicySlot) -> Iterator[tuple[str, str]]:
    """JSON pointer and text of every AWS principal that a policy names."""
    document = slot.read().document if slot.text and slot.kind in _NAMING else None
    for statement in document.statements if document else ():
        for entry in statement.principal.entries if statement.principal else ():
            if entry.key == "AWS":
                yield entry.path, entry.value


def _replaced(slot: PolicySlot, named: str, now: str) -> str:
    text = slot.text or ""
    tree = read_json(text, max_length=None).value
    nodes = [locate(tree, path) for path, value in _principals(slot) if value == named] if tree else []
    for node in sorted((node for node in nodes if node), key=lambda node: node.start, reverse=True):
        text = f"{text[: node.start]}{json.dumps(now)}{text[node.end :]}"
    return text
