"""A command typed in: read into its requests, and one of them loaded into the request form."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest

from ..access import changing, sandbox_for
from ..answering import AT_THE_DECISION, changed, refused
from ..bench import ask
from ..models import Sandbox
from ..posted import Posted, clean, read_posted
from ..predicting import is_awaited
from ..two_tabs import keep_typed, shown_step
from .showing import asked_by, command_view

LONGEST_KEPT = 32_768
"""Far more than a command may have: one that is too long stays in its field, to be shortened there."""


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def read(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Read a command, and answer with its requests, decided with the policies as typed."""
    place = f"{reverse('sandbox:workbench', args=[uuid])}#commands"
    if request.method != "POST":
        return redirect(place)
    posted = read_posted(request.POST)
    text = clean(request.POST.get("example") or request.POST.get("command", ""))[:LONGEST_KEPT].strip()
    with changing(request, uuid) as sandbox:
        if posted.too_long:
            return refused(request, sandbox, posted, focus="decision")
        keep_typed(sandbox, posted)
        sandbox.keep(replace(sandbox.bench, command=text))
        # Within the lock: a command that cannot be shown is not kept, for the sandbox would never open again.
        command = command_view(sandbox.bench, awaited=is_awaited(request, sandbox.bench, sandbox.origin))
    if not request.htmx:
        return redirect(place)
    context = {"sandbox": sandbox, "command": command, "fresh": True, "shown_step": shown_step(sandbox)}
    response = render(request, "sandbox/commands/_commands.html", context)
    return trigger_client_event(response, "iamlab:kept", {"version": f"{sandbox.pk}.{sandbox.version}"}, after="settle")


@require_POST
@limited(POSTS)
def load(request: HtmxRequest, uuid: UUID, number: int) -> HttpResponse:
    """Ask one request of the command: the stepper opens at the step that decides."""
    if asked_by(sandbox_for(request, uuid).bench, number) is None:
        raise Http404

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        asked = asked_by(bench, number)
        sandbox.keep(ask(bench, asked) if asked else bench)

    response = changed(request, uuid, change, AT_THE_DECISION)
    if response.status_code == 302:
        response["Location"] = f"{reverse('sandbox:workbench', args=[uuid])}#evaluation"
    return response
