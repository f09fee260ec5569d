"""Cases of known size to measure with."""

import json
from collections.abc import Iterator
from typing import Any

ANA = "arn:aws:iam::111122223333:user/ana"
REQUEST = {"principal": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::reports/q1.csv"}


def statement(number: int, salt: int) -> dict[str, Any]:
    """A statement about something else, as most statements are."""
    return {
        "Sid": f"s{number}x{salt}",
        "Effect": "Allow",
        "Action": [f"svc{number}:Get*", f"s3:Put{salt}*"],
        "Resource": f"arn:aws:s3:::b{salt}-{number}/*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": f"x{salt}"}},
    }


def document(size: int, salt: int, principal: str | None = None) -> dict[str, Any]:
    """A policy of `size` statements of which the last one matters."""
    statements = [statement(number, salt) for number in range(size - 1)]
    statements.append({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})
    if principal:
        statements = [{**each, "Principal": principal} for each in statements]
    return {"Version": "2012-10-17", "Statement": statements}


def small(salt: int = 0) -> dict[str, Any]:
    """One small identity policy."""
    request = REQUEST | {"resource": f"arn:aws:s3:::reports/q{salt}.csv"}
    return {"id": salt, "request": request, "identity_policies": [{"name": "a", "document": document(1, salt)}]}


def large(salt: int = 0) -> dict[str, Any]:
    """Five policy types of twenty statements each."""
    own, with_principal = document(20, salt), document(20, salt, "*")
    return {
        "id": salt,
        "request": REQUEST,
        "identity_policies": [{"name": "a", "document": own}],
        "permissions_boundary": {"name": "b", "document": own},
        "scps": [{"target": "r-ab12", "policies": [{"name": "s", "document": own}]}],
        "resource_policy": {"name": "r", "document": with_principal},
        "vpc_endpoint_policy": {"name": "e", "document": with_principal},
    }


def lines(make: Any, count: int) -> Iterator[str]:
    """JSON Lines of `count` different cases."""
    return (json.dumps(make(salt)) + "\n" for salt in range(count))
