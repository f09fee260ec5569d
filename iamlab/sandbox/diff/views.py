"""The access diff of a sandbox: its present state against an earlier one, or one policy against a second text."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import set_policy_text
from iamlab.engine import parse_policy
from iamlab.http import HtmxRequest

from ..access import changing, sandbox_for
from ..answering import AT_THE_DECISION, changed
from ..models import Sandbox
from ..posted import Posted
from ..showing.panes import fault_of
from ..watches.views import asking
from ..watches.watch import Watch
from .forms import SecondTextForm
from .showing import diff_view
from .states import bench_at, states_of

PAGE, POLICY_PAGE = "sandbox/diff/diff.html", "sandbox/diff/policy.html"


@require_safe
@limited(POSTS, reads=True)
def diff(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Compare the state as it is with an earlier one; the last change is undone first where nobody chose."""
    sandbox = sandbox_for(request, uuid)
    states = states_of(sandbox)
    key = request.GET.get("with") or states[0].key
    earlier = bench_at(sandbox, key)
    if earlier is None:
        raise Http404
    chosen = next((state for state in states if state.key == key), None)
    context = {
        "sandbox": sandbox,
        "states": states,
        "chosen": key,
        "label": chosen.label if chosen else "this state",
        "view": diff_view(earlier.cloud, sandbox.bench.cloud),
        "steps_from": "after",
    }
    return render(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS, reads=True)
def second_text(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Compare one policy as it is with a second text, or put that text in its place."""
    sandbox = sandbox_for(request, uuid)
    bench = sandbox.bench
    if request.method != "POST":
        return _asked(request, sandbox)
    form = SecondTextForm(bench.cloud, request.POST)
    context: dict[str, Any] = {"sandbox": sandbox, "form": form, "ref": request.POST.get("policy", "")}
    if not form.is_valid():
        return render(request, POLICY_PAGE, context, status=422)
    slot, text = form.slot, form.typed("text")
    reading = parse_policy(text, slot.kind, name=slot.name, arn=slot.arn)
    if reading.document is None:
        context["fault"] = fault_of(text, reading.diagnostics[0])
        return render(request, POLICY_PAGE, context, status=422)
    if slot.ref and "use" in request.POST:
        return _used(request, sandbox, form)
    after = set_policy_text(bench.cloud, slot.ref, text) if slot.ref else bench.cloud
    context |= {"view": diff_view(bench.cloud, after), "title": slot.title, "steps_from": "before"}
    return render(request, POLICY_PAGE, context)


def _asked(request: HtmxRequest, sandbox: Sandbox) -> HttpResponse:
    """Show the choice of a policy, and the form with its text once one is chosen."""
    form = SecondTextForm(sandbox.bench.cloud)
    ref = request.GET.get("policy", "")
    if ref and ref not in form.slots:
        raise Http404
    form.initial = {"policy": ref, "text": (form.slots[ref].text or "") if ref else ""}
    return render(request, POLICY_PAGE, {"sandbox": sandbox, "form": form, "ref": ref})


def _used(request: HtmxRequest, sandbox: Sandbox, form: SecondTextForm) -> HttpResponse:
    """Put the second text in the policy's place; *Undo* takes it back."""
    with changing(request, sandbox.pk) as sandbox:
        bench, slot = sandbox.bench, form.slot
        if slot.ref is None or str(slot.ref) not in SecondTextForm(bench.cloud).slots:
            raise Http404
        cloud = set_policy_text(bench.cloud, slot.ref, form.typed("text"))
        sandbox.replace_by(replace(bench, cloud=cloud), f"Another text for {slot.name}")
    messages.success(request, f"{slot.title} has the second text now. Undo takes it back.")
    return redirect("sandbox:workbench", sandbox.pk)


@require_POST
@limited(POSTS)
def open_witness(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Ask a witness here, as its caller: the stepper opens at the step that decides."""

    def change(sandbox: Sandbox, posted: Posted) -> None:
        if posted.asked:
            asked = posted.asked
            watch = Watch(0, asked.caller, asked.action, asked.resource, asked.context)
            sandbox.keep(asking(sandbox.bench, watch))

    response = changed(request, uuid, change, AT_THE_DECISION)
    if response.status_code == 302:
        response["Location"] = f"{reverse('sandbox:workbench', args=[uuid])}#evaluation"
    return response
