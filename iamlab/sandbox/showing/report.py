"""A case as JSON, as `manage.py evaluate` reads it: for a report that AWS did something else."""

import json
from typing import Any

from iamlab.engine import Case, Evaluation, PolicyDocument, PolicyLevel, to_dict


def case_as_json(case: Case, evaluation: Evaluation) -> str:
    """Return the case with its policies, and beside it what was decided here."""
    decided = to_dict(evaluation)
    request = dict(decided["request"]) if isinstance(decided["request"], dict) else {}
    request.pop("principal_kind", None)
    data: dict[str, Any] = {
        "request": request,
        "identity_policies": [_policy(document) for document in case.identity_policies],
        "permissions_boundary": _optional(case.permissions_boundary),
        "session_policies": [_policy(document) for document in case.session_policies],
        "resource_policy": _optional(case.resource_policy),
        "scps": _levels(case.scps),
        "rcps": _levels(case.rcps),
        "vpc_endpoint_policy": _optional(case.vpc_endpoint_policy),
    }
    kept = {name: value for name, value in data.items() if value not in (None, [])}
    kept["decided_here"] = {"decision": decided["decision"], "decided_by": decided["decided_by"]}
    return json.dumps(kept, indent=2)


def _policy(document: PolicyDocument) -> dict[str, Any]:
    written = {"name": document.name, "arn": document.arn, "document": document.text}
    return {name: value for name, value in written.items() if value is not None}


def _optional(document: PolicyDocument | None) -> dict[str, Any] | None:
    return _policy(document) if document else None


def _levels(levels: tuple[PolicyLevel, ...] | None) -> list[dict[str, Any]] | None:
    if levels is None:
        return None
    return [{"target": level.target, "policies": [_policy(each) for each in level.policies]} for level in levels]
