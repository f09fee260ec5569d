"""Shared states: made, looked at, copied, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest, lead_to

from ..access import changing
from ..answering import refused
from ..models import Share, Sharer
from ..posted import clean, read_posted
from ..shelf.beginning import begin
from ..showing.panel import panel_of
from ..two_tabs import keep_typed
from ..watches.table import table_of
from .keeping import SHARES_PER_LEARNER, TooManyShares, take_back
from .keeping import share as keep_share


@require_POST
@limited(POSTS)
def share(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Make an address for the state as it is, with what is typed, and go there."""
    posted = read_posted(request.POST)
    with changing(request, uuid) as sandbox:
        if posted.too_long:
            return refused(request, sandbox, posted, focus="decision")
        keep_typed(sandbox, posted)
    try:
        shared = keep_share(learner_for(request), sandbox, clean(request.POST.get("step", "")))
    except TooManyShares:
        messages.error(
            request, f"Take one back first, below: you share {SHARES_PER_LEARNER} states, which is the most."
        )
        return lead_to(request, reverse("sandbox:index"))
    return lead_to(request, reverse("sandbox:shared", args=[shared.digest]))


@require_safe
@limited(POSTS, reads=True)
def shared(request: HttpRequest, digest: str) -> HttpResponse:
    """Show a shared state. Nothing here changes it."""
    found = get_object_or_404(Share, digest=digest)
    bench = found.bench
    context = {
        "share": found,
        "panel": panel_of(bench),
        "table": table_of(bench.deciding, bench.watches),
        "origin": digest,
        "step": request.GET.get("step", found.step),
        "is_mine": Sharer.objects.of(known_learner(request)).filter(share=found).exists(),
        "address": request.build_absolute_uri(request.path),
    }
    response = render(request, "sandbox/sharing/shared.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@limited(POSTS)
def fork(request: HtmxRequest, digest: str) -> HttpResponse:
    """Make the visitor a sandbox that begins with a shared state."""
    found = get_object_or_404(Share, digest=digest)
    title = f"Fork of {found.title or 'a shared sandbox'}"
    return begin(request, found.bench, title, "This copy is yours: change what you like.")


@require_POST
@limited(POSTS)
def delete(request: HttpRequest, digest: str) -> HttpResponse:
    """Take back what the visitor shared."""
    if not take_back(known_learner(request), digest):
        raise Http404
    messages.success(request, "The link is gone. Whoever made a copy of it keeps the copy.")
    return redirect("sandbox:index")
