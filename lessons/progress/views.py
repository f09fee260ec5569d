"""The page of a person's progress."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from iamlab.accounts.guests import known_learner

from .queries import progress_of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the visitor did so far, and what to go on with."""
    return render(request, "progress/home.html", {"progress": progress_of(known_learner(request))})
