"""The list of challenges, a challenge beside its sandbox, and what is checked there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from iamlab.accounts.guests import Learner, known_learner, learner_for
from iamlab.accounts.rates import POSTS, WRITING, limited
from iamlab.http import HtmxRequest
from iamlab.sandbox.access import changing
from iamlab.sandbox.answering import LOADED, changed, load, refused
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import Posted, read_posted
from iamlab.sandbox.two_tabs import keep_typed
from lessons.library.access import challenge_for
from lessons.library.models import Challenge
from lessons.progress.recording import visit_lesson

from .playing import (
    Kept,
    Played,
    asking,
    beside,
    keep,
    kept_of,
    played,
    solution_in,
    titles_of,
)
from .queries import following, shelves
from .results import hidden_in_words, result_of


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List all challenges, and where the visitor stands in each."""
    return render(request, "challenges/index.html", {"shelves": shelves(known_learner(request))})


@require_safe
def origin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Lead from a sandbox back to its challenge, whatever that is called by now."""
    return redirect("challenges:challenge", get_object_or_404(Challenge.objects.published(), pk=uuid).slug)


@never_cache
@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a challenge beside its sandbox, with what became of the last solution."""
    task, learner = played(challenge_for(slug)), known_learner(request)
    context = {**_context(task, learner), **beside(task).context(learner), "is_task": True}
    return render(request, "challenges/challenge.html", context)


@require_POST
@limited(WRITING)
def writing(request: HttpRequest, slug: str) -> HttpResponse:
    """Help a visitor who writes beside a challenge before their sandbox is made."""
    return beside(played(challenge_for(slug))).help_in_writing(request)


@require_POST
@limited(POSTS)
def begin(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Make the visitor's sandbox of a challenge, and send the form on to it as it came."""
    task = played(challenge_for(slug))
    begun = beside(task).begin(request, act)
    visit_lesson(learner_for(request), task.lesson.uuid)
    return begun


@require_POST
@limited(POSTS)
def check(request: HtmxRequest, slug: str) -> HttpResponse:
    """Grade what is typed, keep it as an attempt, and show the first thing that is wrong or what passed."""
    task = played(challenge_for(slug))
    learner = learner_for(request)
    posted = read_posted(request.POST)
    with changing(request, beside(task).sandbox(learner).pk) as sandbox:
        if posted.too_long:
            return refused(request, sandbox, posted, focus="decision")
        keep_typed(sandbox, posted)
    texts = solution_in(task, sandbox.bench)
    kept = keep(learner, task, texts)
    if not request.htmx:
        return redirect(f"{request.path.removesuffix('check/')}#result")
    context = {"task": task.content, "lesson": task.lesson, **_result(task, kept), "is_swap": True}
    # The sandbox's own form sends it, so that what was typed a moment ago isn't sent once more for a decision.
    response = reswap(retarget(render(request, "challenges/_result.html", context), "#result"), "outerHTML")
    return trigger_client_event(response, "iamlab:kept", {"version": f"{sandbox.pk}.{sandbox.version}"}, after="settle")


@require_POST
@limited(POSTS)
def step(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """Ask one of the challenge's requests in the sandbox, to be stepped through. Only what failed can be asked so."""
    task = played(challenge_for(slug))
    result = _result(task, kept_of(known_learner(request), task))["result"]
    shown = result.counterexample.number if result and result.counterexample else None
    visible = len(task.content.needs) + len(task.content.forbidden)
    if number != shown and number >= visible:
        raise Http404
    asked = task.checks[number].request

    def change(sandbox: Sandbox, posted: Posted) -> None:
        load(sandbox, posted, asking(posted.on(sandbox.bench), asked))

    learner = learner_for(request)
    visit_lesson(learner, task.lesson.uuid)
    return changed(request, beside(task).sandbox(learner).pk, change, LOADED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether the solution should be shown; show it to whoever says yes, or has passed."""
    task, learner = played(challenge_for(slug)), known_learner(request)
    context = _context(task, learner)
    if context["kept"].hides_solution:
        raise Http404
    is_shown = request.method == "POST" or context["has_passed"]
    return render(request, "challenges/solution.html", {**context, "is_shown": is_shown})


def _context(task: Played, learner: Learner | None) -> dict[str, Any]:
    kept = kept_of(learner, task)
    return {
        "task": task.content,
        "lesson": task.lesson,
        "hidden": hidden_in_words(task),
        "has_passed": not kept.is_withheld and any(attempt.score for attempt in kept.attempts),
        **_result(task, kept),
    }


def _result(task: Played, kept: Kept) -> dict[str, Any]:
    """What became of the attempts, as far as it shows."""
    result = None if kept.is_withheld else result_of(task, kept.attempts)
    has_passed = result is not None and result.grade.passed
    shown = {"kept": kept, "attempts": kept.attempts, "result": result, "titles": titles_of(task)}
    return {**shown, "next_task": following(task.content.uuid) if has_passed else None}
