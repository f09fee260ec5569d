"""As much of JSON Schema as the schema of scenario files uses."""

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
KEYWORDS = {
    "$schema", "title", "description", "default", "type", "enum", "pattern", "minimum", "maximum", "anyOf", "items",
    "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "maxProperties",
}  # fmt: skip


def mistakes(schema: dict[str, Any], value: object, where: str = "") -> Iterator[str]:
    """Where a value does not fit the schema."""
    assert set(schema) <= KEYWORDS, set(schema) - KEYWORDS
    types = schema.get("type", [])
    names = [types] if isinstance(types, str) else types
    if names and not any(isinstance(value, _TYPES[name]) for name in names):
        yield f"{where}: type"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{where}: enum"
    elif "anyOf" in schema and all(list(mistakes(each, value, where)) for each in schema["anyOf"]):
        yield f"{where}: anyOf"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: pattern"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{where}: range"
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from mistakes(schema.get("items", {}), item, f"{where}[{number}]")
    if isinstance(value, dict):
        yield from _members(schema, value, where)


def _members(schema: dict[str, Any], value: dict[str, object], where: str) -> Iterator[str]:
    yield from (f"{where}: no {name}" for name in schema.get("required", ()) if name not in value)
    if len(value) > schema.get("maxProperties", len(value)):
        yield f"{where}: maxProperties"
    for name, member in value.items():
        inner = f"{where}.{name}"
        yield from mistakes(schema.get("propertyNames", {}), name, f"{inner} as a name")
        by_pattern = schema.get("patternProperties", {}).items()
        fitting = [each for pattern, each in by_pattern if re.search(pattern, name, re.ASCII)]
        if name in schema.get("properties", {}):
            fitting.append(schema["properties"][name])
        additional = schema.get("additionalProperties", True)
        if not fitting and additional is False:
            yield f"{inner}: unknown"
        elif not fitting and isinstance(additional, dict):
            fitting.append(additional)
        for each in fitting:
            yield from mistakes(each, member, inner)
