"""How a change of a sandbox is made and answered, for the pages of lessons and challenges as for its own.

Every change is posted with the whole panel, so nothing typed is lost, and is answered with fragments for htmx. Without
JavaScript it is answered by a redirect to the workbench page, which shows the same panel with whatever is wrong in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget, trigger_client_event

from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest

from .access import changing
from .addresses import acts_of
from .bench import Bench
from .commands.showing import command_view
from .explorer.tree import tree_context
from .models import Sandbox
from .posted import Posted, read_posted
from .predicting import switch, with_prediction
from .showing.panel import Panel, panel_of
from .two_tabs import Elsewhere, elsewhere_of, keep_replaced, keep_typed, shown_step
from .watches.table import watches_context

Change = Callable[[Sandbox, Posted], None]
Act = Callable[[HtmxRequest, UUID], HttpResponse]
PAGE = "sandbox/workbench.html"
WORKBENCH = "workbench"
"""What the page of a sandbox says of itself in its form: the answer refreshes all its parts."""
TASK = "task"
"""What the page of a challenge says of itself: fixes stay folded, since they give its answer away."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about what was done to a policy, named by its reference."""

    policy: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Answering:
    """What a change does, as far as its answer depends on it, and what the answer shows.

    A change that `loads` other texts needs none of those typed. What `walks` through the history, by that name, is held
    back where another tab walked or changed something first. `whole` swaps the whole panel, else what a decision
    changes; `focus` names the part that the answer is about, `shows` the policy whose tab is in front, and what is
    `said` stands beside its policy.
    """

    loads: bool = False
    walks: str = ""
    whole: bool = True
    focus: str = ""
    shows: str = ""
    said: Said | None = None


WITH_THE_PANEL = Answering()
AT_THE_DECISION = Answering(focus="decision")
LOADED = Answering(loads=True, focus="decision")


def posted_act(view: Act) -> Act:
    """Make an act of a view for POST, as often as decisions may be asked for.

    Whoever opens its address, say by a reload, is led to the sandbox's page.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @limited(POSTS)
    @wraps(view)
    def act(request: HtmxRequest, uuid: UUID) -> HttpResponse:
        return view(request, uuid) if request.method == "POST" else redirect("sandbox:workbench", uuid)

    return act


def changed(request: HtmxRequest, uuid: UUID, change: Change, answering: Answering = WITH_THE_PANEL) -> HttpResponse:
    """Let `change` store what becomes of the sandbox, and answer with it.

    A text that is too long is shown with its size, and nothing is stored then, unless other texts are loaded. What
    another tab changed meanwhile stands where this page left it alone; what both changed goes to *Undo*. Raises Http404
    for a sandbox of somebody else.
    """
    posted = read_posted(request.POST)
    with changing(request, uuid) as sandbox:
        if posted.too_long and not answering.loads:
            return refused(request, sandbox, posted)
        elsewhere = _elsewhere(sandbox, posted, answering.walks)
        news = keep_replaced(sandbox, posted)
        if elsewhere and elsewhere.held_back:
            keep_typed(sandbox, posted)
        else:
            change(sandbox, posted)
        # What can't be decided and shown is not stored: the page has to open again.
        panel = panel_of(sandbox.bench, news={} if answering.loads else news)
        panel = replace(panel, elsewhere=elsewhere).showing(answering.shows)
    return _answered(request, sandbox, panel, answering)


def load(sandbox: Sandbox, posted: Posted, bench: Bench, what: str = "Loaded from the lesson") -> None:
    """Put another workbench in place of what was typed, which is kept for *Undo*."""
    keep_typed(sandbox, posted)
    sandbox.replace_by(bench, what)


def refused(request: HtmxRequest, sandbox: Sandbox, posted: Posted, focus: str = "") -> HttpResponse:
    """Show what was typed with what is too long in it (422), in the place of the decision, whatever was asked for.

    `focus="decision"` leads there from a button that stands elsewhere.
    """
    panel = panel_of(posted.on(sandbox.bench), posted.too_long)
    if not request.htmx:
        return render(request, PAGE, page_context(sandbox, panel), status=422)
    context = {**_swapped_context(request, sandbox, panel), "focus": focus}
    response = render(request, "sandbox/_answer.html", context, status=422)
    return reswap(retarget(response, "#evaluation"), "outerHTML")


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


def page_context(sandbox: Sandbox, panel: Panel, wanted: str = "") -> dict[str, Any]:
    """What the page of a sandbox shows: the panel, which a lesson has too, and of the tree what is `wanted`."""
    bench, awaited = sandbox.bench, panel.prediction is not None and panel.prediction.waits
    return {
        **panel_context(sandbox, panel),
        "is_workbench": True,
        "command": command_view(bench, awaited=awaited),
        **tree_context(sandbox, bench, wanted),
        **watches_context(sandbox, bench, awaited=awaited),
    }


def _elsewhere(sandbox: Sandbox, posted: Posted, walks: str) -> Elsewhere | None:
    """What another tab did that has to be told here: all of it to who `walks` through the history."""
    found = elsewhere_of(sandbox, posted)
    if found is None or (found.only_texts and not walks):
        return None
    return replace(found, held_back=walks)


def _answered(request: HtmxRequest, sandbox: Sandbox, panel: Panel, answering: Answering) -> HttpResponse:
    """Show what became of the sandbox: in fragments, or without JavaScript on its page."""
    if request.POST.get("view") == WORKBENCH:
        switch(request)
        panel = with_prediction(request, panel, sandbox.origin)
    if request.htmx:
        return _fragments(request, sandbox, panel, answering)
    if answering.said:
        messages.info(request, answering.said.sentence)
    if panel.elsewhere:
        # A redirect would lose what was typed here.
        return render(request, PAGE, page_context(sandbox, panel), status=409)
    return redirect("sandbox:workbench", sandbox.pk)


def _fragments(request: HtmxRequest, sandbox: Sandbox, panel: Panel, answering: Answering) -> HttpResponse:
    # Other policies have a say now, or a field was filled in: what is on the page is not what the answer shows.
    whole = (
        answering.whole
        or panel.elsewhere is not None
        or bool({"add", "offered"} & {*request.POST})
        or request.POST.get("panes", panel.pane_ids) != panel.pane_ids
    )
    context = _swapped_context(request, sandbox, panel) | {"focus": answering.focus, "said": answering.said}
    response = render(request, "sandbox/_whole_answer.html" if whole else "sandbox/_answer.html", context)
    if whole:
        return retarget(response, "#sandbox-panel")
    # After the swap: a text from another tab is in its field by then.
    return trigger_client_event(response, "iamlab:kept", {"version": context["version"]}, after="settle")


def _swapped_context(request: HtmxRequest, sandbox: Sandbox, panel: Panel) -> dict[str, Any]:
    """What the parts show of the page that sent the request."""
    view = request.POST.get("view")
    if view == WORKBENCH:
        return page_context(sandbox, panel, request.POST.get("wanted", ""))
    return {**panel_context(sandbox, panel), "is_task": view == TASK}
