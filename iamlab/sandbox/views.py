"""The workbench page, and what a learner does at it: ask, assume a role, drop it, let time pass, reset, undo, redo."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest

from .access import sandbox_for
from .answering import PAGE, Answering, changed, load, page_context, posted_act
from .bench import drop, put_on, wait
from .models import Sandbox
from .posted import LONGEST_POLICY, MOST_OF_STEP, Posted, clean
from .predicting import with_prediction
from .showing.panel import panel_of, recorded
from .showing.switching import switched_off, switched_on
from .two_tabs import keep_typed, of_this_tab

MINE = "mine:"
AT_THE_HANDSHAKE = Answering(focus="handshake")


@never_cache
@require_safe
@limited(POSTS, reads=True)
def workbench(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Show a sandbox on a page of its own."""
    sandbox = sandbox_for(request, uuid)
    panel = with_prediction(request, panel_of(sandbox.bench), sandbox.origin)
    return render(request, PAGE, page_context(sandbox, panel))


@posted_act
def evaluate(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Decide the request as typed, with the policies as typed. What is run by the button is an event of the history."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        sandbox.keep(recorded(bench) if "run" in request.POST else bench)

    return changed(request, uuid, change, Answering(whole=False))


@posted_act
def assume_role(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Decide both sides of AssumeRole; where both allow, the caller becomes the session."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        sandbox.keep(put_on(posted.on(sandbox.bench), posted.role, posted.session_name))

    return changed(request, uuid, change, AT_THE_HANDSHAKE)


@posted_act
def drop_role(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Take off the role worn last."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        sandbox.keep(drop(posted.on(sandbox.bench)))

    return changed(request, uuid, change, AT_THE_HANDSHAKE)


@posted_act
def advance_clock(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Let some minutes of the simulated clock pass."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.keep(wait(posted.on(sandbox.bench), posted.minutes)))


@posted_act
def reset(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Go back to the sandbox as it was when it was opened."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        load(sandbox, posted, sandbox.first_bench, "Reset")

    return changed(request, uuid, change, Answering(loads=True))


@posted_act
def undo(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Take the last step of the history back; what is typed and not stored yet is a step of its own before."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        keep_typed(sandbox, posted)
        sandbox.undo()

    return changed(request, uuid, change, Answering(loads=True, walks="Undo"))


@posted_act
def redo(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Come forward to the step that was taken back."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.redo(), Answering(loads=True, walks="Redo"))


@posted_act
def switch_policy(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Leave a policy out of every decision for a moment, or ask it again: `off` or `on` names it. It stays as it is."""
    off, on = (request.POST.get(name, "") for name in ("off", "on"))

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        pane = next((pane for pane in panel_of(bench).panes if pane.ref == (off or on)), None)
        if pane is None:
            raise Http404
        sandbox.keep(bench)
        switched = switched_off(bench, off) if off else switched_on(bench, on)
        sandbox.replace_by(switched, f"Switched {'off' if off else 'on'}: {pane.title}")

    return changed(request, uuid, change, Answering(shows=off or on))


@posted_act
def this_tab(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Go back to the state that this tab showed, with what was typed here: the other tab's goes to *Undo*."""
    mine = {name.removeprefix(MINE): clean(str(request.POST[name])) for name in request.POST if name.startswith(MINE)}
    texts = {ref: text for ref, text in mine.items() if len(text) <= LONGEST_POLICY}

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = of_this_tab(sandbox, request.POST.get("mine_at", "")[:MOST_OF_STEP], texts)
        sandbox.replace_by(bench, "Went back to what one tab showed")

    return changed(request, uuid, change, Answering(loads=True))
