"""A cloud as large as a sandbox may hold: 300 policies, 200 principals, 300 resources."""

import json

from iamlab.cloud import Account, Bucket, Cloud, InlinePolicy, Resource, ResourceKind, Role, User

PROD = "444455556666"


def text(number: int) -> str:
    """A policy of five statements about a bucket and a table."""
    statement = {
        "Effect": "Allow",
        "Action": ["s3:Get*", "dynamodb:*"],
        "Resource": [f"arn:aws:s3:::bucket-{number}/*", f"arn:aws:dynamodb:us-east-1:{PROD}:table/table-{number}"],
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Sid": f"S{n}"} for n in range(5)]})


def with_principal(action: str, resource: dict[str, str]) -> str:
    """A trust policy, or the policy of a bucket."""
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{PROD}:root"}, "Action": action, **resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def at_the_limits(*, edited: int = 0) -> Cloud:
    """The cloud; the first `edited` users have another policy."""
    users = tuple(
        User(f"user-{n}", inline_policies=(InlinePolicy("own", text(n + 1 if n < edited else n)),)) for n in range(150)
    )
    trust = with_principal("sts:AssumeRole", {})
    roles = tuple(Role(f"role-{n}", trust, inline_policies=(InlinePolicy("own", text(n)),)) for n in range(50))
    shared = [with_principal("s3:GetObject", {"Resource": f"arn:aws:s3:::bucket-{n}/shared/*"}) for n in range(50)]
    buckets = tuple(Bucket(f"bucket-{n}", policy=shared[n] if n < 50 else None) for n in range(200))
    tables = tuple(Resource(ResourceKind.TABLE, f"table-{n}") for n in range(100))
    return Cloud((Account(PROD, "prod", users=users, roles=roles, buckets=buckets, resources=tables),))
