"""The workbench page, and what a learner does at it: ask, assume a role, drop it, let time pass, reset, undo.

Every change is posted with the whole panel, so nothing typed is lost, and is answered with fragments for htmx. Without
JavaScript it is answered by a redirect to the workbench page, which shows the same panel with whatever is wrong in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import retarget, trigger_client_event

from iamlab.http import HtmxRequest

from .access import sandbox_for
from .addresses import acts_of
from .bench import Bench, drop, put_on, wait
from .models import Sandbox
from .panel import Panel, panel_of
from .posted import REPLACED, Posted, read_posted
from .rates import is_too_often, too_often

Change = Callable[[Sandbox, Posted], None]
Act = Callable[[HtmxRequest, UUID], HttpResponse]
PAGE = "sandbox/workbench.html"


def posted_act(view: Act) -> Act:
    """Make an act of a view for POST. Whoever opens its address, say by a reload, is led to the sandbox's page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def act(request: HtmxRequest, uuid: UUID) -> HttpResponse:
        return view(request, uuid) if request.method == "POST" else redirect("sandbox:workbench", uuid)

    return act


@require_safe
def workbench(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Show a sandbox on a page of its own."""
    sandbox = sandbox_for(request, uuid)
    return render(request, PAGE, panel_context(sandbox, panel_of(sandbox.bench)))


@posted_act
def evaluate(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Decide the request as typed, with the policies as typed."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.keep(posted.on(sandbox.bench)), whole=False)


@posted_act
def assume_role(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Decide both sides of AssumeRole; where both allow, the caller becomes the session."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        sandbox.keep(put_on(posted.on(sandbox.bench), posted.role, posted.session_name))

    return changed(request, uuid, change, focus="handshake")


@posted_act
def drop_role(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Take off the role worn last."""
    change: Change = lambda sandbox, posted: sandbox.keep(drop(posted.on(sandbox.bench)))  # noqa: E731
    return changed(request, uuid, change, focus="handshake")


@posted_act
def advance_clock(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Let some minutes of the simulated clock pass."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.keep(wait(posted.on(sandbox.bench), posted.minutes)))


@posted_act
def reset(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Go back to the sandbox as it was when it was opened."""
    return changed(request, uuid, lambda sandbox, posted: load(sandbox, posted, sandbox.first_bench), loads=True)


@posted_act
def undo(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Go back to the texts before the last reset, or before a lesson loaded its own."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.undo(), loads=True)


def load(sandbox: Sandbox, posted: Posted, bench: Bench) -> None:
    """Put another workbench in place of what was typed, which is kept for *Undo*."""
    if not posted.too_long:
        sandbox.keep(posted.on(sandbox.bench))
    sandbox.replace_by(bench)


def changed(
    request: HtmxRequest, uuid: UUID, change: Change, *, whole: bool = True, loads: bool = False, focus: str = ""
) -> HttpResponse:
    """Let `change` store what becomes of the sandbox, and answer with it.

    A text that is too long is shown with its size, and nothing is stored then, unless `change` `loads` other texts.
    What another tab changed meanwhile stands where this page left it alone; what both changed goes to *Undo*.
    `whole` swaps the whole panel, else what a decision changes; `focus` names the part that the answer is about.
    """
    if is_too_often(request):
        return too_often(request)
    posted = read_posted(request.POST)
    with transaction.atomic():
        sandbox = sandbox_for(request, uuid)
        if posted.too_long and not loads:
            return _refused(request, sandbox, panel_of(posted.on(sandbox.bench), posted.too_long))
        news = posted.news(sandbox.bench)
        if REPLACED in news.values():
            sandbox.replace_by(posted.on(sandbox.bench))
        change(sandbox, posted)
        # What can't be decided and shown is not stored: the page has to open again.
        panel = panel_of(sandbox.bench, news={} if loads else news)
    if not request.htmx:
        return redirect("sandbox:workbench", sandbox.pk)
    return _fragments(request, sandbox, panel, whole, focus)


def _refused(request: HtmxRequest, sandbox: Sandbox, panel: Panel) -> HttpResponse:
    """Show what was typed with what is too long in it."""
    template = "sandbox/_answer.html" if request.htmx else PAGE
    return render(request, template, panel_context(sandbox, panel), status=422)


def _fragments(request: HtmxRequest, sandbox: Sandbox, panel: Panel, whole: bool, focus: str) -> HttpResponse:
    context = {**panel_context(sandbox, panel), "focus": focus}
    template = "sandbox/_whole_answer.html" if whole else "sandbox/_answer.html"
    response = render(request, template, context)
    if whole:
        return retarget(response, "#sandbox-panel")
    # After the swap: a text from another tab is in its field by then.
    return trigger_client_event(response, "iamlab:kept", {"version": context["version"]}, after="settle")


def panel_context(sandbox: Sandbox, panel: Panel) -> dict[str, Any]:
    """What the templates of a stored sandbox need."""
    return {
        "sandbox": sandbox,
        "panel": panel,
        "origin": sandbox.origin,
        "acts": acts_of(sandbox),
        "version": f"{sandbox.pk}.{sandbox.version}",
    }
