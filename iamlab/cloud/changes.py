"""Create, change, rename and delete what an account holds. Every function gives the next state, or says why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from iamlab.cloud.account_checks import (
    Thing,
    deletion_problems,
    fixed_problems,
    protection_problems,
    slots_of,
    thing_problems,
)
from iamlab.cloud.accounts import Account, named
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import Group, InstanceProfile, ManagedPolicy, OidcProvider, Role, SamlProvider, User
from iamlab.cloud.naming import id_of_its_own, unknown_principals, with_another_name
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.problems import Problem, RequestProblem
from iamlab.cloud.resources import Bucket, Resource, VpcEndpoint
from iamlab.cloud.unique_ids import unique_id
from iamlab.engine import in_backticks

_FIELDS: dict[type, str] = {
    User: "users",
    Group: "groups",
    Role: "roles",
    ManagedPolicy: "managed_policies",
    InstanceProfile: "instance_profiles",
    SamlProvider: "saml_providers",
    OidcProvider: "oidc_providers",
    Bucket: "buckets",
    Resource: "resources",
    VpcEndpoint: "vpc_endpoints",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: the cloud after it, which is the one before it where there are problems."""

    cloud: Cloud
    problems: tuple[Problem, ...] = ()


def create(cloud: Cloud, account_id: str, thing: Thing) -> Changed:
    """Add something to an account. Raises LookupError for an account that the cloud does not have."""
    account = _account(cloud, account_id)
    if twin := _twin(cloud, account, thing):
        return Changed(cloud, (_already_exists(thing, twin),))
    if problems := tuple(protection_problems(thing, None)):
        return Changed(cloud, problems)
    if isinstance(thing, (User, Role)):
        thing = replace(thing, unique_id=id_of_its_own(cloud, account, thing.arn_type, thing.name))
    return _checked(cloud, _with(account, thing, (*_kept(account, thing), thing)), thing)


def change(cloud: Cloud, account_id: str, thing: Thing) -> Changed:
    """Put something in place of what has its name. Raises LookupError where there is nothing of that name.

    A user or role keeps its unique id, and policies that name a user go on doing so where its path changes (M43).
    """
    account = _account(cloud, account_id)
    found = tuple(getattr(account, _FIELDS[type(thing)]))
    old = next((each for each in found if _same(each, thing)), None)
    if old is None:
        raise LookupError(f"account {account_id} has no {thing.name}")
    if isinstance(thing, (User, Role)):
        thing = replace(thing, unique_id=old.unique_id)
    if problems := (*protection_problems(thing, old), *fixed_problems(thing, old)):
        return Changed(cloud, problems)
    things = tuple(thing if _same(each, thing) else each for each in found)
    return _followed(_checked(cloud, _with(account, thing, things), thing), account, old, thing)


def rename(cloud: Cloud, account_id: str, thing: User | Group, new_name: str) -> Changed:
    """Give a user or a group another name, as IAM allows for these two alone. Members of a group stay members.

    A user keeps its unique id, so that policies go on naming it (I7, M43).
    Raises LookupError for what the account does not hold.
    """
    account = _account(cloud, account_id)
    if not any(each == thing for each in getattr(account, _FIELDS[type(thing)])):
        raise LookupError(f"account {account_id} has no {thing.name}")
    renamed: User | Group = replace(thing, name=new_name)
    if isinstance(renamed, User) and isinstance(thing, User):
        renamed = replace(renamed, unique_id=unique_id(account, thing))
    without = _with(account, thing, _kept(account, thing))
    if twin := _twin(cloud, without, renamed):
        return Changed(cloud, (_already_exists(renamed, twin),))
    things = tuple(renamed if _same(each, thing) else each for each in getattr(account, _FIELDS[type(thing)]))
    changed = _with(account, thing, things)
    if isinstance(thing, Group):
        members = (replace(user, groups=_renamed(user.groups, thing.name, new_name)) for user in changed.users)
        changed = replace(changed, users=tuple(members))
    return _followed(_checked(cloud, changed, renamed), account, thing, renamed)


def delete(cloud: Cloud, account_id: str, thing: Thing) -> Changed:
    """Take something away, if AWS would. Sessions of a role that is gone can do nothing more.

    Policies that named a user or role show its unique id from then on, and match nobody (M36, M43).
    Raises LookupError for an account that the cloud does not have.
    """
    account = _account(cloud, account_id)
    problems = tuple(deletion_problems(cloud, account, thing))
    if problems:
        return Changed(cloud, problems)
    gone = cloud.with_account(_with(account, thing, _kept(account, thing)))
    if isinstance(thing, (User, Role)):
        gone = with_another_name(gone, account.arn(thing), unique_id(account, thing))
    return Changed(gone)


def _account(cloud: Cloud, account_id: str) -> Account:
    account = cloud.account(account_id)
    if account is None:
        raise LookupError(f"there is no account {account_id}")
    return account


def _checked(cloud: Cloud, after: Account, thing: Thing) -> Changed:
    problems = (*thing_problems(after, thing), *_principal_problems(cloud, after, thing))
    return Changed(cloud, problems) if problems else Changed(cloud.with_account(after))


def _principal_problems(cloud: Cloud, after: Account, thing: Thing) -> Iterator[Problem]:
    """Nobody may be named in a new text who is not there; one that was saved before stays as it is (M45)."""
    before = {slot.ref: slot.text for slot in policy_slots(cloud)}
    for slot in slots_of(after, thing):
        if before.get(slot.ref) != slot.text:
            yield from unknown_principals(cloud, slot)


def _followed(changed: Changed, account: Account, old: Thing, new: Thing) -> Changed:
    """The change, with policies that name a user or role under the ARN that it has now."""
    if changed.problems or not isinstance(old, (User, Role)) or not isinstance(new, (User, Role)):
        return changed
    was, becomes = account.arn(old), account.arn(new)
    return changed if was == becomes else Changed(with_another_name(changed.cloud, was, becomes))


def _with(account: Account, thing: Thing, things: tuple[Any, ...]) -> Account:
    changed: dict[str, Any] = {_FIELDS[type(thing)]: things}
    return replace(account, **changed)


def _kept(account: Account, thing: Thing) -> tuple[Any, ...]:
    return tuple(each for each in getattr(account, _FIELDS[type(thing)]) if not _same(each, thing))


def _same(one: Thing, other: Thing) -> bool:
    return (one.name, getattr(one, "kind", None)) == (other.name, getattr(other, "kind", None))


def _twin(cloud: Cloud, account: Account, thing: Thing) -> Thing | None:
    """What has that name already: names of IAM differ by more than case, bucket names in all of AWS (I20)."""
    if isinstance(thing, Bucket):
        found = cloud.bucket(thing.name)
        return found[1] if found else named(account.buckets, thing.name)
    things: tuple[Thing, ...] = getattr(account, _FIELDS[type(thing)])
    if isinstance(thing, (Resource, VpcEndpoint)):
        return next((each for each in things if _same(each, thing)), None)
    lowered = (thing.name.lower(), getattr(thing, "kind", None))
    return next((each for each in things if (each.name.lower(), getattr(each, "kind", None)) == lowered), None)


def _already_exists(thing: Thing, twin: Thing) -> RequestProblem:
    words = {User: "User", Group: "Group", Role: "Role"}
    aws = f"{words[type(thing)]} with name {thing.name} already exists." if type(thing) in words else ""
    if isinstance(thing, ManagedPolicy):
        aws = f"A policy called {thing.name} already exists. Duplicate names are not allowed."
    message = f"{in_backticks(twin.name)} exists already"
    help = "Choose another name."
    if isinstance(thing, Resource) and isinstance(twin, Resource) and thing.region != twin.region:
        help = "Choose another name: here, it says which one is meant in all Regions."
    return RequestProblem("name", message, help, aws, aws_says_all=twin.name == thing.name)


def _renamed(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)
