"""A learner's progress on its way out: as a file that comes in again elsewhere, and as a table."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from pydantic import BaseModel

from iamlab.accounts.guests import Learner

from .models import Record, SandboxPrediction
from .progress_file import FORMAT, AttemptPart, PredictionPart, ProgressFile, RecordPart

COLUMNS = ("lesson", "activity", "kind", "attempt", "when", "score", "confidence", "misconception", "answer")


def exported(learner: Learner | None) -> dict[str, Any]:
    """Everything that a learner did, as JSON values."""
    records = Record.objects.of(learner).select_related("activity").prefetch_related("attempts").order_by("pk")
    predictions = SandboxPrediction.objects.of(learner).order_by("pk")
    # What people did goes out as it is: only what comes in is checked.
    file = ProgressFile.model_construct(
        format=FORMAT,
        records=tuple(map(_record_part, records)),
        predictions=tuple(PredictionPart.model_construct(**_fields(PredictionPart, each)) for each in predictions),
    )
    return file.model_dump(mode="json")


def _record_part(record: Record) -> RecordPart:
    # What does not show yet does not go out either.
    shown = () if record.is_withheld else record.attempts.all()
    return RecordPart.model_construct(
        activity=record.activity_id,
        kind=record.activity.kind,
        place=record.place,
        did=tuple(record.did),
        started=record.started,
        done=record.done,
        attempts=tuple(AttemptPart.model_construct(**_fields(AttemptPart, each)) for each in shown),
    )


def _fields(part: type[BaseModel], row: Model) -> dict[str, Any]:
    """What a part of the file takes from a row under the same name."""
    return {name: getattr(row, name) for name in part.model_fields}


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
