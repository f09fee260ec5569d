"""Finds what an address of the explorer names; what is not there is not found."""

from django.http import Http404, HttpRequest

from iamlab.cloud import Account, Bucket, Group, Resource, Role, Thing, User, VpcEndpoint

from ..models import Sandbox
from .kinds import KINDS, Kind


def account_in(sandbox: Sandbox, account_id: str) -> Account:
    found = sandbox.bench.cloud.account(account_id)
    if found is None:
        raise Http404
    return found


def kind_of(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def thing_in(request: HttpRequest, account: Account, kind: Kind) -> Thing:
    found = kind.named(account, request.GET.get("name", ""))
    if found is None:
        raise Http404
    return found


def identity_in(request: HttpRequest, account: Account, kind: Kind) -> User | Group | Role:
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
