"""What a fix also changes, and a fix applied: in a copy, or here."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import Fix, SideEffect, side_effects
from iamlab.http import HtmxRequest, page_or_fragment

from ..access import changing, sandbox_for
from ..answering import Answering, changed, load, refused
from ..bench import Bench
from ..models import Sandbox
from ..posted import Posted, read_posted
from ..shelf.beginning import begin
from ..showing.identity import short_name
from ..two_tabs import keep_typed
from .finding import Of, after_fix, asked_of, fixes_of, views_of


@dataclass(frozen=True, slots=True)
class EffectView:
    """Requests that a fix decides otherwise, in words."""

    who: str
    action: str
    resources: str
    count: int


@require_safe
@limited(POSTS, reads=True)
def effects(request: HtmxRequest, uuid: UUID, of: str, number: int) -> HttpResponse:
    """Show what a fix also allows and no longer allows: a search over the representative requests."""
    sandbox = sandbox_for(request, uuid)
    bench = sandbox.bench
    which = _which(of)
    fix, asked = _fix(bench, which, number), asked_of(bench, which)
    found = side_effects(bench.deciding, asked, fix) if asked else None
    context = {
        "sandbox": sandbox,
        "number": number,
        "also_allows": [_view(each) for each in found.also_allows] if found else [],
        "no_longer": [_view(each) for each in found.no_longer] if found else [],
        "searched": found.searched if found else 0,
        "fix": views_of((fix,), which)[0],
    }
    return page_or_fragment(request, "sandbox/fixes/effects.html", "sandbox/fixes/_effects.html", context)


@require_POST
@limited(POSTS)
def apply_in_a_copy(request: HtmxRequest, uuid: UUID, of: str, number: int) -> HttpResponse:
    """Make a sandbox with the fix applied, and go there; this one stays as it is."""
    which, posted = _which(of), read_posted(request.POST)
    with changing(request, uuid) as sandbox:
        if posted.too_long:
            return refused(request, sandbox, posted, focus="decision")
        keep_typed(sandbox, posted)
    bench = sandbox.bench
    mended = after_fix(bench, _fix(bench, which, number), which)
    back = format_html('<a href="{}">{}</a>', reverse("sandbox:workbench", args=[sandbox.pk]), sandbox.name)
    said = format_html("This is a copy with the change applied. {} stays as it was.", back)
    return begin(request, mended, f"{sandbox.name}, mended", said)


@require_POST
@limited(POSTS)
def apply_here(request: HtmxRequest, uuid: UUID, of: str, number: int) -> HttpResponse:
    """Apply the fix in this sandbox; *Undo* takes it back."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        load(sandbox, posted, after_fix(bench, _fix(bench, which, number), which), "Applied a fix")

    which = _which(of)
    focus = "decision" if which is Of.REQUEST else "handshake"
    return changed(request, uuid, change, Answering(loads=True, focus=focus))


def _which(of: str) -> Of:
    if of not in list(Of):
        raise Http404
    return Of(of)


def _fix(bench: Bench, of: Of, number: int) -> Fix:
    """The fix of that number, if a button could have named it."""
    fixes = fixes_of(bench, of)
    if not 1 <= number <= len(fixes):
        raise Http404
    return fixes[number - 1]


def _view(effect: SideEffect) -> EffectView:
    more = effect.count - len(effect.resources)
    resources = ", ".join(effect.resources) + (f" and {more} more" if more > 0 else "")
    return EffectView(short_name(effect.caller), effect.action, resources, effect.count)
