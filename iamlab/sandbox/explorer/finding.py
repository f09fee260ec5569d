"""Finds what an address of the explorer names; what is not there is not found."""

from django.http import Http404, HttpRequest

from iamlab.cloud import Account, Bucket, Group, Resource, Role, Thing, User, VpcEndpoint

from ..models import Sandbox
from .kinds import KINDS, Kind


def account_in(sandbox: Sandbox, account_id: str) -> Account:
    """The account of that number.

    Raises:
        Http404: where the sandbox has none of it.
    """
    found = sandbox.bench.cloud.account(account_id)
    if found is None:
        raise Http404
    return found


def kind_of(slug: str) -> Kind:
    """The kind of thing that an address names, such as user.

    Raises:
        Http404: where there is no such kind.
    """
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def thing_in(request: HttpRequest, account: Account, kind: Kind) -> Thing:
    """The thing that `?name=` names.

    Raises:
        Http404: where the account has no such thing of that kind.
    """
    found = kind.named(account, request.GET.get("name", ""))
    if found is None:
        raise Http404
    return found


def identity_in(request: HttpRequest, account: Account, kind: Kind) -> User | Group | Role:
    """The user, group or role that `?name=` names: what can have inline policies.

    Raises:
        Http404: where the account has no such thing, or the kind is another.
    """
    found = thing_in(request, account, kind)
    if not isinstance(found, (User, Group, Role)):
        raise Http404
    return found


def arn_of(account: Account, thing: Thing) -> str:
    """The ARN of a thing, as its page shows it."""
    if isinstance(thing, (Bucket, Resource)):
        return thing.arn(account.id)
    if isinstance(thing, VpcEndpoint):
        return ""
    return account.arn(thing)
