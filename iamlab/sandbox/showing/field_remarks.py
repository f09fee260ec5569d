"""What AWS's catalog says about a request: what AWS does not have, and what does not fit. The decision stands."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice

from iamlab.engine import Family, closest, in_backticks, value_mistake
from iamlab.engine.catalog import (
    Action,
    ConditionKey,
    KeyType,
    ResourceType,
    Service,
    condition_key,
    global_condition_keys,
    service,
    service_prefixes,
)

from ..bench import Asked, read_context

TYPES_NAMED = 5
REMARKS_SHOWN = 5
AS_WRITTEN = "It is decided here as it is written."
_FAMILIES = {
    KeyType.STRING: Family.STRING,
    KeyType.ARN: Family.ARN,
    KeyType.BOOL: Family.BOOL,
    KeyType.NUMERIC: Family.NUMERIC,
    KeyType.DATE: Family.DATE,
    KeyType.IP_ADDRESS: Family.IP,
}

Remark = tuple[str, str]
"""What is odd, and what to write instead."""


def field_remarks(asked: Asked) -> dict[str, tuple[Remark, ...]]:
    """What is odd about the fields of the request, by the field's name."""
    action = _action_remark(asked)
    found = {"action": (action,) if action else (), "context": tuple(islice(_context_remarks(asked), REMARKS_SHOWN))}
    return {name: remarks for name, remarks in found.items() if remarks}


def _action_remark(asked: Asked) -> Remark | None:
    prefix, _, name = asked.action.partition(":")
    known = service(prefix)
    if known is None:
        return f"AWS has no service {in_backticks(prefix)}", _meant(closest(prefix, service_prefixes()), "")
    action = known.action(name)
    if action is None:
        guess = closest(name, (each.name for each in known.actions.values()))
        return f"{known.name} has no action {in_backticks(name)}", _meant(guess, f"{known.prefix}:")
    return _resource_remark(action, known, asked.resource)


def _resource_remark(action: Action, known: Service, resource: str) -> Remark | None:
    types = [
        known.resource_types[each.type.lower()]
        for each in action.resources
        if each.type.lower() in known.resource_types
    ]
    if resource == "*" or any(_is_of(resource, type) for type in types):
        return None
    message = f"{in_backticks(action.full_name)} is never asked about such a resource"
    if not types:
        return message, "It takes no resource: write `*`."
    names = [type.name for type in types]
    more = f" and {len(names) - TYPES_NAMED} more types" if len(names) > TYPES_NAMED else ""
    return message, f"It takes {', '.join(names[:TYPES_NAMED])}{more}."


def _is_of(resource: str, type: ResourceType) -> bool:
    """Whether an ARN is of a type. A bucket's name has no slash: with one it is the ARN of an object."""
    names_object = type.arn.endswith(":${BucketName}") and "/" in resource
    return fnmatchcase(resource, type.arn_pattern) and not names_object


def _context_remarks(asked: Asked) -> Iterator[Remark]:
    """A remark for each key that AWS does not have, and for each value that its key cannot have."""
    context = read_context(asked.context)
    for name, values in context.items() if isinstance(context, dict) else ():
        key = condition_key(name)
        if key is None:
            yield f"AWS has no condition key {in_backticks(name)}", _meant(closest(name, _keys(asked.action)), "")
        else:
            yield from _value_remarks(name, key, values)


def _value_remarks(name: str, key: ConditionKey, values: tuple[str, ...]) -> Iterator[Remark]:
    if len(values) > 1 and not key.multivalued:
        message = f"{in_backticks(name)} stands {len(values)} times, and has one value in a request of AWS"
        yield message, f"Keep one line of it. {AS_WRITTEN}"
    for value in values:
        mistake = value_mistake(name, _FAMILIES[key.type], value)
        if mistake:
            yield mistake.message, f"{mistake.help} {AS_WRITTEN}"


def _keys(action: str) -> Iterable[str]:
    yield from (key.name for key in global_condition_keys())
    own = service(action.partition(":")[0])
    keys: Mapping[str, object] = own.condition_keys if own else {}
    yield from keys


def _meant(guess: str | None, prefix: str) -> str:
    """What was probably meant, and that the decision does not hang on it."""
    meant = f"Did you mean `{prefix}{guess}`? " if guess else ""
    return f"{meant}{AS_WRITTEN}"
