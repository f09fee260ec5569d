"""The front page, the help pages, and the page for a form that was sent without a valid CSRF token."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from iamlab.accounts.guests import known_learner
from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest, page_or_fragment
from iamlab.sandbox.showing.rail import GATE_NAMES, RARE_GATES
from lessons.courses.queries import shelves
from lessons.progress.queries import Progress, progress_of

from . import example
from .trial import Trial, read_trial

GATES = tuple(name for kind, name in GATE_NAMES.items() if kind not in RARE_GATES)


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what IAM Lab is, one decision to try, and to whoever has begun where to go on."""
    return render(request, "home/home.html", _home_context(request, Trial(example.POLICY, example.FIRST_REQUEST)))


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def try_decision(request: HtmxRequest) -> HttpResponse:
    """Decide the visitor's own policy, once they have predicted the outcome. Nothing is stored.

    The address alone, as a reload of an answer or a bookmark sends it, leads to the form.
    """
    if request.method != "POST":
        return redirect(reverse("home:home") + "#try")
    trial = read_trial(request.POST)
    context = _home_context(request, trial) if not request.htmx else {**_trial_context(trial), "is_swap": True}
    status = 422 if trial.is_too_long else 200
    return page_or_fragment(request, "home/home.html", "home/_answer.html", context, status=status)


def _home_context(request: HttpRequest, trial: Trial) -> dict[str, Any]:
    modules = shelves()
    first_lesson = next((lesson for shelf in modules for lesson in shelf["lessons"]), None)
    context = {"modules": modules, "first_lesson": first_lesson, "progress": _begun(request)}
    return {**_trial_context(trial), **context}


def _begun(request: HttpRequest) -> Progress | None:
    """The progress of whoever has begun; None for others, without a look for those who left nothing here."""
    learner = known_learner(request)
    progress = progress_of(learner) if learner else None
    return progress if progress and progress.is_begun else None


def _trial_context(trial: Trial) -> dict[str, Any]:
    context = {
        "policy": trial.policy,
        "policy_name": example.POLICY_NAME,
        "policy_ref": example.POLICY_REF,
        "requests": example.REQUESTS,
        "chosen": trial.request,
        "prediction": trial.prediction,
        "predicted_of": trial.predicted_of or trial.digest,
        "is_predicted": trial.is_predicted,
        "gates_waiting": GATES,
    }
    return {**context, **trial.outcome()} if trial.prediction else context


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show the help page whose template is home/help/<page>.html."""
    return render(request, f"home/help/{page}.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form (Django calls this as `CSRF_FAILURE_VIEW`); `reason` is Django's, for programmers."""
    return render(request, "403.html", {"csrf_reason": reason}, status=403)
