"""Northwind Robotics in small: Ana in the development account, a role and the reports in production."""

import json
from dataclasses import replace

from iamlab.cloud import Account, Bucket, Cloud, InlinePolicy, Role, User, case_for
from iamlab.engine import Evaluation, evaluate

DEV, PROD = "111122223333", "444455556666"
ANA = f"arn:aws:iam::{DEV}:user/ana"
BEN = f"arn:aws:iam::{PROD}:user/ben"
READER = f"arn:aws:iam::{PROD}:role/report-reader"
READER_SESSION = f"arn:aws:sts::{PROD}:assumed-role/report-reader/ana"
REPORTS = "arn:aws:s3:::northwind-reports-prod"
REVENUE = f"{REPORTS}/2026/q3/revenue.csv"


def policy(*statements: dict[str, object]) -> str:
    """A policy's text."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str, resource: str = "*", **elements: object) -> dict[str, object]:
    """A statement that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **elements}


def trust(arn: str, **elements: object) -> str:
    """A trust policy for one AWS principal."""
    statement = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole", **elements}
    return policy(statement)


MAY_ASSUME = InlinePolicy("ana-dev", policy(allow("sts:AssumeRole", READER)))
READS_REPORTS = InlinePolicy("read-reports", policy(allow("s3:GetObject", f"{REPORTS}/*")))


def northwind(**changes: object) -> Cloud:
    """Northwind's cloud; keywords change fields of Ana (`ana`), Ben, the role (`reader`) or the bucket (`reports`)."""
    ana = replace(User("ana", inline_policies=(MAY_ASSUME,)), **changes.get("ana", {}))
    ben = replace(User("ben"), **changes.get("ben", {}))
    reader = replace(Role("report-reader", trust(ANA), inline_policies=(READS_REPORTS,)), **changes.get("reader", {}))
    reports = replace(Bucket("northwind-reports-prod"), **changes.get("reports", {}))
    dev = replace(Account(DEV, "dev", users=(ana,), buckets=(Bucket("northwind-dev"),)), **changes.get("dev", {}))
    prod = Account(PROD, "prod", users=(ben,), roles=(reader,), buckets=(reports,))
    return Cloud((dev, replace(prod, **changes.get("prod", {}))))


def decision_of(cloud: Cloud, caller: str, action: str, resource: str, **context: tuple[str, ...]) -> Evaluation:
    """The decision of a request that can be decided; context keys with `__` for the colon."""
    keys = {key.replace("__", ":"): values for key, values in context.items()}
    reading = case_for(cloud, caller, action, resource, keys)
    assert reading.case, reading.problems
    return evaluate(reading.case)
