"""A learner's progress as a file: everything out, and in again on another installation."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by
from lessons.library.models import Activity

from .models import Attempt, Record, SandboxPrediction
from .recording import settle

FORMAT = "iam-lab-progress/1"
LARGEST_FILE = 5_000_000
MOST_RECORDS, MOST_ATTEMPTS = 5_000, 500
COLUMNS = ("lesson", "activity", "kind", "attempt", "when", "score", "confidence", "misconception", "answer")


class _Part(BaseModel):
    """A part of the file, without fields that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AttemptPart(_Part):
    """One answer."""

    number: Annotated[int, Field(ge=1, le=1_000_000)]
    version: Annotated[str, Field(max_length=16)]
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)]
    answer: dict[str, Any]
    score: Annotated[float, Field(ge=0, le=1)]
    misconception: Annotated[str, Field(max_length=50, pattern=r"^[a-z0-9-]*$")] = ""
    confidence: Annotated[str, Field(pattern=r"^(sure|fairly|guess)?$")] = ""
    created: datetime


class RecordPart(_Part):
    """Where somebody stands in one activity."""

    activity: UUID
    kind: Annotated[str, Field(max_length=20)]
    place: Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]*$")] = ""
    did: Annotated[
        tuple[Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]+$")], ...], Field(max_length=200)
    ] = ()
    started: datetime
    done: datetime | None = None
    attempts: Annotated[tuple[AttemptPart, ...], Field(max_length=MOST_ATTEMPTS)] = ()


class PredictionPart(_Part):
    """What was predicted in a sandbox."""

    origin: UUID | None = None
    asked: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-zA-Z_-]+$")]
    said: Annotated[str, Field(max_length=20, pattern=r"^[a-z]+$")]
    decided: Annotated[str, Field(max_length=20, pattern=r"^[a-z]+$")]


class ProgressFile(_Part):
    """The whole file."""

    format: Annotated[str, Field(pattern=f"^{FORMAT}$")]
    records: Annotated[tuple[RecordPart, ...], Field(max_length=MOST_RECORDS)]
    predictions: Annotated[tuple[PredictionPart, ...], Field(max_length=MOST_RECORDS)] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `unknown` counts activities that this installation does not have."""

    records: int
    attempts: int
    unknown: int


class UnreadableFile(ValueError):
    """Raised for a file that is no progress: its sentence is for whoever sent it."""


def exported(learner: Learner | None) -> dict[str, Any]:
    """Everything that a learner did, as JSON values."""
    records = Record.objects.of(learner).select_related("activity").prefetch_related("attempts").order_by("pk")
    parts = [
        RecordPart(
            activity=record.activity_id,
            kind=record.activity.kind,
            place=record.place,
            did=tuple(record.did),
            started=record.started,
            done=record.done,
            # What does not show yet does not go out either.
            attempts=() if record.is_withheld else tuple(map(_attempt_part, record.attempts.all())),
        )
        for record in records
    ]
    predictions = SandboxPrediction.objects.of(learner).order_by("pk")
    told = tuple(
        PredictionPart(**{name: getattr(each, name) for name in PredictionPart.model_fields}) for each in predictions
    )
    return ProgressFile(format=FORMAT, records=tuple(parts), predictions=told).model_dump(mode="json")


def _attempt_part(attempt: Attempt) -> AttemptPart:
    return AttemptPart(**{name: getattr(attempt, name) for name in AttemptPart.model_fields})


def exported_table(learner: Learner | None) -> str:
    """Every answer as a line of CSV; a cell that a spreadsheet would compute is written as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    records = Record.objects.of(learner).select_related("activity__lesson__module").prefetch_related("attempts")
    for record in records.order_by("activity__lesson__module__number", "activity__lesson__position", "pk"):
        for row in () if record.is_withheld else _rows(record):
            writer.writerow([_as_text(cell) for cell in row])
    return out.getvalue()


def _rows(record: Record) -> Iterator[tuple[object, ...]]:
    activity = record.activity
    for attempt in record.attempts.all():
        when = attempt.created.isoformat(timespec="seconds")
        told = (attempt.number, when, attempt.score, attempt.confidence, attempt.misconception, attempt.answer)
        yield (str(activity.lesson), activity.pk, activity.kind, *told)


def _as_text(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def read_file(content: bytes) -> ProgressFile:
    """The progress in a file. Raises UnreadableFile."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(f"Choose a smaller file: progress has at most {LARGEST_FILE:,} bytes.")
    try:
        return ProgressFile.model_validate_json(content)
    except ValidationError as error:
        raise UnreadableFile(_what_is_wrong(error)) from None
    except RecursionError:
        raise UnreadableFile("Choose a file that this site exported: this one is nested too deep.") from None


def _what_is_wrong(error: ValidationError) -> str:
    """What to do about a file that cannot be read, and why."""
    first = error.errors(include_url=False, include_input=False)[0]
    kind, place = first["type"], first["loc"]
    if kind == "json_invalid":
        return "Choose progress.json as it was exported: this file is no JSON, or it breaks off."
    if place in ((), ("format",)):
        return "Choose a progress.json that this site or another one exported: this is another kind of file."
    where = ", ".join(str(each + 1) if isinstance(each, int) else each for each in place)
    if kind == "too_long":
        return f"Choose a file with less in it: it has too much at “{where}”."
    return f"Choose progress.json as it was exported: it was changed at “{where}”."


@transaction.atomic
def bring_in(learner: Learner, file: ProgressFile) -> Imported:
    """Add the progress of a file to a learner's. Brought in twice, it counts once."""
    wanted = {part.activity for part in file.records}
    known = set(Activity.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    owner = owned_by(learner)
    parts = [part for part in file.records if part.activity in known]
    Record.objects.bulk_create([Record(**owner, activity_id=part.activity) for part in parts], ignore_conflicts=True)
    own = Record.objects.of(learner).filter(activity__in=known).prefetch_related("attempts")
    records = {record.activity_id: record for record in own}
    added = sum(_joined(records[part.activity], part) for part in parts)
    predicted = [SandboxPrediction(**owner, **each.model_dump()) for each in file.predictions]
    SandboxPrediction.objects.bulk_create(predicted, ignore_conflicts=True)
    return Imported(len(parts), added, len(wanted - known))


def _joined(record: Record, part: RecordPart) -> int:
    """Add a part's answers to a record, unless they are there; return how many are new."""
    there = {(attempt.created, attempt.version) for attempt in record.attempts.all()}
    last = max((attempt.number for attempt in record.attempts.all()), default=0)
    new = [each for each in part.attempts if (each.created, each.version) not in there]
    for number, each in enumerate(new, last + 1):
        attempt = Attempt(record=record, number=number, **each.model_dump(exclude={"number", "created"}))
        attempt.save()
        Attempt.objects.filter(pk=attempt.pk).update(created=each.created)
    if new:
        settle(record, tuple(Attempt.objects.filter(record=record)))
    record.place = record.place or part.place
    record.did = [*record.did, *(id for id in part.did if id not in record.did)]
    record.started = min(record.started, part.started)
    record.done = record.done or part.done
    record.save()
    return len(new)
