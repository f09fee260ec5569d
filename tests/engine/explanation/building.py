"""Cases in few words: who asks for what under which policies."""

from typing import Any

from iamlab.engine import Evaluation, Explanation, evaluate, explain, read_case

ANA = "arn:aws:iam::111122223333:user/ana"
SESSION = "arn:aws:sts::111122223333:assumed-role/report-reader/ana"
OBJECT = "arn:aws:s3:::reports/q1.csv"
ROLE = "arn:aws:iam::111122223333:role/report-reader"


def allow(action: str | list[str] = "s3:GetObject", resource: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """An Allow statement; `more` are further elements."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str | list[str] = "s3:GetObject", resource: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """A Deny statement; `more` are further elements."""
    return {**allow(action, resource, **more), "Effect": "Deny"}


def policy(name: str, *statements: dict[str, Any], version: str = "2012-10-17") -> dict[str, Any]:
    """A policy as a case holds it."""
    return {"name": name, "document": {"Version": version, "Statement": list(statements)}}


def decide(
    *identity: dict[str, Any],
    principal: str = ANA,
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    request: dict[str, Any] | None = None,
    **fields: Any,
) -> Evaluation:
    """Evaluate a request under these identity policies; `request` and `fields` are further fields of the case."""
    asked = {"principal": principal, "action": action, "resource": resource, **(request or {})}
    return evaluate(read_case({"request": asked, "identity_policies": list(identity), **fields}))


def explained(*identity: dict[str, Any], **more: Any) -> Explanation:
    """Explain what `decide` gives."""
    return explain(decide(*identity, **more))
