"""A learner's progress on its way in, from a file that anybody may have written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by
from iamlab.sandbox.posted import LONGEST_POLICY
from lessons.library.course_tests import TESTS
from lessons.library.models import Activity

from .given_terms import assigned_to, given_to
from .models import Attempt, Record, SandboxPrediction
from .progress_file import AttemptPart, ProgressFile, RecordPart
from .recording import next_number, settle

Kind = Activity.Kind
BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    `unknown` counts activities that this installation does not have, `left_out` answers that don't count here: those
    whose shape no page can read, and those to a test that was begun here already or to an assignment.
    """

    records: int
    attempts: int
    unknown: int
    left_out: int


@transaction.atomic
def bring_in(learner: Learner, file: ProgressFile) -> Imported:
    """Add the progress of a file to a learner's. Brought in twice, it counts once."""
    sent = {part.activity: part for part in file.records}
    kinds = dict(Activity.objects.filter(pk__in=sent).values_list("pk", "kind"))
    closed = _closed_for(learner, kinds)
    parts = {uuid: sent[uuid] for uuid in kinds if uuid not in closed}
    records = _records_for(learner, parts)
    left_out = sum(len(sent[uuid].attempts) for uuid in closed)
    free = _done_on_their_word(learner, kinds)
    added: list[Attempt] = []
    for uuid, part in parts.items():
        new = _new_in(part, records[uuid])
        taken = [each for each in new if _counts(each, kinds[uuid], records[uuid])]
        left_out += len(new) - len(taken)
        added += _join(records[uuid], part, taken)
        if uuid in free:
            records[uuid].done = records[uuid].done or part.done
    Attempt.objects.bulk_create(added, batch_size=BATCH)
    changed = ["attempt_count", "best", "last", "done", "place", "did", "started", "updated"]
    Record.objects.bulk_update(records.values(), changed)
    predicted = [SandboxPrediction(**owned_by(learner), **each.model_dump()) for each in file.predictions]
    SandboxPrediction.objects.bulk_create(predicted, batch_size=BATCH, ignore_conflicts=True)
    return Imported(len(parts), len(added), len(sent) - len(kinds), left_out)


def _closed_for(learner: Learner, kinds: Mapping[UUID, str]) -> set[UUID]:
    """Activities of which only what is answered here counts.

    Those of an assignment, and the questions of a test that was begun here with others: a test is taken once.
    """
    assigned = set(assigned_to(learner).filter(pk__in=kinds).values_list("pk", flat=True))
    asked = dict(Record.objects.of(learner).filter(activity__kind__in=TESTS).values_list("activity", "activity__kind"))
    begun = set(asked.values())
    return assigned | {uuid for uuid, kind in kinds.items() if kind in begun and uuid not in asked}


def _done_on_their_word(learner: Learner, kinds: Mapping[UUID, str]) -> set[UUID]:
    """Lessons that are done because a file says so: one that is assigned is not, and other activities are answered."""
    return {uuid for uuid, kind in kinds.items() if kind == Kind.LESSON} - given_to(learner)


def _records_for(learner: Learner, activities: Iterable[UUID]) -> dict[UUID, Record]:
    """The learner's records of activities, made where there are none, with their attempts."""
    owner, wanted = owned_by(learner), list(activities)
    Record.objects.bulk_create([Record(**owner, activity_id=uuid) for uuid in wanted], ignore_conflicts=True)
    own = Record.objects.of(learner).filter(activity__in=wanted).select_for_update().prefetch_related("attempts")
    return {record.activity_id: record for record in own}


def _new_in(part: RecordPart, record: Record) -> list[AttemptPart]:
    there = {(attempt.created, attempt.version) for attempt in record.attempts.all()}
    return [each for each in part.attempts if (each.created, each.version) not in there]


def _counts(attempt: AttemptPart, kind: str, record: Record) -> bool:
    """Whether an answer comes in: one that pages can read, and not a second one to a question of a test."""
    if kind in TESTS and record.attempt_count:
        return False
    return _is_readable(kind, attempt.answer)


def _is_readable(kind: str, answer: Mapping[str, Any]) -> bool:
    match kind:
        case Kind.LESSON:
            return False
        case Kind.PREDICTION:
            option = answer.get("option")
            return isinstance(option, str) and option in map(str, range(100))
        case Kind.CHALLENGE:
            policies = answer.get("policies")
            return isinstance(policies, dict) and _are_texts([*policies, *policies.values()])
    values = (each for value in answer.values() for each in (value if isinstance(value, list) else [value]))
    return bool(answer) and _are_texts([*answer, *values])


def _are_texts(values: Iterable[Any]) -> bool:
    """Whether all of them are texts that a database and a page can take."""
    return all(isinstance(each, str) and "\0" not in each and len(each) <= LONGEST_POLICY for each in values)


def _join(record: Record, part: RecordPart, taken: Iterable[AttemptPart]) -> list[Attempt]:
    """Bring a record up to what a part says; return the attempts that are new. Nothing is saved."""
    before = tuple(record.attempts.all())
    new = [
        Attempt(record=record, number=number, **each.model_dump(exclude={"number"}))
        for number, each in enumerate(taken, next_number(before))
    ]
    if new:
        settle(record, (*before, *new))
    record.place = record.place or part.place
    record.did = [*record.did, *(id for id in part.did if id not in record.did)]
    record.started = min(record.started, part.started)
    record.updated = timezone.now()
    return new
