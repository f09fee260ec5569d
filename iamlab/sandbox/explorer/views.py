"""The explorer: what is in a sandbox, and a policy opened from it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import policy_slots
from iamlab.http import HtmxRequest, page_or_fragment

from ..access import changing, sandbox_for
from ..bench import opened
from .finding import account_in
from .kinds import KINDS
from .tree import thing_address, tree_context


@require_safe
def explorer(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Show the tree, or what of it holds the text that is searched for."""
    sandbox = sandbox_for(request, uuid)
    context = {"sandbox": sandbox, **tree_context(sandbox, sandbox.bench, request.GET.get("q", ""))}
    return page_or_fragment(request, "sandbox/explorer/explorer.html", "sandbox/explorer/_tree.html", context)


@require_POST
@limited(POSTS)
def open_policy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a policy among the tabs of the workbench."""
    with changing(request, uuid) as sandbox:
        bench, ref = sandbox.bench, request.POST.get("ref", "")
        if ref in {str(slot.ref) for slot in policy_slots(bench.cloud)}:
            sandbox.keep(opened(bench, ref))
    return redirect("sandbox:workbench", uuid)


@require_safe
def account(request: HttpRequest, uuid: UUID, account: str) -> HttpResponse:
    """Show what an account holds, and what could be created in it."""
    sandbox = sandbox_for(request, uuid)
    found = account_in(sandbox, account)
    kinds = [
        (kind, [(each, thing_address(sandbox, account, kind, each.name)) for each in kind.of(found)])
        for kind in KINDS.values()
    ]
    return render(request, "sandbox/explorer/account.html", {"sandbox": sandbox, "account": found, "kinds": kinds})
