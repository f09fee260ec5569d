"""The organization: units, accounts in them, control policies and where they are attached."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import (
    Attached,
    Changed,
    Cloud,
    ControlPolicy,
    Organization,
    attach_control_policies,
    create_rcp,
    create_scp,
    create_unit,
    delete_unit,
    move_account,
)

from ..access import changing
from ..posted import clean
from ..typed import sentence_of
from .saving import problems_of, store

NEW_SCP = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Deny",
      "Action": "cloudtrail:StopLogging",
      "Resource": "*"
    }
  ]
}"""
NEW_RCP = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:DeleteBucket",
      "Resource": "*"
    }
  ]
}"""
ROOT = "Root"


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def organization(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the organization; each of its small forms changes one thing."""
    act = ACTS.get(request.POST.get("act", ""))
    with changing(request, uuid) as sandbox:
        cloud = sandbox.bench.cloud
        if cloud.organization is None:
            raise Http404
        if request.method == "POST" and act:
            try:
                changed, what = act(cloud, request.POST)
            except LookupError:
                raise Http404 from None
            problems = problems_of(changed)
            for problem in problems:
                messages.error(request, sentence_of(problem))
            if not problems:
                store(sandbox, changed, what)
                messages.success(request, f"{what}. Undo takes it back.")
            return redirect("sandbox:organization", uuid)
    context = {"sandbox": sandbox, "organization": cloud.organization, "nodes": _nodes(cloud, cloud.organization)}
    return render(request, "sandbox/explorer/organization.html", context)


def _nodes(cloud: Cloud, found: Organization) -> list[tuple[str, str, Attached]]:
    """The root, the units and the accounts with what is attached to each: their target, name and policies."""
    units = [(unit.path, unit.path, unit.attached) for unit in found.units]
    members = []
    for member in found.members:
        account = cloud.account(member.account)
        name = f"{account.name if account else 'account'}, {member.account}, in {member.unit or 'the root'}"
        members.append((member.account, name, member.attached))
    return [(ROOT, "Root", found.root), *units, *members]


def _add_unit(cloud: Cloud, data: QueryDict) -> tuple[Changed, str]:
    path = clean(data.get("path", ""))[:200].strip()
    return create_unit(cloud, path), f"Created unit {path}"


def _remove_unit(cloud: Cloud, data: QueryDict) -> tuple[Changed, str]:
    path = data.get("path", "")
    return delete_unit(cloud, path), f"Deleted unit {path}"


def _move(cloud: Cloud, data: QueryDict) -> tuple[Changed, str]:
    account, unit = data.get("account", ""), data.get("unit", "")
    return move_account(cloud, account, unit), f"Moved {account} to {unit or 'the root'}"


def _add_policy(cloud: Cloud, data: QueryDict) -> tuple[Changed, str]:
    name = clean(data.get("name", ""))[:128].strip()
    if data.get("kind") == "rcp":
        return create_rcp(cloud, ControlPolicy(name, NEW_RCP)), f"Created RCP {name}"
    return create_scp(cloud, ControlPolicy(name, NEW_SCP)), f"Created SCP {name}"


def _attach(cloud: Cloud, data: QueryDict) -> tuple[Changed, str]:
    target = data.get("target", "")
    attached = Attached(tuple(data.getlist("scps"))[:20], tuple(data.getlist("rcps"))[:20])
    return attach_control_policies(cloud, target, attached), f"Attached policies to {target}"


ACTS: dict[str, Callable[[Cloud, QueryDict], tuple[Changed, str]]] = {
    "add-unit": _add_unit,
    "remove-unit": _remove_unit,
    "move": _move,
    "add-policy": _add_policy,
    "attach": _attach,
}
