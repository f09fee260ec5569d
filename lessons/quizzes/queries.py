"""A lesson's quiz as one learner meets it: questions drawn, or as answered last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils.safestring import SafeString

from iamlab.accounts.guests import Learner
from iamlab.cloud import policy_slots
from iamlab.sandbox.showing.highlight import policy_lines
from lessons.courseware import (
    DrawnQuestion,
    Part,
    Question,
    Template,
    Variation,
    draw,
    grade_answer,
    question_version,
    scenario_of,
    steps_of,
)
from lessons.library.models import Lesson
from lessons.progress.given_terms import terms_of
from lessons.progress.models import Attempt, Record
from lessons.progress.recording import next_number, reveal
from lessons.progress.terms import OPEN, Terms

from .tokens import Draw, next_draw, write_token


@dataclass(frozen=True, slots=True)
class Choice:
    """One option on the page. `result` is `right`, `wrong` or `other` once the question was answered, else empty.

    `given` is what was put there, before the answer too where a form comes back; `wanted` what belongs there.
    """

    id: str
    text: str
    is_chosen: bool = False
    result: str = ""
    why: str = ""
    given: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class ShownQuestion:
    """A question on the page. Without an attempt it waits for an answer, and `token` goes with its form."""

    number: int
    lesson: Lesson
    question: Question
    drawn: DrawnQuestion
    choices: tuple[Choice, ...]
    attempt: Attempt | None = None
    token: str = ""
    attempts: int = 0
    error: str = ""
    text: str = ""
    confidence: str = ""
    explanation: str = ""
    terms: Terms = OPEN

    @property
    def uuid(self) -> UUID:
        """The question's identity."""
        return self.question.uuid

    @property
    def variation(self) -> Variation | None:
        """The request that the question is about, where it is about one."""
        return self.drawn.variation

    @property
    def is_withheld(self) -> bool:
        """Whether it was answered and does not show yet what is right."""
        return self.attempt is not None and not self.terms.shows_correctness(self.attempts)

    @property
    def refusal(self) -> str:
        """Why no further answer is taken; empty when one is."""
        return self.terms.refusal(self.attempts + 1)

    @property
    def steps(self) -> tuple[str, ...]:
        """How the engine came to the answer of a computed question, once that shows."""
        if self.attempt is None or self.is_withheld:
            return ()
        return steps_of(self.question, self.attempt.seed, self.lesson.content.scenario)

    @cached_property
    def policies(self) -> list[tuple[str, SafeString]]:
        """The policies that stand beside the question: title and text, line by line."""
        cloud = scenario_of(self.lesson.content.scenario).cloud
        slots = {str(slot.ref): slot for slot in policy_slots(cloud)}
        if self.drawn.policies:
            titles = {place: slots[place].title if place in slots else "The policy" for place, _ in self.drawn.policies}
            return [(titles[place], policy_lines(text.strip())) for place, text in self.drawn.policies]
        if not self.variation:
            return []
        shows = self.question.shows if isinstance(self.question, Template) else ()
        shown = {place: slots[place].text or "" for place in shows} | self.variation.policies
        beside = [(slots[place].title, policy_lines(text.strip())) for place, text in shown.items()]
        if passed := self.variation.session_policy:
            beside.append(("Session policy, passed to AssumeRole", policy_lines(passed.strip())))
        return beside


@dataclass(frozen=True, slots=True)
class Score:
    """How far a learner is: `right` questions were answered right at least once; is the lesson done?"""

    questions: int
    answered: int
    right: int
    is_done: bool
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """All questions of a lesson, and what the learner predicted in its text.

    `predictions` has the number of the option chosen, from 0, by the prediction's uuid; `records` are the learner's
    records of the lesson and of those that it builds on, by activity.
    """

    questions: tuple[ShownQuestion, ...]
    score: Score
    predictions: Mapping[UUID, int]
    records: Mapping[UUID, Record]

    def question(self, uuid: UUID) -> ShownQuestion | None:
        """The question with an identity; None when the quiz has none."""
        return next((shown for shown in self.questions if shown.uuid == uuid), None)


def quiz_for(
    lesson: Lesson,
    learner: Learner | None,
    *,
    again: UUID | None = None,
    error: str = "",
    sent: Mapping[str, Sequence[str]] | None = None,
    seen: Draw | None = None,
) -> Quiz:
    """A lesson's quiz for a learner: what was answered with its feedback, the rest drawn; two queries.

    The question `again` is drawn anew even when it was answered, and `error` says why it was not graded; `seen` is the
    draw that was shown, to be shown once more. One that changed since its last answer is drawn too.
    """
    records = {record.activity_id: record for record in _records(lesson, learner)}
    terms = terms_of(learner, lesson.uuid)
    reveal(records, terms, lesson.uuid, frozenset(each.uuid for each in lesson.content.questions))
    shown = (
        show(
            lesson,
            question,
            learner,
            attempts_of(records.get(question.uuid)),
            again=question.uuid == again,
            error=error if question.uuid == again else "",
            sent=sent if question.uuid == again else None,
            seen=seen if question.uuid == again else None,
            terms=terms,
        )
        for question in lesson.content.questions
    )
    return Quiz(tuple(shown), score_of(lesson, records), _predictions(lesson, records), records)


def show(
    lesson: Lesson,
    question: Question,
    learner: Learner | None,
    attempts: Sequence[Attempt],
    *,
    again: bool = False,
    error: str = "",
    sent: Mapping[str, Sequence[str]] | None = None,
    seen: Draw | None = None,
    terms: Terms = OPEN,
) -> ShownQuestion:
    """One question as its last attempt left it, or drawn for the next one: as `seen`, where that was for this one."""
    number = lesson.content.questions.index(question) + 1
    version = question_version(question, lesson.content.scenario)
    last = attempts[-1] if attempts else None
    if last and last.version == version and (not again or terms.refusal(len(attempts) + 1)):
        graded = answered(lesson, question, last, number, len(attempts))
        if graded:
            return replace(graded, terms=terms)
    coming = next_draw(learner, question.uuid, version, next_number(attempts))
    if seen and (seen.number, seen.version) == (coming.number, version):
        coming = seen
    shown = waiting(lesson, question, coming, number, error=error, sent=sent)
    return replace(shown, attempts=len(attempts), terms=terms)


def answered(lesson: Lesson, question: Question, attempt: Attempt, number: int, attempts: int) -> ShownQuestion | None:
    """A question with an answer to it, graded; `number` is what the page calls it. None for what is no answer to it."""
    drawn = draw(question, attempt.seed)
    texts = {name: sent for name, sent in attempt.answer.items() if isinstance(sent, str | list)}
    graded = grade_answer(question, attempt.seed, lesson.content.scenario, texts)
    if graded is None:
        return None
    choices, why = tuple(map(_choice, graded.parts)), graded.explanation
    return ShownQuestion(number, lesson, question, drawn, choices, attempt, attempts=attempts, explanation=why)


def waiting(
    lesson: Lesson,
    question: Question,
    coming: Draw,
    number: int,
    *,
    error: str = "",
    sent: Mapping[str, Sequence[str]] | None = None,
) -> ShownQuestion:
    """A question that waits for an answer, as drawn; a form that comes back has what was `sent`, and the `error`."""
    drawn = draw(question, coming.seed)
    choices = tuple(_offered(id, text, drawn.kind, sent or {}) for id, text in drawn.choices)
    typed = next(iter((sent or {}).get("text", ())), "")
    sure = next(iter((sent or {}).get("confidence", ())), "")
    token = write_token(coming)
    return ShownQuestion(
        number, lesson, question, drawn, choices, token=token, error=error, text=typed, confidence=sure
    )


def score_of(lesson: Lesson, records: Mapping[UUID, Record]) -> Score:
    """The score of a lesson's quiz, from the learner's records by activity, the lesson's own among them."""
    found = [records[question.uuid] for question in lesson.content.questions if question.uuid in records]
    answered = [record for record in found if record.attempt_count]
    right = sum(record.best == 1 for record in answered)
    is_done = lesson.uuid in records and records[lesson.uuid].done is not None
    is_withheld = any(record.is_withheld for record in answered)
    return Score(len(lesson.content.questions), len(answered), right, is_done, is_withheld)


def answer_shown(lesson: Lesson, question: UUID, learner: Learner | None) -> ShownQuestion | None:
    """A question with its last answer, where it shows what is right; else None."""
    asked = next((each for each in lesson.content.questions if each.uuid == question), None)
    if asked is None:
        return None
    record = Record.objects.of(learner).filter(activity_id=question).prefetch_related("attempts").first()
    shown = show(lesson, asked, learner, attempts_of(record), terms=terms_of(learner, lesson.uuid))
    return shown if shown.attempt and not shown.is_withheld else None


def attempts_of(record: Record | None) -> Sequence[Attempt]:
    """A record's attempts, in order; none without a record."""
    return tuple(record.attempts.all()) if record else ()


def _predictions(lesson: Lesson, records: Mapping[UUID, Record]) -> dict[UUID, int]:
    asked = ((prediction, attempts_of(records.get(prediction.uuid))) for prediction in lesson.content.predictions())
    return {prediction.uuid: predicted_option(attempts[0]) for prediction, attempts in asked if attempts}


def predicted_option(attempt: Attempt) -> int:
    """The number of the option that was predicted, from 0; -1 where the attempt names none."""
    option = attempt.answer.get("option")
    return int(option) if isinstance(option, str) and option in map(str, range(100)) else -1


def _records(lesson: Lesson, learner: Learner | None) -> Iterable[Record]:
    """The learner's records of a lesson, and of the lessons that it builds on."""
    own = Q(activity__lesson=lesson) | Q(activity__in=lesson.content.fields.prerequisites)
    return Record.objects.of(learner).filter(own).prefetch_related("attempts")


FIELDS = {"order": "place-", "match": "pair-", "cloze": "blank-"}


def _offered(id: str, text: str, kind: str, sent: Mapping[str, Sequence[str]]) -> Choice:
    """A choice before the answer, with what a form that comes back had put there."""
    given = next(iter(sent.get(f"{FIELDS[kind]}{id}", ())), "") if kind in FIELDS else ""
    return Choice(id, text, id in sent.get("option", ()), given=given)


def _choice(part: Part) -> Choice:
    result = "right" if part.right else "wrong" if part.chosen else "other"
    return Choice(part.id, part.text, part.chosen, result, part.why, part.given, part.wanted)
