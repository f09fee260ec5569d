"""The tests before and after the course: begun, asked one question at a time, and shown at the end."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import Learner, known_learner, learner_for
from iamlab.accounts.rates import POSTS, limited
from lessons.library.course_tests import TESTS
from lessons.library.models import Activity
from lessons.progress.course_tests import QUESTIONS, begin_test

from ..answering import answer_in_test
from .queries import BegunTest, asked, begun_test, results


@never_cache
@require_safe
def test(request: HttpRequest, test: str) -> HttpResponse:
    """Show what the test is, the next question of one that was begun, or what came of it."""
    _check(test)
    learner = known_learner(request)
    begun = begun_test(learner, test)
    if not begun.records:
        offered = Activity.objects.filter(kind=test, is_current=True, lesson__is_published=True).count()
        context = {"test": test, "begun": begun, "count": min(offered, QUESTIONS)}
        return render(request, "quizzes/test_intro.html", context)
    if begun.next:
        return _ask(request, begun, learner)
    return render(request, "quizzes/test_results.html", {"test": test, "begun": begun, "results": results(begun)})


@require_POST
@limited(POSTS)
def begin(request: HttpRequest, test: str) -> HttpResponse:
    """Choose the visitor's questions, and ask the first."""
    _check(test)
    begin_test(learner_for(request), test)
    return redirect("course_tests:test", test)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def answer(request: HttpRequest, test: str, uuid: UUID) -> HttpResponse:
    """Keep an answer, and go on. Only the next question of one's own test can be answered, and only once.

    The address alone leads to the question that is next.
    """
    _check(test)
    if request.method != "POST":
        return redirect("course_tests:test", test)
    learner = known_learner(request)
    begun = begun_test(learner, test)
    record = begun.record(uuid)
    if record is None:
        raise Http404
    if record == begun.next:
        shown = asked(begun, record, learner)
        if shown is None:
            raise Http404
        sent = {name: [str(value) for value in request.POST.getlist(name)] for name in request.POST}
        token = request.POST.get("draw", "")
        refused = answer_in_test(record, shown.lesson, shown.question, token=token, sent=sent)
        if refused:
            return _ask(request, begun, learner, error=refused.message, sent=sent, status=422)
    return redirect("course_tests:test", test)


def _check(test: str) -> None:
    if test not in TESTS:
        raise Http404


def _ask(
    request: HttpRequest, begun: BegunTest, learner: Learner | None, status: int = 200, **asking: Any
) -> HttpResponse:
    record = begun.next
    shown = asked(begun, record, learner, **asking) if record else None
    if record is None or shown is None:
        raise Http404
    context = {"test": begun.kind, "begun": begun, "record": record, "shown": shown}
    return render(request, "quizzes/test_question.html", context, status=status)
