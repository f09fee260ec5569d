"""The workbench page, and what a learner does at it: ask, assume a role, drop it, let time pass, reset, undo, redo.

Every change is posted with the whole panel, so nothing typed is lost, and is answered with fragments for htmx. Without
JavaScript it is answered by a redirect to the workbench page, which shows the same panel with whatever is wrong in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from iamlab.accounts.rates import DECISIONS, limited
from iamlab.http import HtmxRequest

from .access import changing, sandbox_for
from .addresses import acts_of
from .bench import Bench, drop, put_on, wait
from .commands.showing import command_view
from .explorer.tree import tree_context
from .models import Sandbox
from .panel import Panel, panel_of, recorded
from .posted import LONGEST_POLICY, MOST_OF_STEP, Posted, clean, read_posted
from .predicting import switch, with_prediction
from .switching import switched_off, switched_on
from .two_tabs import Elsewhere, elsewhere_of, keep_replaced, keep_typed, of_this_tab, shown_step
from .watches.table import watches_context

Change = Callable[[Sandbox, Posted], None]
Act = Callable[[HtmxRequest, UUID], HttpResponse]
PAGE = "sandbox/workbench.html"
MINE = "mine:"
WORKBENCH = "workbench"
"""What the page of a sandbox says of itself in its form: the answer refreshes all its parts."""
TASK = "task"
"""What the page of a challenge says of itself: fixes stay folded, since they give its answer away."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about what was done to a policy, named by its reference."""

    policy: str
    sentence: str


def posted_act(view: Act) -> Act:
    """Make an act of a view for POST, as often as decisions may be asked for.

    Whoever opens its address, say by a reload, is led to the sandbox's page.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @limited(DECISIONS)
    @wraps(view)
    def act(request: HtmxRequest, uuid: UUID) -> HttpResponse:
        return view(request, uuid) if request.method == "POST" else redirect("sandbox:workbench", uuid)

    return act


@never_cache
@require_safe
@limited(DECISIONS, reads=True)
def workbench(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Show a sandbox on a page of its own."""
    sandbox = sandbox_for(request, uuid)
    panel = with_prediction(request, panel_of(sandbox.bench), sandbox.origin)
    context = {**panel_context(sandbox, panel), **workbench_context(sandbox, panel)}
    return render(request, PAGE, context)


@posted_act
def evaluate(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Decide the request as typed, with the policies as typed. What is run by the button is an event of the history."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        sandbox.keep(recorded(bench) if "run" in request.POST else bench)

    return changed(request, uuid, change, whole=False)


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
    return changed(
        request, uuid, lambda sandbox, posted: load(sandbox, posted, sandbox.first_bench, "Reset"), loads=True
    )


@posted_act
def undo(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Take the last step of the history back; what is typed and not stored yet is a step of its own before."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        keep_typed(sandbox, posted)
        sandbox.undo()

    return changed(request, uuid, change, loads=True, walks="Undo")


@posted_act
def redo(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Come forward to the step that was taken back."""
    return changed(request, uuid, lambda sandbox, posted: sandbox.redo(), loads=True, walks="Redo")


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

    return changed(request, uuid, change, shows=off or on)


@posted_act
def this_tab(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Go back to the state that this tab showed, with what was typed here: the other tab's goes to *Undo*."""
    mine = {name.removeprefix(MINE): clean(str(request.POST[name])) for name in request.POST if name.startswith(MINE)}
    texts = {ref: text for ref, text in mine.items() if len(text) <= LONGEST_POLICY}

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = of_this_tab(sandbox, request.POST.get("mine_at", "")[:MOST_OF_STEP], texts)
        sandbox.replace_by(bench, "Went back to what one tab showed")

    return changed(request, uuid, change, loads=True)


def load(sandbox: Sandbox, posted: Posted, bench: Bench, what: str = "Loaded from the lesson") -> None:
    """Put another workbench in place of what was typed, which is kept for *Undo*."""
    keep_typed(sandbox, posted)
    sandbox.replace_by(bench, what)


def changed(
    request: HtmxRequest,
    uuid: UUID,
    change: Change,
    *,
    whole: bool = True,
    loads: bool = False,
    walks: str = "",
    focus: str = "",
    shows: str = "",
    said: Said | None = None,
) -> HttpResponse:
    """Let `change` store what becomes of the sandbox, and answer with it.

    A text that is too long is shown with its size, and nothing is stored then, unless `change` `loads` other texts.
    What another tab changed meanwhile stands where this page left it alone; what both changed goes to *Undo*.
    `whole` swaps the whole panel, else what a decision changes; `focus` names the part that the answer is about,
    `shows` the policy whose tab is in front, and what is `said` stands beside its policy. What `walks` through the
    history, by that name, is held back where another tab walked or changed something first.
    """
    posted = read_posted(request.POST)
    with changing(request, uuid) as sandbox:
        if posted.too_long and not loads:
            return refused(request, sandbox, posted)
        elsewhere = _elsewhere(sandbox, posted, walks)
        news = keep_replaced(sandbox, posted)
        if elsewhere and elsewhere.held_back:
            keep_typed(sandbox, posted)
        else:
            change(sandbox, posted)
        # What can't be decided and shown is not stored: the page has to open again.
        panel = replace(panel_of(sandbox.bench, news={} if loads else news), elsewhere=elsewhere).showing(shows)
    return _answered(request, sandbox, panel, whole, focus, said)


def _answered(
    request: HtmxRequest, sandbox: Sandbox, panel: Panel, whole: bool, focus: str, said: Said | None
) -> HttpResponse:
    """Show what became of the sandbox: in fragments, or without JavaScript on its page."""
    if request.POST.get("view") == WORKBENCH:
        switch(request)
        panel = with_prediction(request, panel, sandbox.origin)
    if request.htmx:
        return _fragments(request, sandbox, panel, whole, {"focus": focus, "said": said})
    if said:
        messages.info(request, said.sentence)
    return _told(request, sandbox, panel) if panel.elsewhere else redirect("sandbox:workbench", sandbox.pk)


def _elsewhere(sandbox: Sandbox, posted: Posted, walks: str) -> Elsewhere | None:
    """What another tab did that has to be told here: all of it to who `walks` through the history."""
    found = elsewhere_of(sandbox, posted)
    if found is None or (found.only_texts and not walks):
        return None
    return replace(found, held_back=walks)


def _told(request: HtmxRequest, sandbox: Sandbox, panel: Panel) -> HttpResponse:
    """Show, without JavaScript, what another tab did: a redirect would lose what was typed here."""
    return render(request, PAGE, {**panel_context(sandbox, panel), **workbench_context(sandbox, panel)}, status=409)


def refused(request: HtmxRequest, sandbox: Sandbox, posted: Posted, focus: str = "") -> HttpResponse:
    """Show what was typed with what is too long in it (422), in the place of the decision, whatever was asked for.

    `focus="decision"` leads there from a button that stands elsewhere.
    """
    panel = panel_of(posted.on(sandbox.bench), posted.too_long)
    context = {**panel_context(sandbox, panel), "focus": focus}
    if not request.htmx:
        return render(request, PAGE, {**context, **workbench_context(sandbox, panel)}, status=422)
    if request.POST.get("view") == WORKBENCH:
        context |= workbench_context(sandbox, panel, request.POST.get("wanted", ""))
    response = render(request, "sandbox/_answer.html", context, status=422)
    return reswap(retarget(response, "#evaluation"), "outerHTML")


def _fragments(request: HtmxRequest, sandbox: Sandbox, panel: Panel, whole: bool, more: dict[str, Any]) -> HttpResponse:
    # Other policies have a say now, or a field was filled in: what is on the page is not what the answer shows.
    whole = (
        whole
        or panel.elsewhere is not None
        or bool({"add", "offered"} & {*request.POST})
        or request.POST.get("panes", panel.pane_ids) != panel.pane_ids
    )
    context = {**panel_context(sandbox, panel), **more, "is_task": request.POST.get("view") == TASK}
    if request.POST.get("view") == WORKBENCH:
        context |= workbench_context(sandbox, panel, request.POST.get("wanted", ""))
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
        "origin": sandbox.origin or sandbox.pk,
        "is_of_course": sandbox.origin is not None,
        "history": sandbox.neighbouring_steps,
        "acts": acts_of(sandbox),
        "version": f"{sandbox.pk}.{sandbox.version}",
        "shown_step": shown_step(sandbox),
    }


def workbench_context(sandbox: Sandbox, panel: Panel, wanted: str = "") -> dict[str, Any]:
    """What the page of a sandbox shows besides the panel, which a lesson has too: of the tree what is `wanted`."""
    bench, awaited = sandbox.bench, panel.prediction is not None and panel.prediction.waits
    command = command_view(bench, awaited=awaited)
    context = {"is_workbench": True, "command": command, **tree_context(sandbox, bench, wanted)}
    return {**context, **watches_context(sandbox, bench, awaited=awaited)}
