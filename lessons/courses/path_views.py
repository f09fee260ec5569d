"""A path through the lessons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from iamlab.accounts.guests import known_learner

from .paths import steps_of, walked_path


@require_safe
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the steps of a path, and where the visitor stands in each."""
    learner = known_learner(request)
    walked = walked_path(slug, learner)
    return render(request, "courses/path.html", {"walked": walked, "steps": steps_of(walked, learner)})
