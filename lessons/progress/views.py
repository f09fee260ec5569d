"""The page of a person's progress, a lesson marked as done, and everything taken out, brought in or deleted."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.predicting import forget
from iamlab.sandbox.sharing.keeping import take_back_all
from lessons.library.access import lesson_for

from .exporting import exported, exported_table
from .forms import DeleteForm, ImportForm
from .importing import Imported, bring_in
from .mastery import concept_of
from .models import Record, SandboxPrediction
from .practice_days import calendar_of
from .predictions import predicted_by
from .queries import progress_of
from .recording import finish_lesson


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the visitor did so far, and what to go on with."""
    learner = known_learner(request)
    context = {
        "progress": progress_of(learner),
        "calendar": calendar_of(learner),
        "predicted": predicted_by(learner),
    }
    return render(request, "progress/home.html", context)


@never_cache
@require_safe
def concept(request: HttpRequest, id: str) -> HttpResponse:
    """Show what the mastery of one concept rests on."""
    found = concept_of(known_learner(request), id)
    if found is None:
        raise Http404
    return render(request, "progress/concept.html", {"concept": found})


@never_cache
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """Show what was done as a page to print."""
    learner = known_learner(request)
    progress = progress_of(learner)
    context = {
        "progress": progress,
        "lessons": [each for each in progress.lessons if each.is_begun],
        "concepts": [each for each in progress.concepts if each.evidence],
        "today": timezone.localdate(),
    }
    return render(request, "progress/print.html", context)


@never_cache
@require_safe
def export(request: HttpRequest, format: str) -> HttpResponse:
    """Give everything as a file."""
    learner = known_learner(request)
    if format == "json":
        response: HttpResponse = JsonResponse(exported(learner), json_dumps_params={"indent": 1})
    else:
        response = HttpResponse(exported_table(learner), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="progress.{format}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def import_(request: HttpRequest) -> HttpResponse:
    """Bring the progress of a file in; what is there stays."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        done = bring_in(learner_for(request), form.progress)
        messages.success(request, _said(done))
        return redirect("progress:home")
    return render(request, "progress/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _said(done: Imported) -> str:
    said = f"Brought in: {done.attempts} new answers in {done.records} activities."
    if done.unknown:
        said += f" {done.unknown} activities are not part of this course and were left out."
    if done.left_out:
        were = "answer was" if done.left_out == 1 else "answers were"
        said += f" {done.left_out} {were} left out: unreadable, or to a test or an assignment that you take here."
    return said


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def delete(request: HttpRequest) -> HttpResponse:
    """Delete everything that the visitor did here, once they typed that they mean it. An account stays."""
    learner = known_learner(request)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            Record.objects.of(learner).delete()
            SandboxPrediction.objects.of(learner).delete()
            Sandbox.objects.every_of(learner).delete()
            take_back_all(learner)
        forget(request)
        messages.success(request, "Your answers, your sandboxes and the links you shared are deleted.")
        return redirect("progress:home")
    return render(request, "progress/delete.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@limited(POSTS)
def finish(request: HtmxRequest, slug: str) -> HttpResponse:
    """Keep that a lesson is done because its learner says so, whatever is right in its quiz."""
    lesson = lesson_for(slug)
    finish_lesson(learner_for(request), lesson.uuid)
    if not request.htmx:
        return redirect(f"{reverse('courses:lesson', args=[slug])}#lesson-done")
    return render(request, "progress/_done.html", {"lesson": lesson, "is_done": True, "is_marked": True})
