"""A question of a lesson's quiz: shown, and answered."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from iamlab.accounts.guests import known_learner, learner_for
from iamlab.http import HtmxRequest, page_or_fragment
from iamlab.sandbox.rates import is_too_often, too_often
from lessons.courseware import Question
from lessons.library.access import lesson_for
from lessons.library.models import Lesson

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
@require_POST
def answer(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Grade an answer and show it; what can't be graded gets the form again, with the reason (422)."""
    lesson = lesson_for(slug)
    asked = _question(lesson, uuid)
    if is_too_often(request):
        return too_often(request)
    learner = learner_for(request)
    token = request.POST.get("draw", "")
    sent = {name: [str(value) for value in request.POST.getlist(name)] for name in request.POST}
    standing = answer_question(learner, lesson, asked, token=token, sent=sent)
    if isinstance(standing, NotGraded):
        quiz = quiz_for(lesson, learner, again=asked.uuid, error=standing.message, sent=sent)
        return _shown(request, _in(quiz, asked), quiz.score, status=422)
    return _shown(request, show(lesson, asked, learner, standing.attempts), score_of(lesson, standing.records))


def _question(lesson: Lesson, uuid: UUID) -> Question:
    found = next((each for each in lesson.content.questions if each.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def _in(quiz: Quiz, question: Question) -> ShownQuestion:
    return next(shown for shown in quiz.questions if shown.uuid == question.uuid)


def _shown(request: HtmxRequest, shown: ShownQuestion, score: Score, status: int = 200) -> HttpResponse:
    context = {"lesson": shown.lesson, "shown": shown, "score": score, "is_swap": bool(request.htmx)}
    return page_or_fragment(request, "quizzes/question.html", "quizzes/_question.html", context, status=status)
