"""The policies that AWS manages, in their current versions."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("aws-managed-policies.json.gz")


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A policy that AWS maintains: `version` such as `v10` and `updated` as in `2026-08-12` say which text this is."""

    name: str
    arn: str
    version: str
    updated: str
    document: Mapping[str, object]

    @property
    def text(self) -> str:
        """The document as it would be shown: JSON, two spaces a level."""
        return json.dumps(dict(self.document), indent=2, ensure_ascii=False)


def managed_policies() -> tuple[ManagedPolicy, ...]:
    """All of them, sorted by ARN. The file is read when first asked for."""
    return tuple(_by_arn().values())


def managed_policy(arn_or_name: str) -> ManagedPolicy | None:
    """The policy with that ARN or that name, exactly as AWS writes it; None if AWS has none."""
    return _by_arn().get(arn_or_name) or _by_name().get(arn_or_name)


@cache
def _by_arn() -> Mapping[str, ManagedPolicy]:
    with gzip.open(_FILE, "rt", encoding="utf-8") as file:
        raw = json.load(file)["policies"]
    return MappingProxyType(
        {
            arn: ManagedPolicy(
                raw[arn]["name"], arn, raw[arn]["version"], raw[arn]["updated"], MappingProxyType(raw[arn]["document"])
            )
            for arn in sorted(raw)
        }
    )


@cache
def _by_name() -> Mapping[str, ManagedPolicy]:
    return MappingProxyType({policy.name: policy for policy in _by_arn().values()})
