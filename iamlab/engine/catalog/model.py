"""Services, actions, resource types and condition keys as values, in AWS's spelling."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_PLACEHOLDER = re.compile(r"\$\{[^}]*\}|<[^>]*>")


class KeyType(StrEnum):
    """What the values of a condition key are; it says which operators fit."""

    STRING = "String"
    ARN = "ARN"
    BOOL = "Bool"
    NUMERIC = "Numeric"
    DATE = "Date"
    IP_ADDRESS = "IPAddress"


@dataclass(frozen=True, slots=True)
class ConditionKey:
    """A condition key; a name such as `aws:ResourceTag/${TagKey}` is a template for many."""

    name: str
    type: KeyType
    multivalued: bool = False
    description: str = ""
    _covers: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = _PLACEHOLDER.split(self.name)
        pattern = re.compile(".+".join(map(re.escape, parts)), re.IGNORECASE) if len(parts) > 1 else None
        object.__setattr__(self, "_covers", pattern)

    @property
    def is_template(self) -> bool:
        """Whether the name has a part that the policy's author fills in, such as a tag's key."""
        return self._covers is not None

    def covers(self, name: str) -> bool:
        """Whether a key as a policy writes it is this one: key names have no case (G13)."""
        if self._covers is None:
            return name.lower() == self.name.lower()
        return self._covers.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A kind of resource of a service. `arn` has placeholders, as in `arn:${Partition}:sqs:${Region}:${Account}:…`."""

    name: str
    arn: str
    condition_keys: tuple[str, ...]

    @property
    def arn_pattern(self) -> str:
        """The ARN with `*` for every placeholder."""
        return _PLACEHOLDER.sub("*", self.arn)


@dataclass(frozen=True, slots=True)
class ActionResource:
    """A type of resource that an action is about. `required`: a policy has to grant the action on one of this type."""

    type: str
    required: bool
    condition_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """An action. `access_levels` can be several: tagging is always writing, too."""

    service: str
    name: str
    access_levels: tuple[str, ...]
    description: str
    resources: tuple[ActionResource, ...]
    condition_keys: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """`s3:GetObject`, as policies write it."""
        return f"{self.service}:{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """A service; the mappings are keyed by lower-cased name, since neither actions nor keys have a case (M1, G13)."""

    prefix: str
    name: str
    actions: Mapping[str, Action]
    resource_types: Mapping[str, ResourceType]
    condition_keys: Mapping[str, ConditionKey]

    def action(self, name: str) -> Action | None:
        """The action of that name, without prefix, in any case."""
        return self.actions.get(name.lower())

    def condition_key(self, name: str) -> ConditionKey | None:
        """The key that a policy's text names, as such or by its template."""
        found = self.condition_keys.get(name.lower())
        if found and not found.is_template:
            return found
        return next((key for key in self.condition_keys.values() if key.covers(name)), None)
