"""A question of a lesson's quiz: shown, and answered."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest, page_or_fragment
from lessons.courseware import Question
from lessons.library.access import lesson_for
from lessons.library.models import Lesson
from lessons.progress.contents import Contents, contents_of

from .answering import NotGraded, answer_question
from .queries import Quiz, Score, ShownQuestion, quiz_for, score_of, show


@never_cache
@require_safe
def question(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Show a question drawn anew, for another attempt."""
    lesson = lesson_for(slug)
    asked = _question(lesson, uuid)
    quiz = quiz_for(lesson, known_learner(request), again=asked.uuid)
    return _shown(request, _in(quiz, asked), quiz.score)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def answer(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Grade an answer and show it; what can't be graded gets the form again, with the reason (422).

    Without script an answer leads to this address itself, which shows the last one, so that a reload sends nothing.
    """
    lesson = lesson_for(slug)
    asked = _question(lesson, uuid)
    if request.method != "POST":
        return _last_answer(request, lesson, asked)
    learner = learner_for(request)
    token = request.POST.get("draw", "")
    sent = {name: [str(value) for value in request.POST.getlist(name)] for name in request.POST}
    standing = answer_question(learner, lesson, asked, token=token, sent=sent)
    if isinstance(standing, NotGraded):
        quiz = quiz_for(lesson, learner, again=asked.uuid, error=standing.message, sent=sent, seen=standing.draw)
        return _shown(request, _in(quiz, asked), quiz.score, status=422)
    if not request.htmx:
        return redirect("quizzes:answer", slug, uuid)
    shown = show(lesson, asked, learner, standing.attempts, terms=standing.terms)
    contents = contents_of(lesson, standing.records) if _is_in_lesson(request, lesson) else None
    return _shown(request, shown, score_of(lesson, standing.records), contents=contents)


def _last_answer(request: HtmxRequest, lesson: Lesson, asked: Question) -> HttpResponse:
    """Show a question as it was answered last; one that waits for an answer has an address of its own."""
    quiz = quiz_for(lesson, known_learner(request))
    shown = _in(quiz, asked)
    if shown.attempt is None:
        return redirect("quizzes:question", lesson.slug, asked.uuid)
    return _shown(request, shown, quiz.score)


def _is_in_lesson(request: HtmxRequest, lesson: Lesson) -> bool:
    """Whether the form stands on the page of the lesson, which has its contents and a sandbox beside it."""
    return urlsplit(request.htmx.current_url or "").path == reverse("courses:lesson", args=[lesson.slug])


def _question(lesson: Lesson, uuid: UUID) -> Question:
    found = next((each for each in lesson.content.questions if each.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def _in(quiz: Quiz, question: Question) -> ShownQuestion:
    return next(shown for shown in quiz.questions if shown.uuid == question.uuid)


def _shown(
    request: HtmxRequest, shown: ShownQuestion, score: Score, *, contents: Contents | None = None, status: int = 200
) -> HttpResponse:
    context = {"lesson": shown.lesson, "shown": shown, "score": score, "contents": contents}
    context |= {"is_swap": bool(request.htmx), "in_lesson": _is_in_lesson(request, shown.lesson)}
    return page_or_fragment(request, "quizzes/question.html", "quizzes/_question.html", context, status=status)
