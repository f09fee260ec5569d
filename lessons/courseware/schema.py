"""Shapes of the course's files: pydantic models whose mistakes are told with their places."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from lessons.courseware.problems import FileReport
from lessons.courseware.yaml_reader import YamlDocument


class Schema(BaseModel):
    """A value of the course: unchangeable, and without fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)


Model = TypeVar("Model", bound=Schema)


def read_model(model: type[Model], document: YamlDocument, report: FileReport) -> Model | None:
    """Read a document as a model; None when it has other fields or values, all of which are reported."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for mistake in error.errors(include_url=False):
            code, message, hint = _told(mistake, model)
            report.add(document.place(mistake["loc"]), code, message, hint)
        return None


def _told(mistake: ErrorDetails, model: type[Schema]) -> tuple[str, str, str]:
    """Code, message and hint for one of pydantic's errors."""
    name = next((str(step) for step in reversed(mistake["loc"]) if isinstance(step, str)), "the file")
    match mistake["type"]:
        case "missing":
            return "missing-field", f"`{name}` is missing", "Add it."
        case "extra_forbidden":
            close = get_close_matches(name, set(_names(model)), n=1)
            return "unknown-field", f"`{name}` is not a field here", f"Did you mean `{close[0]}`?" if close else ""
        case "too_short" if mistake["ctx"]["actual_length"]:
            return "wrong-count", _count_told(name, mistake["ctx"]), "Add to it."
        case "too_long":
            return "wrong-count", _count_told(name, mistake["ctx"]), "Take some out."
        case "string_too_short" | "too_short":
            return "empty-field", f"`{name}` is empty", "Fill it in."
        case "value_error":
            return "wrong-value", f"`{name}`: {mistake['ctx']['error']}", ""
        case _:
            sentence = mistake["msg"][0].lower() + mistake["msg"][1:]
            return "wrong-value", f"`{name}`: {sentence}", ""


def _count_told(name: str, found: dict[str, Any]) -> str:
    """A list's length, and the length that it may have."""
    limit = f"{found['min_length']} is the least" if "min_length" in found else f"{found['max_length']} is the most"
    return f"`{name}` has {found['actual_length']} of what it lists, and {limit}"


def _names(annotation: Any) -> Iterator[str]:
    """All field names of the models that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, Schema):
        for name, field in annotation.model_fields.items():
            yield name
            yield from _names(field.annotation)
    for argument in get_args(annotation):
        yield from _names(argument)
