"""The list of lessons, a lesson beside its sandbox, and what its blocks do."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.accounts.rates import POSTS, WRITING, limited
from iamlab.http import HtmxRequest, page_or_fragment
from iamlab.sandbox.answering import LOADED, changed, load
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import Posted
from lessons.library.access import lesson_for, lesson_of_uuid
from lessons.library.models import Challenge
from lessons.progress.contents import contents_of, place_in
from lessons.progress.models import Record
from lessons.progress.queries import progress_of
from lessons.progress.recording import visit_lesson
from lessons.quizzes.answering import NotGraded, keep_prediction
from lessons.quizzes.queries import answer_shown, predicted_option, quiz_for

from .handout import handout_of
from .lesson_sandbox import beside, keep_predicted, loaded, outcome_of, varied
from .paths import walked_paths
from .queries import around
from .templatetags.blocks import block_template

PROJECTOR = "projector"
"""The view of a lesson for a room: large type, one thing at a time."""


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the paths, the modules and their lessons, and where the visitor stands in each."""
    progress = progress_of(known_learner(request))
    return render(request, "courses/index.html", {"progress": progress, "paths": walked_paths(progress)})


@never_cache
@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a lesson beside its sandbox."""
    found = lesson_for(slug)
    learner = known_learner(request)
    quiz = quiz_for(found, learner)
    context = {
        "lesson": found,
        "sections": found.content.sections,
        "sources": found.content.fields.sources,
        "misconceptions": found.content.fields.misconceptions,
        "predictions": quiz.predictions,
        "quiz": quiz,
        "in_lesson": True,
        "at_end": [each for each in quiz.questions if each.uuid not in found.content.placed_questions()],
        "contents": contents_of(found, quiz.records),
        "around": around(found, quiz.records),
        "is_projected": request.GET.get("view") == PROJECTOR,
        **beside(found).context(learner),
    }
    return render(request, "courses/lesson.html", context)


@require_safe
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a lesson as a page to print: its text, its questions, and apart from them the answers."""
    found = lesson_for(slug)
    context = {
        "lesson": found,
        "sections": found.content.sections,
        "sources": found.content.fields.sources,
        "handout": handout_of(found),
    }
    return render(request, "courses/handout.html", context)


@require_safe
def origin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Lead from a sandbox back to its lesson or its challenge, whatever that is called by now."""
    if Challenge.objects.published().filter(pk=uuid).exists():
        return redirect("challenges:origin", uuid)
    return redirect("courses:lesson", lesson_of_uuid(uuid).slug)


@require_POST
@limited(WRITING)
def writing(request: HttpRequest, slug: str) -> HttpResponse:
    """Help a visitor who writes beside a lesson before their sandbox is made."""
    return beside(lesson_for(slug)).help_in_writing(request)


@require_POST
@limited(POSTS)
def begin(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Make the visitor's sandbox of a lesson, and send the form on to it as it came."""
    lesson = lesson_for(slug)
    begun = beside(lesson).begin(request, act)
    visit_lesson(learner_for(request), lesson.uuid)
    return begun


@require_POST
@limited(POSTS)
def keep_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the section that somebody who has begun the lesson is reading, to go on there."""
    lesson = lesson_for(slug)
    learner, place = known_learner(request), place_in(lesson, request.POST.get("place", ""))
    if place and Record.objects.of(learner).filter(activity_id=lesson.uuid).exists():
        visit_lesson(learner_for(request), lesson.uuid, place)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
@limited(POSTS)
def load_block(request: HtmxRequest, slug: str, block: str) -> HttpResponse:
    """Load a try-it or a worked decision into the sandbox; what was there is kept for *Undo*.

    Whoever predicted the decision is told whether it held, beside the button.
    """
    found = lesson_for(slug)
    loadable = found.content.loadable(block)
    if loadable is None:
        raise Http404
    bench = loaded(found, loadable)

    def change(sandbox: Sandbox, posted: Posted) -> None:
        load(sandbox, posted, bench)

    learner = learner_for(request)
    response = changed(request, beside(found).sandbox(learner).pk, change, LOADED)
    if response.status_code < HTTPStatus.BAD_REQUEST:
        records = visit_lesson(learner, found.uuid, found.content.section_of(block), block)
        outcome = outcome_of(loadable, request.POST.get("prediction", ""))
        if outcome and outcome.predicted:
            keep_predicted(learner, found, loadable, outcome)
        context = {"lesson": found, "contents": contents_of(found, records), "part": loadable, "outcome": outcome}
        _tell_outcome(request, response, context)
    return response


@require_POST
@limited(POSTS)
def step_through(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Ask in the sandbox what an answered question asked, to be stepped through."""
    found = lesson_for(slug)
    shown = answer_shown(found, uuid, known_learner(request))
    if shown is None or shown.variation is None:
        raise Http404
    bench = varied(found, shown.variation)

    def change(sandbox: Sandbox, posted: Posted) -> None:
        load(sandbox, posted, bench, "Loaded from the quiz")

    sandbox = beside(found).sandbox(learner_for(request))
    return changed(request, sandbox.pk, change, LOADED)


def _tell_outcome(request: HtmxRequest, response: HttpResponse, context: dict[str, Any]) -> None:
    """Add the block as it is after its decision, to be swapped too; without script, a message for the next page."""
    outcome = context["outcome"]
    if request.htmx and response.status_code == HTTPStatus.OK:
        if outcome:
            response.write(render_to_string(block_template(context["part"]), context, request))
        response.write(render_to_string("progress/_lesson_parts.html", context, request))
    elif response.status_code == HTTPStatus.FOUND and outcome and outcome.predicted:
        messages.info(request, f"{outcome.word}. {outcome.said}")


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def predict(request: HtmxRequest, slug: str, block: str) -> HttpResponse:
    """Keep a prediction, the first one, and only then say what is so. The address alone leads to its place."""
    found = lesson_for(slug)
    asked = next((each for each in found.content.predictions() if each.id == block), None)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return redirect(f"{reverse('courses:lesson', args=[slug])}#{block}")
    option = request.POST.get("option", "")
    number = int(option) if option in map(str, range(len(asked.options))) else -1
    kept = keep_prediction(learner_for(request), found, asked, number)
    if isinstance(kept, NotGraded):
        context = {"lesson": found, "part": asked, "predictions": {}, "error": kept.message}
        return page_or_fragment(request, "courses/prediction.html", "courses/_predict.html", context, status=422)
    if not request.htmx:
        return redirect(f"{reverse('courses:lesson', args=[slug])}#{block}")
    predictions = {asked.uuid: predicted_option(kept.attempts[0])}
    contents = contents_of(found, kept.records)
    context = {"lesson": found, "part": asked, "predictions": predictions, "contents": contents, "is_swap": True}
    return render(request, "courses/_predict.html", context)
