"""What AWS's catalog says about a request: an action or a key that AWS does not have. The decision stands."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from iamlab.engine import closest, in_backticks
from iamlab.engine.catalog import Action, Service, condition_key, global_condition_keys, service, service_prefixes

from ..bench import Asked, read_context

TYPES_NAMED = 5


def field_remarks(asked: Asked) -> dict[str, tuple[str, str]]:
    """What is odd about a field of the request, and what to write instead, by the field's name."""
    found = {"action": _action_remark(asked), "context": _context_remark(asked)}
    return {name: remark for name, remark in found.items() if remark}


def _action_remark(asked: Asked) -> tuple[str, str] | None:
    prefix, _, name = asked.action.partition(":")
    known = service(prefix)
    if known is None:
        return f"AWS has no service {in_backticks(prefix)}", _meant(closest(prefix, service_prefixes()), "")
    action = known.action(name)
    if action is None:
        guess = closest(name, (each.name for each in known.actions.values()))
        return f"{known.name} has no action {in_backticks(name)}", _meant(guess, f"{known.prefix}:")
    return _resource_remark(action, known, asked.resource)


def _resource_remark(action: Action, known: Service, resource: str) -> tuple[str, str] | None:
    types = [
        known.resource_types[each.type.lower()]
        for each in action.resources
        if each.type.lower() in known.resource_types
    ]
    if resource == "*" or any(fnmatchcase(resource, type.arn_pattern) for type in types):
        return None
    message = f"{in_backticks(action.full_name)} is never asked about such a resource"
    if not types:
        return message, "It takes no resource: write `*`."
    names = [type.name for type in types]
    more = f" and {len(names) - TYPES_NAMED} more types" if len(names) > TYPES_NAMED else ""
    return message, f"It takes {', '.join(names[:TYPES_NAMED])}{more}."


def _context_remark(asked: Asked) -> tuple[str, str] | None:
    context = read_context(asked.context)
    unknown = next((key for key in context if condition_key(key) is None), None) if isinstance(context, dict) else None
    if unknown is None:
        return None
    return f"AWS has no condition key {in_backticks(unknown)}", _meant(closest(unknown, _keys(asked.action)), "")


def _keys(action: str) -> Iterable[str]:
    yield from (key.name for key in global_condition_keys())
    own = service(action.partition(":")[0])
    keys: Mapping[str, object] = own.condition_keys if own else {}
    yield from keys


def _meant(guess: str | None, prefix: str) -> str:
    """What was probably meant, and that the decision does not hang on it."""
    meant = f"Did you mean `{prefix}{guess}`? " if guess else ""
    return f"{meant}It is decided here as it is written."
