"""What is done with one sandbox as a whole."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import known_learner
from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import dump_scenario
from iamlab.http import HtmxRequest

from ..access import changing, sandbox_for
from ..bench import scenario_of_bench
from ..models import DAYS_TO_RESTORE, Sandbox
from .beginning import FULL, begin
from .forms import TitleForm

ABOUT_TITLES = (
    "The title stands at the head of the sandbox and in your list of them.",
    "Nothing inside changes. Links that you shared keep the title of their day.",
)
"""Told beside the form of a title."""


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def rename(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the sandbox another title."""
    with changing(request, uuid) as sandbox:
        form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": sandbox.title})
        if form.is_valid():
            sandbox.title = form.cleaned_data["title"]
            sandbox.save(update_fields=["title"])
            return redirect("sandbox:workbench", uuid)
    context = {
        "sandbox": sandbox,
        "form": form,
        "title": f"Rename {sandbox.name}",
        "button": "Rename",
        "about": ABOUT_TITLES,
    }
    return render(request, "sandbox/shelf/form.html", context, status=422 if form.errors else 200)


@require_POST
@limited(POSTS)
def copy(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Make a second sandbox like this one."""
    sandbox = sandbox_for(request, uuid)
    said = "This is the copy; the other one stays as it was."
    return begin(request, sandbox.bench, f"Copy of {sandbox.name}", said)


@require_POST
@limited(POSTS)
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete the sandbox; it can be restored for DAYS_TO_RESTORE days."""
    sandbox = sandbox_for(request, uuid)
    Sandbox.objects.throw_away(sandbox)
    messages.success(request, f"Deleted “{sandbox.name}”. You can restore it for {DAYS_TO_RESTORE} days, below.")
    return redirect("sandbox:index")


@require_POST
@limited(POSTS)
def restore(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Bring a deleted sandbox back."""
    learner = known_learner(request)
    sandbox = get_object_or_404(Sandbox.objects.restorable(learner), pk=uuid)
    if sandbox.origin is None and not Sandbox.objects.has_room(learner):
        messages.error(request, FULL)
        return redirect("sandbox:index")
    sandbox.deleted = None
    sandbox.save(update_fields=["deleted"])
    return redirect("sandbox:workbench", uuid)


@require_safe
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the sandbox as a scenario file."""
    sandbox = sandbox_for(request, uuid)
    text = dump_scenario(replace(scenario_of_bench(sandbox.bench), title=sandbox.title))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(sandbox.name) or "sandbox"}.yaml"'
    return response
