"""The history of a sandbox, and its named revisions: saved, restored, renamed, deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.rates import POSTS, limited

from ..access import changing, sandbox_for
from ..models import Revision, Sandbox
from .forms import RevisionForm

PAGE = "sandbox/history/history.html"


@require_safe
def history(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what was done, and the named revisions."""
    return _page(request, sandbox_for(request, uuid), RevisionForm)


@require_POST
@limited(POSTS)
def go_to(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Show the state after a step; the others stay, so that there is a way back."""
    with changing(request, uuid) as sandbox:
        get_object_or_404(sandbox.steps, number=number)
        sandbox.go_to(number)
    return redirect("sandbox:workbench", uuid)


@require_POST
@limited(POSTS)
def save_revision(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the state as it is a name."""
    sandbox = sandbox_for(request, uuid)
    form = RevisionForm(sandbox, request.POST)
    if not form.is_valid():
        return _page(request, sandbox, form, status=422)
    # Two presses of the button meet here: the second finds the revision of the first.
    sandbox.revisions.get_or_create(name=form.cleaned_data["name"], defaults={"state": sandbox.state})
    messages.success(request, f"Saved as “{form.cleaned_data['name']}”.")
    return redirect("sandbox:history", uuid)


@require_POST
@limited(POSTS)
def restore(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Go back to a revision: a step of the history, so that *Undo* takes it back."""
    with changing(request, uuid) as sandbox:
        revision = get_object_or_404(sandbox.revisions, pk=pk)
        sandbox.replace_by(revision.bench, f"Restored {revision.name}")
    messages.success(request, f"Restored “{revision.name}”. Undo takes it back.")
    return redirect("sandbox:workbench", uuid)


ABOUT_NAMES = (
    "The name is how you find this state again in the history.",
    "The state itself stays as it was kept; restore it to go back to it.",
)
"""Told beside the form of a revision's name."""


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def rename(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Give a revision another name."""
    sandbox = sandbox_for(request, uuid)
    revision = get_object_or_404(sandbox.revisions, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = RevisionForm(sandbox, data, renamed=revision, initial={"name": revision.name})
    if form.is_valid():
        Revision.objects.filter(pk=revision.pk).update(name=form.cleaned_data["name"])
        return redirect("sandbox:history", uuid)
    context = {
        "sandbox": sandbox,
        "form": form,
        "title": f"Rename “{revision.name}”",
        "button": "Rename",
        "about": ABOUT_NAMES,
    }
    return render(request, "sandbox/shelf/form.html", context, status=422 if form.errors else 200)


@require_POST
@limited(POSTS)
def delete(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Delete a revision."""
    revision = get_object_or_404(sandbox_for(request, uuid).revisions, pk=pk)
    revision.delete()
    messages.success(request, f"Deleted “{revision.name}”.")
    return redirect("sandbox:history", uuid)


def _page(
    request: HttpRequest, sandbox: Sandbox, form: RevisionForm | type[RevisionForm], status: int = 200
) -> HttpResponse:
    context = {
        "sandbox": sandbox,
        "steps": sandbox.steps.defer("state"),
        "revisions": sandbox.revisions.defer("state"),
        "form": form if isinstance(form, RevisionForm) else form(sandbox),
    }
    return render(request, PAGE, context, status=status)
