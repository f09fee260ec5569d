"""Writes what a learner did. A form that is sent twice counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by

from .given_terms import terms_beside, with_terms
from .models import Attempt, Record
from .terms import OPEN, Terms


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was graded, on its way to becoming an attempt.

    `number` is which attempt it means to be, from 1: `next_number` of what was there when its form was made.
    """

    number: int
    version: str
    data: dict[str, Any]
    score: float
    seed: int = 0
    misconception: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's records of one lesson after a change: by activity, with the attempts of the one that changed.

    `refusal` says why an answer was not kept, if it was not.
    """

    records: dict[UUID, Record]
    attempts: tuple[Attempt, ...] = field(default=())
    terms: Terms = OPEN
    refusal: str = ""


@transaction.atomic(savepoint=False)
def record_answer(
    learner: Learner,
    lesson: UUID,
    activity: UUID,
    answer: Answer,
    *,
    completing: frozenset[UUID] = frozenset(),
    place: str = "",
    obeying: UUID | None = None,
) -> Standing:
    """Keep an answer to an activity of a lesson, and that the lesson was started.

    The first answer with a number is kept: a form sent again, or from a second tab, changes nothing. One with a number
    that is too high, since what came before it was deleted meanwhile, becomes the next. The lesson is done once each
    activity in `completing` was answered right, whenever that was. `place` is where to come back to.
    `obeying` is the activity whose terms hold, the lesson or this one: what they refuse is not kept, and what they
    withhold is not settled yet.
    """
    records = _records_of(learner, lesson, started=(lesson, activity))
    terms = terms_beside(records[obeying]) if obeying else OPEN
    before = tuple(records[activity].attempts.all())
    answer = replace(answer, number=min(answer.number, next_number(before)))
    # Counted, as pages do: numbers may be missing.
    made = sum(attempt.number < answer.number for attempt in before)
    if refusal := terms.refusal(made + 1):
        return Standing(records, terms=terms, refusal=refusal)
    attempts = _keep(records[activity], before, answer, terms)
    _finish(records, lesson, completing)
    records[lesson].place = place or records[lesson].place
    _save(records[activity], records[lesson])
    return Standing(records, attempts, terms)


@transaction.atomic(savepoint=False)
def record_test_answer(record: Record, answer: Answer) -> None:
    """Keep an answer in a test. It starts no lesson, and shows no misconception, since nothing in a test clears one."""
    locked = Record.objects.select_for_update().get(pk=record.pk)
    _keep(locked, tuple(locked.attempts.all()), replace(answer, misconception=""))
    _save(locked)


def next_number(attempts: Iterable[Attempt]) -> int:
    """The number of the attempt after these. It follows the highest one, which may be more than their count."""
    return 1 + max((attempt.number for attempt in attempts), default=0)


def _keep(record: Record, before: tuple[Attempt, ...], answer: Answer, terms: Terms = OPEN) -> tuple[Attempt, ...]:
    """Make an answer an attempt of a record that is locked, unless it has one of that number; return all its attempts.

    `before` are those that it has.
    """
    is_new = all(attempt.number != answer.number for attempt in before)
    attempts = (*before, _attempt(record, answer)) if is_new else before
    settle(record, attempts, terms)
    return attempts


def _attempt(record: Record, answer: Answer) -> Attempt:
    return Attempt.objects.create(
        record=record,
        number=answer.number,
        version=answer.version,
        seed=answer.seed,
        answer=answer.data,
        score=answer.score,
        misconception=answer.misconception,
        confidence=answer.confidence,
    )


def _save(*records: Record) -> None:
    now = timezone.now()
    for record in records:
        record.updated = now
    Record.objects.bulk_update(records, ["attempt_count", "best", "last", "done", "place", "updated"])


def reveal(records: Mapping[UUID, Record], terms: Terms, lesson: UUID, completing: frozenset[UUID]) -> None:
    """Settle and save records whose correctness was withheld and shows now, and whether the lesson is done with them.

    Their attempts were fetched before.
    """
    shown = [each for each in records.values() if each.is_withheld and terms.shows_correctness(each.attempt_count)]
    for record in shown:
        settle(record, tuple(record.attempts.all()), terms)
    if shown and lesson in records:
        _finish(records, lesson, completing)
        _save(*shown, records[lesson])


def _finish(records: Mapping[UUID, Record], lesson: UUID, completing: frozenset[UUID]) -> None:
    right = {uuid for uuid, each in records.items() if each.best == 1}
    if completing and completing <= right:
        records[lesson].done = records[lesson].done or timezone.now()


def settle(record: Record, attempts: tuple[Attempt, ...], terms: Terms = OPEN) -> None:
    """Set what follows from a record's attempts, as far as it is shown. Nothing is saved."""
    record.attempt_count = len(attempts)
    if not terms.shows_correctness(len(attempts)):
        record.best = record.last = record.done = None
        return
    record.best = max((attempt.score for attempt in attempts), default=None)
    record.last = attempts[-1].score if attempts else None
    record.done = attempts[0].created if attempts else None


@transaction.atomic(savepoint=False)
def visit_lesson(learner: Learner, lesson: UUID, place: str = "", did: str = "") -> dict[UUID, Record]:
    """Keep that a lesson was started, the section to come back to and the block that was loaded, where they are given.

    Returns all of the learner's records of the lesson, by activity.
    """
    records = _records_of(learner, lesson, started=(lesson,))
    record = records[lesson]
    is_new = bool(did) and did not in record.did
    if is_new or (place and place != record.place):
        record.place = place or record.place
        record.did = [*record.did, did] if is_new else record.did
        record.save(update_fields=["place", "did", "updated"])
    return records


def finish_lesson(learner: Learner, lesson: UUID) -> Record:
    """Keep that a lesson is done because its learner says so; the first time counts."""
    record = visit_lesson(learner, lesson)[lesson]
    if record.done is None:
        record.done = timezone.now()
        record.save(update_fields=["done", "updated"])
    return record


def _records_of(learner: Learner, lesson: UUID, *, started: tuple[UUID, ...]) -> dict[UUID, Record]:
    """The learner's records of a lesson by activity, those in `started` made where there are none.

    Made with one insert that leaves existing rows alone, so that two tabs at once get the same record; each waits for
    the other, as the rows are locked until the transaction ends.
    """
    owner = owned_by(learner)
    new = [Record(**owner, activity_id=activity) for activity in started]
    Record.objects.bulk_create(new, ignore_conflicts=True)
    own = Record.objects.of(learner).filter(activity__lesson_id=lesson).select_for_update(of=("self",))
    found = with_terms(own, learner)
    return {record.activity_id: record for record in found}
