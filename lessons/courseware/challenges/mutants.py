"""The reference loosened, one element at a time: what a learner might get away with."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any


def mutants(policies: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each looser variant of policies given by place: what was loosened (`place#/Statement/0/Action`), and all texts.

    An action becomes `service:*`, a resource `*`, a principal its whole account; a condition is dropped; a Deny is
    deleted. Policies that are no JSON objects give none.
    """
    for place, text in policies.items():
        document = json.loads(text)
        statements = document.get("Statement", [])
        listed = statements if isinstance(statements, list) else [statements]
        for index, statement in enumerate(listed):
            for pointer, loosened in _loosened(statement):
                changed = [*listed[:index], *([] if loosened is None else [loosened]), *listed[index + 1 :]]
                looser = json.dumps({**document, "Statement": changed}, indent=2)
                yield f"{place}#/Statement/{index}{pointer}", {**policies, place: looser}


def _loosened(statement: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    if statement.get("Effect") == "Deny":
        yield "", None
        return
    for index, action in enumerate(_listed(statement.get("Action"))):
        service = action.partition(":")[0]
        if action not in ("*", f"{service}:*"):
            others = [each for each in _listed(statement["Action"]) if each != action]
            yield f"/Action{_index(statement['Action'], index)}", {**statement, "Action": [*others, f"{service}:*"]}
    for index, resource in enumerate(_listed(statement.get("Resource"))):
        if resource != "*":
            others = [each for each in _listed(statement["Resource"]) if each != resource]
            yield f"/Resource{_index(statement['Resource'], index)}", {**statement, "Resource": [*others, "*"]}
    yield from _without_conditions(statement)
    yield from _of_whole_accounts(statement)


def _without_conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for operator, keys in statement.get("Condition", {}).items():
        for key in keys:
            looser = deepcopy(dict(statement))
            del looser["Condition"][operator][key]
            if not looser["Condition"][operator]:
                del looser["Condition"][operator]
            if not looser["Condition"]:
                del looser["Condition"]
            yield f"/Condition/{operator}/{key}", looser


def _of_whole_accounts(statement: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    principal = statement.get("Principal")
    written = principal.get("AWS") if isinstance(principal, dict) else None
    for index, arn in enumerate(_listed(written)):
        account = arn.split(":")[4] if arn.count(":") >= 5 else ""
        root = f"arn:aws:iam::{account}:root"
        if account and arn != root:
            others = [each for each in _listed(written) if each != arn]
            yield f"/Principal/AWS{_index(written, index)}", {**statement, "Principal": {"AWS": [*others, root]}}


def _listed(written: object) -> list[str]:
    if written is None:
        return []
    return [str(each) for each in written] if isinstance(written, list) else [str(written)]


def _index(written: object, index: int) -> str:
    return f"/{index}" if isinstance(written, list) else ""
