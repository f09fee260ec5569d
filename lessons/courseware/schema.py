"""Shapes of the course's files: pydantic models whose mistakes are told with their places."""

from collections.abc import Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from lessons.courseware.problems import FileReport
from lessons.courseware.yaml_reader import YamlDocument


class Schema(BaseModel):
    """A value of the course: unchangeable, and without fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)


Model = TypeVar("Model", bound=Schema)

_KEY = "[key]"
"""What pydantic adds to the path of a mistake that is in a key, not in its value."""


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
    steps = [step for step in mistake["loc"] if step != _KEY]
    name = next((str(step) for step in reversed(steps) if isinstance(step, str)), "the file")
    match mistake["type"]:
        case "missing":
            return "missing-field", f"`{name}` is missing", "Add it."
        case "extra_forbidden":
            return "unknown-field", f"`{name}` is not a field here", _meant(name, _names_at(model, steps[:-1]))
        case "too_short" if mistake["ctx"]["actual_length"]:
            return "wrong-count", _count_told(name, mistake["ctx"]), "Add to it."
        case "too_long":
            return "wrong-count", _count_told(name, mistake["ctx"]), "Take some out."
        case "string_too_short" | "too_short":
            return "empty-field", f"`{name}` is empty", "Fill it in."
        case "enum" | "literal_error":
            field = f"`{name}`: " if name != mistake["input"] else ""
            return "wrong-value", f"{field}`{mistake['input']}` is none of {mistake['ctx']['expected']}", ""
        case "union_tag_invalid":
            return "wrong-value", f"`{mistake['ctx']['tag']}` is none of {mistake['ctx']['expected_tags']}", ""
        case "union_tag_not_found":
            tag = mistake["ctx"]["discriminator"].strip("'")
            return "missing-field", f"`{tag}` is missing", "Add it."
        case "value_error":
            return "wrong-value", f"`{name}`: {mistake['ctx']['error']}", ""
        case _:
            sentence = mistake["msg"][0].lower() + mistake["msg"][1:]
            return "wrong-value", f"`{name}`: {sentence}", ""


def _count_told(name: str, found: dict[str, Any]) -> str:
    """A list's length, and the length that it may have."""
    limit = f"{found['min_length']} is the least" if "min_length" in found else f"{found['max_length']} is the most"
    return f"`{name}` has {found['actual_length']} of what it lists, and {limit}"


def _meant(name: str, known: list[str]) -> str:
    """A hint for a field that is not known: the one that it looks like, or all."""
    close = get_close_matches(name, known, n=1)
    return f"Did you mean `{close[0]}`?" if close else f"Known fields: {', '.join(known)}."


def _names_at(model: type[Schema], steps: list[str | int]) -> list[str]:
    """The fields of the model to which the steps of a mistake's path lead."""
    found: list[Any] = [model]
    for step in steps:
        found = [inner for annotation in found for inner in _into(annotation, step)]
    models = [each for annotation in found for each in _models(annotation)]
    return list(dict.fromkeys(name for each in models for name in each.model_fields))


def _into(annotation: Any, step: str | int) -> Iterator[Any]:
    """What one step leads to: a field, an item, a value under a key, or one model of several by its tag."""
    for schema in _models(annotation):
        if step in schema.model_fields:
            yield schema.model_fields[str(step)].annotation
        elif any(step in get_args(field.annotation) for field in schema.model_fields.values()):
            yield schema
    for part in _parts(annotation):
        arguments = get_args(part)
        if get_origin(part) is dict:
            yield arguments[1]
        elif get_origin(part) is tuple and isinstance(step, int):
            yield arguments[0]


def _models(annotation: Any) -> Iterator[type[Schema]]:
    return (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, Schema))


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation without what stands around it; each part of a union by itself."""
    if get_origin(annotation) in (Annotated, Union, UnionType):
        for argument in get_args(annotation):
            yield from _parts(argument)
    else:
        yield annotation
