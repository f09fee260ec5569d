"""A small company: Ana in dev may assume report-reader in prod, which may read the reports bucket."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from iamlab.accounts.guests import GUEST_ID, Learner
from iamlab.cloud import Account, Bucket, Cloud, InlinePolicy, Role, User
from iamlab.sandbox.bench import Asked, Bench
from iamlab.sandbox.models import Sandbox

ANA = "arn:aws:iam::111122223333:user/ana"
ROLE = "arn:aws:iam::444455556666:role/report-reader"
SESSION = "arn:aws:sts::444455556666:assumed-role/report-reader/ana"
REPORT = "arn:aws:s3:::reports/q3.csv"
ANA_POLICY = "111122223333/user/ana/inline/ana-dev"
ROLE_POLICY = "444455556666/role/report-reader/inline/read-reports"
TRUST = "444455556666/role/report-reader/trust"
LESSON = UUID("00000000-0000-4000-8000-000000000014")


def policy(sid: str, **elements: Any) -> str:
    """The text of a policy with one Allow statement."""
    statement = {"Sid": sid, "Effect": "Allow", **elements}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


@pytest.fixture
def bench() -> Bench:
    """The workbench as it starts: Ana asks for the report, as herself."""
    ana = User(
        "ana", inline_policies=(InlinePolicy("ana-dev", policy("Wear", Action="sts:AssumeRole", Resource=ROLE)),)
    )
    reading = policy("ReadReports", Action="s3:GetObject", Resource="arn:aws:s3:::reports/*")
    trust = policy("AnaMayWearIt", Principal={"AWS": ANA}, Action="sts:AssumeRole")
    role = Role("report-reader", trust, inline_policies=(InlinePolicy("read-reports", reading),))
    dev = Account("111122223333", "dev", users=(ana,))
    prod = Account("444455556666", "prod", roles=(role,), buckets=(Bucket("reports"),))
    return Bench(Cloud((dev, prod)), ANA, Asked("s3:GetObject", REPORT))


@pytest.fixture
def guest(client: Client, db: None) -> UUID:
    """The id of the visitor behind `client`, a guest."""
    session = client.session
    id = uuid4()
    session[GUEST_ID] = str(id)
    session.save()
    return id


@pytest.fixture
def sandbox(guest: UUID, bench: Bench) -> Sandbox:
    """The guest's sandbox."""
    return Sandbox.objects.open_for(Learner(None, guest), LESSON, bench)


@pytest.fixture
def typed(bench: Bench) -> dict[str, str]:
    """What the form sends when nobody changed anything."""
    return {
        "action": bench.asked.action,
        "resource": bench.asked.resource,
        "context": "",
        "role": ROLE,
        "session_name": "ana",
    }
