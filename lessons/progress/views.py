"""The page of a person's progress, and a lesson marked as done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.http import HtmxRequest
from iamlab.sandbox.rates import is_too_often, too_often
from lessons.library.access import lesson_for

from .queries import progress_of
from .recording import finish_lesson


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the visitor did so far, and what to go on with."""
    return render(request, "progress/home.html", {"progress": progress_of(known_learner(request))})


@require_POST
def finish(request: HtmxRequest, slug: str) -> HttpResponse:
    """Keep that a lesson is done because its learner says so, whatever is right in its quiz."""
    lesson = lesson_for(slug)
    if is_too_often(request):
        return too_often(request)
    finish_lesson(learner_for(request), lesson.uuid)
    if not request.htmx:
        return redirect(f"{reverse('courses:lesson', args=[slug])}#lesson-done")
    return render(request, "progress/_done.html", {"lesson": lesson, "is_done": True, "is_marked": True})
