"""Denials of every kind, and the slot and the kind of the first fix that is expected for each."""

import json
from dataclasses import dataclass, field
from typing import Any

from iamlab.cloud import Cloud, load_scenario, session_for
from iamlab.cloud.fixing import Asked, FixKind

DEV, PROD, MANAGEMENT = "111122223333", "444455556666", "999900001111"
ANA, BEN = f"arn:aws:iam::{DEV}:user/ana", f"arn:aws:iam::{DEV}:user/ben"
KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
OBJECT = "arn:aws:s3:::reports/2026/q3.csv"
ROLE = f"arn:aws:iam::{PROD}:role/reader"


def policy(*statements: dict[str, Any]) -> str:
    """A policy laid out as people do."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=2)


def allow(action: Any, resource: Any = None, **more: Any) -> dict[str, Any]:
    """An Allow statement."""
    return {"Sid": "Given", "Effect": "Allow", **more, "Action": action, **({"Resource": resource} if resource else {})}


def deny(action: Any, resource: Any, **more: Any) -> dict[str, Any]:
    """A Deny statement."""
    return {"Sid": "Guard", "Effect": "Deny", **more, "Action": action, "Resource": resource}


@dataclass(frozen=True)
class Denial:
    """A cloud, a request that it denies, and what to change first: a policy's place or a key, and how."""

    name: str
    slot: str
    kind: FixKind
    accounts: dict[str, Any]
    caller: str = ANA
    action: str = "s3:GetObject"
    resource: str = OBJECT
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)
    organization: dict[str, Any] | None = None
    weakens: bool = False
    parts: int = 1

    def cloud_and_request(self) -> tuple[Cloud, Asked]:
        """The cloud, with a session where the caller is a role, and the request."""
        scenario: dict[str, Any] = {"accounts": self.accounts}
        if self.organization:
            scenario["organization"] = self.organization
        reading = load_scenario(json.dumps(scenario), "denial.yaml")
        assert reading.cloud, reading.problems
        cloud, caller = session_for(reading.cloud, self.caller)
        return cloud, Asked(caller, self.action, self.resource, self.context)


def dev(**fields: Any) -> dict[str, Any]:
    """Account dev with Ana, who has an inline policy `own` where one is given, and the bucket."""
    own = fields.pop("own", None)
    user = {**({"inline_policies": {"own": own}} if own else {}), **fields.pop("ana", {})}
    bucket = fields.pop("bucket", None)
    return {
        DEV: {
            "name": "dev",
            "users": {"ana": user},
            "buckets": {"reports": {"policy": bucket} if bucket else {}},
            **fields,
        }
    }


def prod(trust: str, **role: Any) -> dict[str, Any]:
    """Account prod with the role reader."""
    return {PROD: {"name": "prod", "roles": {"reader": {"trust_policy": trust, **role}}}}


ORGANIZATION = {"id": "o-northwind1", "management_account": MANAGEMENT}
READS = allow("s3:GetObject", "arn:aws:s3:::reports/*")
ASSUMES = policy(allow("sts:AssumeRole", ROLE))
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def org(scps: dict[str, str], attached: list[str]) -> dict[str, Any]:
    """An organization with dev in a unit, and these SCPs attached to the unit."""
    return {
        **ORGANIZATION,
        "service_control_policies": scps,
        "root": {"scps": ["FullAWSAccess"]},
        "units": {"work": {"scps": attached}},
        "accounts": {DEV: {"unit": "work"}},
    }


OWN = f"{DEV}/user/ana/inline/own"
TRUST = f"{PROD}/role/reader/trust"
MANAGER = {MANAGEMENT: {"name": "management"}}

DENIALS = (
    Denial("identity: nothing at all", f"{DEV}/user/ana/inline/allow-more", FixKind.ADD_POLICY, dev()),
    Denial("identity: another resource", OWN, FixKind.WIDEN, dev(own=policy(allow("s3:GetObject", "arn:aws:s3:::logs/*")))),
    Denial("identity: another action", OWN, FixKind.WIDEN, dev(own=policy(allow("s3:PutObject", "arn:aws:s3:::reports/*")))),
    Denial("identity: another service", OWN, FixKind.ADD_STATEMENT, dev(own=policy(allow("sqs:*", "*")))),
    Denial("identity: an explicit deny", OWN, FixKind.SPARE, dev(own=policy(READS, deny("s3:*", "*"))), weakens=True),
    Denial("identity: the address", "aws:sourceip", FixKind.CONTEXT,
           dev(own=policy(allow("s3:GetObject", "arn:aws:s3:::reports/*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))),
           context={"aws:SourceIp": ("198.51.100.7",)}),
    Denial("identity: no MFA, explicit deny", "aws:multifactorauthpresent", FixKind.CONTEXT,
           dev(own=policy(READS, deny("s3:*", "*", Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})))),
    Denial("resource: an explicit deny", f"{DEV}/bucket/reports/policy", FixKind.SPARE,
           dev(own=policy(READS), bucket=policy(deny("s3:*", "arn:aws:s3:::reports/*", Principal="*"))), weakens=True),
    Denial("resource: plain http", "aws:securetransport", FixKind.CONTEXT,
           dev(own=policy(READS), bucket=policy(deny("s3:*", "arn:aws:s3:::reports/*", Principal="*", Condition={"Bool": {"aws:SecureTransport": "false"}}))),
           context={"aws:SecureTransport": ("false",)}),
    Denial("cross-account: no bucket policy", f"{DEV}/bucket/reports/policy", FixKind.ADD_POLICY,
           {**dev(), PROD: {"name": "prod", "users": {"zoe": {"inline_policies": {"own": policy(READS)}}}}},
           caller=f"arn:aws:iam::{PROD}:user/zoe"),
    Denial("cross-account: neither side", f"{DEV}/bucket/reports/policy", FixKind.ADD_POLICY,
           {**dev(), PROD: {"name": "prod", "users": {"zoe": {}}}}, caller=f"arn:aws:iam::{PROD}:user/zoe", parts=2),
    Denial("boundary: no allow", f"{DEV}/policy/cap/document", FixKind.WIDEN,
           dev(own=policy(READS), ana={"permissions_boundary": f"arn:aws:iam::{DEV}:policy/cap"},
               managed_policies={"cap": {"document": policy(allow("s3:PutObject", "arn:aws:s3:::reports/*"))}}), weakens=True),
    Denial("boundary: an explicit deny", f"{DEV}/policy/cap/document", FixKind.SPARE,
           dev(own=policy(READS), ana={"permissions_boundary": f"arn:aws:iam::{DEV}:policy/cap"},
               managed_policies={"cap": {"document": policy(allow("s3:*", "*"), deny("s3:GetObject", "*"))}}), weakens=True),
    Denial("scp: the region", "aws:requestedregion", FixKind.CONTEXT, {**dev(own=policy(allow("sqs:ListQueues", "*"))), **MANAGER},
           action="sqs:ListQueues", resource="*", context={"aws:RequestedRegion": ("us-east-1",)},
           organization=org({"europe": policy(deny("sqs:*", "*", Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}))}, ["FullAWSAccess", "europe"])),
    Denial("scp: an explicit deny", f"{MANAGEMENT}/scp/closed/document", FixKind.SPARE, {**dev(own=policy(READS)), **MANAGER},
           organization=org({"closed": policy(deny("s3:*", "*"))}, ["FullAWSAccess", "closed"]), weakens=True),
    Denial("scp: no allow", f"{MANAGEMENT}/scp/few/document", FixKind.ADD_STATEMENT, {**dev(own=policy(READS)), **MANAGER},
           organization=org({"few": policy(allow("sqs:*", "*"))}, ["few"]), weakens=True),
    Denial("trust: not trusted", TRUST, FixKind.WIDEN,
           {**dev(own=ASSUMES), **prod(policy(allow("sts:AssumeRole", Principal={"AWS": BEN})))} | {},
           action="sts:AssumeRole", resource=ROLE),
    Denial("trust: missing MFA", "aws:multifactorauthpresent", FixKind.CONTEXT,
           {**dev(own=ASSUMES), **prod(policy(allow("sts:AssumeRole", Principal={"AWS": ANA}, Condition=MFA)))},
           action="sts:AssumeRole", resource=ROLE),
    Denial("trust: wrong external ID", "sts:externalid", FixKind.CONTEXT,
           {**dev(own=ASSUMES), **prod(policy(allow("sts:AssumeRole", Principal={"AWS": ANA}, Condition={"StringEquals": {"sts:ExternalId": "right"}})))},
           action="sts:AssumeRole", resource=ROLE, context={"sts:ExternalId": ("wrong",)}),
    Denial("trust: missing sts:TagSession", TRUST, FixKind.WIDEN,
           {**dev(own=policy(allow(["sts:AssumeRole", "sts:TagSession"], ROLE))), **prod(policy(allow("sts:AssumeRole", Principal={"AWS": ANA})))},
           action="sts:TagSession", resource=ROLE),
    Denial("kms: an administrator without the key policy", f"{DEV}/key/{KEY}/policy", FixKind.WIDEN,
           dev(own=policy(allow("*", "*")), keys={KEY: {"region": "eu-west-1", "policy": policy(allow(["kms:Decrypt"], "*", Principal={"AWS": BEN}))}},
               users={"ana": {"inline_policies": {"own": policy(allow("*", "*"))}}, "ben": {}}),
           action="kms:Decrypt", resource=f"arn:aws:kms:eu-west-1:{DEV}:key/{KEY}"),
    Denial("endpoint: no allow", f"{DEV}/endpoint/vpce-0123456789abcdef0/policy", FixKind.ADD_STATEMENT,
           dev(own=policy(READS), vpc_endpoints={"vpce-0123456789abcdef0": {"vpc": "vpc-0123456789abcdef0", "service": "s3",
               "policy": policy(allow("s3:PutObject", "arn:aws:s3:::logs/*", Principal="*"))}}),
           context={"aws:SourceVpce": ("vpce-0123456789abcdef0",)}, weakens=True),
)  # fmt: skip
