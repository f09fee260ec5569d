"""Grades an answer and keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from iamlab.accounts.guests import Learner
from lessons.courseware import Predict, Question, grade_answer, question_version
from lessons.library.models import Lesson
from lessons.progress.contents import QUIZ
from lessons.progress.models import Attempt, Record
from lessons.progress.recording import Answer, Standing, record_answer, record_test_answer

from .tokens import Draw, ForeignToken, read_token


@dataclass(frozen=True, slots=True)
class NotGraded:
    """Why an answer could not be graded, for whoever sent it; `draw` is what it was for, where that can be asked on."""

    message: str
    draw: Draw | None = None


NOTHING_CHOSEN = NotGraded("Choose an answer first.")
NOT_ALL = NotGraded("Fill in every part first.")
EACH_ONCE = NotGraded("Give each place once.")
IN_PARTS = ("order", "match", "cloze", "text")
OTHER_FORM = NotGraded("Answer the question below: what was sent belongs to another question. Nothing was graded.")
CHANGED = NotGraded("Answer the question as it is now: it changed after you opened it. Nothing was graded.")


def answer_question(
    learner: Learner, lesson: Lesson, question: Question, *, token: str, sent: Mapping[str, Sequence[str]]
) -> Standing | NotGraded:
    """Grade what was sent for a drawn question and keep it, once for each draw."""
    try:
        draw = read_token(token, question.uuid)
    except ForeignToken:
        return OTHER_FORM
    if draw.version != question_version(question, lesson.content.scenario):
        return CHANGED
    return _graded(learner, lesson, question, draw, sent, QUIZ, obeying=lesson.uuid)


def keep_prediction(learner: Learner, lesson: Lesson, prediction: Predict, option: int) -> Standing | NotGraded:
    """Keep what a learner predicted, by the option's number from 0. The first prediction stays."""
    question = prediction.as_question()
    draw = Draw(str(question.uuid), 1, 0, question_version(question, lesson.content.scenario))
    place = lesson.content.section_of(prediction.id)
    return _graded(learner, lesson, question, draw, {"option": [str(option)]}, place)


def answer_in_test(
    record: Record, lesson: Lesson, question: Question, *, token: str, sent: Mapping[str, Sequence[str]]
) -> NotGraded | None:
    """Grade what was sent for a question of a test and keep it in the learner's record, once."""
    try:
        draw = read_token(token, record.activity_id)
    except ForeignToken:
        return OTHER_FORM
    if draw.version != question_version(question, lesson.content.scenario):
        return CHANGED
    answer = _answer(lesson, question, draw, sent)
    if isinstance(answer, NotGraded):
        return answer
    record_test_answer(record, answer)
    return None


def _graded(
    learner: Learner,
    lesson: Lesson,
    question: Question,
    draw: Draw,
    sent: Mapping[str, Sequence[str]],
    place: str,
    *,
    obeying: UUID | None = None,
) -> Standing | NotGraded:
    answer = _answer(lesson, question, draw, sent)
    if isinstance(answer, NotGraded):
        return replace(answer, draw=draw)
    quiz = frozenset(each.uuid for each in lesson.content.questions)
    standing = record_answer(learner, lesson.uuid, question.uuid, answer, completing=quiz, place=place, obeying=obeying)
    return NotGraded(standing.refusal) if standing.refusal else standing


def _answer(lesson: Lesson, question: Question, draw: Draw, sent: Mapping[str, Sequence[str]]) -> Answer | NotGraded:
    graded = grade_answer(question, draw.seed, lesson.content.scenario, sent)
    if graded is None:
        return NOT_ALL if question.kind in IN_PARTS else NOTHING_CHOSEN
    if question.kind == "order" and len({place for (place,) in graded.data.values()}) < len(graded.data):
        return EACH_ONCE
    confidence = next(iter(sent.get("confidence", ())), "")
    data = {name: values[0] if len(values) == 1 else values for name, values in graded.data.items()}
    return Answer(
        number=draw.number,
        version=draw.version,
        seed=draw.seed,
        data=data,
        score=graded.score,
        misconception=graded.misconception,
        confidence=confidence if confidence in Attempt.Confidence.values else "",
    )
