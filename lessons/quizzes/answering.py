"""Grades an answer and keeps it."""

from dataclasses import dataclass

from iamlab.accounts.guests import Learner
from lessons.courseware import Predict, Question, question_version, resolve
from lessons.library.models import Lesson
from lessons.progress.models import Attempt
from lessons.progress.recording import Answer, Standing, record_answer

from .tokens import Draw, ForeignToken, read_token


@dataclass(frozen=True, slots=True)
class NotGraded:
    """Why an answer could not be graded, for whoever sent it."""

    message: str


NOTHING_CHOSEN = NotGraded("Choose an answer first.")
OTHER_FORM = NotGraded("Answer the question below: what was sent belongs to another question. Nothing was graded.")
CHANGED = NotGraded("Answer the question as it is now: it changed after you opened it. Nothing was graded.")


def answer_question(
    learner: Learner, lesson: Lesson, question: Question, *, token: str, option: str
) -> Standing | NotGraded:
    """Grade the option chosen in a drawn question and keep it, once for each draw."""
    try:
        draw = read_token(token, question.uuid)
    except ForeignToken:
        return OTHER_FORM
    if draw.version != question_version(question, lesson.content.scenario):
        return CHANGED
    return _graded(learner, lesson, question, draw, option)


def keep_prediction(learner: Learner, lesson: Lesson, prediction: Predict, option: int) -> Attempt | NotGraded:
    """Keep what a learner predicted, by the option's number from 0. The first prediction stays."""
    question = prediction.as_question()
    draw = Draw(str(question.uuid), 1, 0, question_version(question, lesson.content.scenario))
    kept = _graded(learner, lesson, question, draw, str(option))
    return kept if isinstance(kept, NotGraded) else kept.attempts[0]


def _graded(learner: Learner, lesson: Lesson, question: Question, draw: Draw, option: str) -> Standing | NotGraded:
    options = resolve(question, draw.seed, lesson.content.scenario)
    chosen = next((each for each in options if each.id == option), None)
    if chosen is None:
        return NOTHING_CHOSEN
    answer = Answer(
        number=draw.number,
        version=draw.version,
        seed=draw.seed,
        data={"option": chosen.id},
        score=float(chosen.right),
        misconception=chosen.misconception or "",
    )
    quiz = frozenset(each.uuid for each in lesson.content.questions)
    return record_answer(learner, lesson.uuid, question.uuid, answer, completing=quiz)
