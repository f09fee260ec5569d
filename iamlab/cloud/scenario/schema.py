"""The JSON Schema of scenario files, for editors that complete and check while somebody types.

It says what has to stand where; what depends on something else in the file is for `load_scenario`. The published file
is `scenario.schema.json` beside this module; `python -m iamlab.cloud.scenario.schema` prints it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from iamlab.cloud.names import ACCESS_KEY, NAME, PATH, UNIQUE_ID
from iamlab.cloud.resources import KINDS, KindFacts
from iamlab.cloud.scenario.accounts import (
    ACCOUNT_FIELDS,
    GROUP_FIELDS,
    MANAGED_FIELDS,
    ROLE_FIELDS,
    USER_FIELDS,
)
from iamlab.cloud.scenario.loading import REQUEST_FIELDS, SCENARIO_FIELDS
from iamlab.cloud.scenario.organization import MEMBER_FIELDS, NODE_FIELDS, ORGANIZATION_FIELDS
from iamlab.cloud.scenario.resources import ENDPOINT_FIELDS
from iamlab.cloud.scenario.scenario import EXPECTATIONS

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "description": "Text, with or without quotes."}
_ACCOUNT_ID: Schema = {"type": "string", "pattern": "^[0-9]{12}$"}
_POLICY: Schema = {"type": "string", "description": "A policy as JSON text, best written as a block with `|`."}
_TEXTS: Schema = {"anyOf": [{"type": "array", "items": _TEXT}, _TEXT]}
_PATH: Schema = {"type": "string", "pattern": f"^({PATH.pattern})$", "default": "/"}
_TAGS: Schema = {"type": ["object", "null"], "additionalProperties": _TEXT, "maxProperties": 50}
_DURATION: Schema = {"type": ["integer", "string"], "minimum": 3_600, "maximum": 43_200, "default": 3_600}


def _named(schema: Schema, pattern: str = NAME.pattern) -> Schema:
    """Things by their names."""
    return {"type": ["object", "null"], "patternProperties": {f"^({pattern})$": schema}, "additionalProperties": False}


def _fields(names: Iterable[str], known: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An object with these fields and no others; a field without a schema of its own is text."""
    properties = {name: known.get(name, _TEXT) for name in names}
    kind: str | list[str] = "object" if required else ["object", "null"]
    return {"type": kind, "properties": properties, "required": list(required), "additionalProperties": False}


_POLICIES: dict[str, Schema] = {
    "inline_policies": _named(_POLICY),
    "attached_policies": _TEXTS,
    "path": _PATH,
    "tags": _TAGS,
    "groups": _TEXTS,
    "trust_policy": _POLICY,
    "max_session_duration": _DURATION,
    "console_access": {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]},
    "access_keys": _named({"enum": ["active", "inactive", None]}, ACCESS_KEY.pattern),
    "mfa_devices": _TEXTS,
    "document": _POLICY,
    "version": {"type": "string", "pattern": "^v[1-9][0-9]*$", "default": "v1"},
    "other_versions": _named(_POLICY, "v[1-9][0-9]*"),
}


def scenario_schema() -> Schema:
    """The schema as JSON values."""
    request: Mapping[str, Schema] = {
        "context": {"type": "object", "additionalProperties": _TEXTS},
        "expect": {"enum": [*EXPECTATIONS, None], "description": "What the request is watched for."},
    }
    known: Mapping[str, Schema] = {
        "title": {**_TEXT, "description": "What a sandbox that begins with it is called."},
        "now": {"type": "string", "description": "A moment with its time zone: `2026-09-07T09:00:00Z`."},
        "organization": _organization(),
        "accounts": {"type": "object", "additionalProperties": _account(), "propertyNames": _ACCOUNT_ID},
        "requests": _named(_fields(REQUEST_FIELDS, request, REQUEST_FIELDS[:3])),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of IAM Lab: a simulated AWS to begin with, and what there is to ask in it",
        **_fields(SCENARIO_FIELDS, known, ("accounts",)),
    }


def _account() -> Schema:
    known: dict[str, Schema] = {
        "users": _named(_fields(USER_FIELDS, _POLICIES | _unique_id("user"))),
        "groups": _named(_fields(GROUP_FIELDS, _POLICIES)),
        "roles": _named(_fields(ROLE_FIELDS, _POLICIES | _unique_id("role"), ("trust_policy",))),
        "managed_policies": _named(_fields(MANAGED_FIELDS, _POLICIES, ("document",))),
        "vpc_endpoints": _named(_fields(ENDPOINT_FIELDS, {"policy": _POLICY}, ENDPOINT_FIELDS[:2])),
        "instance_profiles": _named(_fields(("role", "path"), {"path": _PATH})),
        "saml_providers": _named({"type": ["object", "null"], "maxProperties": 0}),
        "oidc_providers": _named(_fields(("audiences",), {"audiences": _TEXTS}), r"[a-z0-9.~_/-]+"),
        **{facts.plural: _named(_resource(facts), facts.name.replace(r"\w", "A-Za-z0-9_")) for facts in KINDS.values()},
    }
    return _fields(ACCOUNT_FIELDS, known)


def _unique_id(kind: str) -> dict[str, Schema]:
    return {"unique_id": {"type": "string", "pattern": f"^({UNIQUE_ID[kind].pattern})$"}}


def _resource(facts: KindFacts) -> Schema:
    policy = ("policy",) if facts.policy else ()
    region = ("region",) if "{region}" in facts.arn else ()
    return _fields((*policy, "tags", *region), {"policy": _POLICY, "tags": _TAGS})


def _organization() -> Schema:
    attached: Mapping[str, Schema] = {"scps": _TEXTS, "rcps": _TEXTS}
    known: Mapping[str, Schema] = {
        "id": {"type": "string", "pattern": "^o-[a-z0-9]{10,32}$"},
        "management_account": _ACCOUNT_ID,
        "service_control_policies": _named(_POLICY),
        "resource_control_policies": _named(_POLICY),
        "root": _fields(NODE_FIELDS, attached),
        "units": {"type": ["object", "null"], "additionalProperties": _fields(NODE_FIELDS, attached)},
        "accounts": {
            "type": ["object", "null"],
            "additionalProperties": _fields(MEMBER_FIELDS, attached),
            "propertyNames": _ACCOUNT_ID,
        },
    }
    return _fields(ORGANIZATION_FIELDS, known, ("id", "management_account"))


def published() -> str:
    """The text of the published file."""
    return json.dumps(scenario_schema(), indent=2) + "\n"


if __name__ == "__main__":
    print(published(), end="")
