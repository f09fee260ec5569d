"""What is done with one sandbox as a whole."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.cloud import dump_scenario

from ..access import sandbox_for
from ..bench import scenario_of_bench
from ..models import DAYS_TO_RESTORE, Sandbox
from ..rates import is_too_often, too_often
from .forms import TitleForm


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the sandbox another title."""
    sandbox = sandbox_for(request, uuid)
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": sandbox.title})
    if form.is_valid():
        sandbox.title = form.cleaned_data["title"]
        sandbox.save(update_fields=["title"])
        return redirect("sandbox:workbench", uuid)
    context = {"sandbox": sandbox, "form": form, "title": f"Rename {sandbox.name}", "button": "Rename"}
    return render(request, "sandbox/shelf/form.html", context, status=422 if form.errors else 200)


@require_POST
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a second sandbox like this one."""
    if is_too_often(request):
        return too_often(request)
    sandbox = sandbox_for(request, uuid)
    copied = Sandbox.objects.copy(learner_for(request), sandbox.bench, f"Copy of {sandbox.name}")
    messages.success(request, "This is the copy; the other one stays as it was.")
    return redirect("sandbox:workbench", copied.pk)


@require_POST
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete the sandbox; it can be restored for DAYS_TO_RESTORE days."""
    sandbox = sandbox_for(request, uuid)
    sandbox.deleted = timezone.now()
    sandbox.save(update_fields=["deleted"])
    messages.success(request, f"Deleted “{sandbox.name}”. You can restore it for {DAYS_TO_RESTORE} days, below.")
    return redirect("sandbox:index")


@require_POST
def restore(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Bring a deleted sandbox back."""
    sandbox = get_object_or_404(Sandbox.objects.restorable(known_learner(request)), pk=uuid)
    sandbox.deleted = None
    sandbox.save(update_fields=["deleted"])
    return redirect("sandbox:workbench", uuid)


@require_safe
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the sandbox as a scenario file."""
    sandbox = sandbox_for(request, uuid)
    text = dump_scenario(scenario_of_bench(sandbox.bench))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(sandbox.name) or "sandbox"}.yaml"'
    return response
