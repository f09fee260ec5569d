"""The file of a learner's progress: what stands in it, and whether a file is one."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

FORMAT = "iam-lab-progress/1"
LARGEST_FILE = 5_000_000
MOST_RECORDS = 5_000

Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))]


class _Part(BaseModel):
    """A part of the file, without fields that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AttemptPart(_Part):
    """One answer. What shape `answer` has to have depends on the activity; see `importing`."""

    number: Annotated[int, Field(ge=1, le=1_000_000)]
    version: Annotated[str, Field(max_length=16, pattern=r"^[0-9a-zA-Z-]*$")]
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)]
    answer: dict[str, Any]
    score: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    misconception: Annotated[str, Field(max_length=50, pattern=r"^[a-z0-9-]*$")] = ""
    confidence: Annotated[str, Field(pattern=r"^(sure|fairly|guess)?$")] = ""
    created: Moment


class RecordPart(_Part):
    """Where somebody stands in one activity."""

    activity: UUID
    kind: Annotated[str, Field(max_length=20)]
    place: Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]*$")] = ""
    did: Annotated[
        tuple[Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]+$")], ...], Field(max_length=200)
    ] = ()
    started: Moment
    done: Moment | None = None
    attempts: tuple[AttemptPart, ...] = ()


class PredictionPart(_Part):
    """What was predicted in a sandbox."""

    origin: UUID | None = None
    asked: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-zA-Z_-]+$")]
    said: Annotated[str, Field(max_length=20, pattern=r"^[a-z]+$")]
    decided: Annotated[str, Field(max_length=20, pattern=r"^[a-z]+$")]


def _each_once(records: tuple[RecordPart, ...]) -> tuple[RecordPart, ...]:
    if len({each.activity for each in records}) < len(records):
        raise ValueError("an activity has two records")
    return records


class ProgressFile(_Part):
    """The whole file. Each activity has one record at most."""

    format: Annotated[str, Field(pattern=f"^{FORMAT}$")]
    records: Annotated[tuple[RecordPart, ...], Field(max_length=MOST_RECORDS), AfterValidator(_each_once)]
    predictions: tuple[PredictionPart, ...] = ()


class UnreadableFile(ValueError):
    """Raised for a file that is no progress: its sentence is for whoever sent it."""


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
