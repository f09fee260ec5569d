"""Random cases by seed: `random_case(seed)` is always the same case for the same seed."""

import json
from random import Random
from typing import Any

from tests.engine.naive import alphabet as a
from tests.engine.naive.random_conditions import random_block, random_context

CALLERS = (
    *["user"] * 7, *["session"] * 7, "federated", "federated", "root", "root", "linked",
    "service", "web", "provider", "anonymous",
)  # fmt: skip
STAR_CHANCE = {"rcp": 0.9, "vpc_endpoint": 0.7, "resource": 0.12}
VERSIONS = ("2012-10-17",) * 8 + ("2008-10-17", None)


def random_case(seed: int) -> dict[str, Any]:
    """Return one readable case of the `evaluate` command: caller, request, policies of several kinds."""
    rng = Random(seed)
    request = random_request(rng)
    maker = PolicyMaker(rng, request)
    case: dict[str, Any] = {"id": f"random-{seed}", "request": request}
    if rng.random() < 0.7:
        case["identity_policies"] = maker.policies("identity", rng.choice((0, 1, 1, 2)))
    if rng.random() < 0.3:
        case["permissions_boundary"] = maker.policy("boundary")
    if rng.random() < 0.35:
        case["session_policies"] = maker.policies("session", rng.choice((0, 1, 1, 2)))
    if request["resource"] != "*" and rng.random() < 0.7:
        case["resource_policy"] = maker.policy("resource")
    if rng.random() < 0.25:
        case["scps"] = maker.levels("scp")
    if rng.random() < 0.2:
        case["rcps"] = maker.levels("rcp")
    if rng.random() < 0.12:
        case["vpc_endpoint_policy"] = maker.policy("vpc_endpoint")
    return case


def random_request(rng: Random) -> dict[str, Any]:
    group = rng.choice((a.S3_REQUESTS, a.S3_REQUESTS, a.STS_REQUESTS, a.STS_REQUESTS, a.OTHER_REQUESTS))
    action, resource = rng.choice(group)
    request: dict[str, Any] = {"principal": "anonymous", "action": action, "resource": resource}
    name_caller(rng, request)
    if resource == "*" and not makes_calls_without_resource(request["principal"]):
        request["action"], request["resource"] = rng.choice(a.S3_REQUESTS[:3])
    if request["resource"].startswith(("arn:aws:s3:::", "arn:aws:iam::aws:")) or (
        request["resource"] != "*" and rng.random() < 0.1
    ):
        request["resource_account"] = rng.choice(a.ACCOUNTS)
    request["context"] = random_context(rng)
    return request


def makes_calls_without_resource(principal: str) -> bool:
    return principal.startswith("arn:") and "provider/" not in principal


def name_caller(rng: Random, request: dict[str, Any]) -> None:
    account = rng.choice(a.ACCOUNTS)
    kind = rng.choice(CALLERS)
    if kind == "user":
        request["principal"] = a.arn(account, rng.choice(a.USERS))
        request["credentials"] = rng.choice(("long_term", "long_term", "session_token", "session_token_mfa"))
        with_chance(rng, request, "principal_id", a.USER_ID)
    elif kind == "session":
        request["principal"] = a.arn(account, rng.choice(a.SESSIONS), "sts")
        if "/app/" in request["principal"]:
            with_chance(rng, request, "role_arn", a.arn(account, rng.choice((a.ROLE, "role/team/app"))))
        with_chance(rng, request, "principal_id", a.ROLE_ID)
    elif kind == "linked":
        request["principal"] = a.arn(account, "assumed-role/AWSServiceRoleForX/s", "sts")
        request["role_arn"] = a.arn(account, a.LINKED_ROLE)
    elif kind == "federated":
        request["principal"] = a.arn(account, rng.choice(a.FEDERATED), "sts")
        if rng.random() < 0.8:
            request["issuer_arn"] = a.arn(account, rng.choice(a.USERS))
    elif kind == "root":
        request["principal"] = a.arn(account, "root")
    elif kind == "provider":
        request["principal"] = a.arn(account, rng.choice(a.PROVIDERS))
    elif kind in ("service", "web"):
        request["principal"] = rng.choice(a.SERVICES if kind == "service" else a.WEB_IDENTITIES)


def with_chance(rng: Random, request: dict[str, Any], field: str, value: str) -> None:
    if rng.random() < 0.3:
        request[field] = value


class PolicyMaker:
    """Makes policies whose patterns are near the request."""

    def __init__(self, rng: Random, request: dict[str, Any]) -> None:
        self.rng = rng
        self.request = request

    def policies(self, kind: str, count: int) -> list[dict[str, Any]]:
        return [self.policy(kind) for _ in range(count)]

    def levels(self, kind: str) -> list[dict[str, Any]]:
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        if kind == "rcp":
            everything["Principal"] = "*"
        levels = []
        for depth in range(self.rng.randint(1, 3)):
            policies = self.policies(kind, self.rng.choice((0, 1, 1, 2)))
            if self.rng.random() < 0.7:
                policies.append({"name": "full", "document": {"Version": "2012-10-17", "Statement": everything}})
            levels.append({"target": f"level-{depth}", "policies": policies})
        return levels

    def policy(self, kind: str) -> dict[str, Any]:
        statements = [self.statement(kind) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        document: dict[str, Any] = {"Statement": statements[0] if len(statements) == 1 else statements}
        version = self.rng.choice(VERSIONS)
        if version:
            document["Version"] = version
        as_text = self.rng.random() < 0.05
        return {"name": kind, "document": json.dumps(document) if as_text else document}

    def statement(self, kind: str) -> dict[str, Any]:
        rng = self.rng
        effect = "Deny" if rng.random() < (0.5 if kind == "rcp" else 0.15) else "Allow"
        statement: dict[str, Any] = {"Effect": effect}
        if kind in ("resource", "rcp", "vpc_endpoint"):
            self.add_principal(statement, kind)
        action = "NotAction" if rng.random() < 0.1 else "Action"
        statement[action] = self.some(self.action_patterns())
        if rng.random() < (0.7 if kind == "resource" else 0.97):
            resource = "NotResource" if rng.random() < 0.1 else "Resource"
            statement[resource] = self.some(self.resource_patterns())
        if rng.random() < 0.4:
            statement["Condition"] = random_block(rng)
        return statement

    def some(self, patterns: tuple[str, ...]) -> str | list[str]:
        count = self.rng.choice((1, 1, 1, 2, 3, 0) if self.rng.random() < 0.1 else (1, 1, 2))
        chosen = [self.rng.choice(patterns) for _ in range(count)]
        return chosen[0] if count == 1 and self.rng.random() < 0.7 else chosen

    def action_patterns(self) -> tuple[str, ...]:
        action = self.request["action"]
        service, _, name = action.partition(":")
        near = (f"{service}:{name[:3]}*", f"{service}:*{name[3:]}", f"{service}:?{name[1:]}", f"{service}*:{name}")
        wide = (action, action, action, f"{service}:*", f"{service}:*", "*", "*", "*")
        malformed = ("*:*", "**", f"{service}:", f"{service}:{name}:x", service)
        return (*wide, *near, *malformed, action.upper(), "ec2:*", f"{service}:{name[:-1]}")

    def resource_patterns(self) -> tuple[str, ...]:
        resource = self.request["resource"]
        fields = resource.split(":")
        near = [":".join(fields[:count]) for count in (2, 3, 4)]
        ends = (resource[:-1] + "*", resource[:-1] + "?", resource + "/*", resource.replace("bk", "b*"))
        varied = (
            "arn:aws:s3:::bk/${aws:username}/*", "arn:aws:s3:::bk/${aws:PrincipalTag/team, 'red'}/x",
            "arn:aws:s3:::${aws:ResourceTag/team}/*", "arn:aws:s3:::bk/${aws:PrincipalTag/TEAM}*",
            "arn:aws:s3:::bk/${aws:userid}", "arn:aws:s3:::bk/${aws:PrincipalTag/team, '*'}", "arn:aws:s3:::bk/${*}",
            "arn:aws:s3:::bk/${}k", "arn", "a*",
            "arn:aws:s3:::bk/${aws:username", "arn:aws:s3:::bk/$k", "${aws:username}",
            "arn:aws:s3:::bk/${?}", "arn:aws:${aws:username}:::bk/k", "arn:aws:iam::*:role/${sts:RoleSessionName}*",
        )  # fmt: skip
        wide = ("*",) * 7 + (resource,) * 5
        return (*wide, "arn:*", resource.upper(), *ends, *varied, *near)

    def add_principal(self, statement: dict[str, Any], kind: str) -> None:
        name = "Principal"
        if self.rng.random() < 0.12 and kind != "rcp":
            name = "NotPrincipal"
        if self.rng.random() < STAR_CHANCE[kind]:
            statement[name] = "*"
            return
        element: dict[str, Any] = {}
        for _ in range(self.rng.choice((1, 1, 2))):
            group, value = self.rng.choice(self.principal_names())
            element.setdefault(group, []).append(value)
        statement[name] = {group: values[0] if len(values) == 1 else values for group, values in element.items()}

    def principal_names(self) -> list[tuple[str, str]]:
        caller = self.request["principal"]
        account = caller.split(":")[4] if caller.startswith("arn:") else a.HOME
        own = [("AWS", caller)] if caller.startswith("arn:") else []
        own += [("Federated", caller)] if "provider/" in caller or caller in a.WEB_IDENTITIES else []
        own += [("Service", caller)] if caller in a.SERVICES else []
        own += [("AWS", self.request[field]) for field in ("role_arn", "issuer_arn") if field in self.request]
        others = [
            ("AWS", "*"), ("AWS", account), ("AWS", a.arn(account, "root")), ("AWS", f"arn:aws-cn:iam::{account}:root"),
            ("AWS", a.AWAY), ("AWS", a.arn(account, a.ROLE)), ("AWS", a.arn(account, a.SESSIONS[0], "sts")),
            ("AWS", a.arn(account, a.USERS[0])), ("AWS", a.arn(account, "user/*")), ("AWS", a.USER_ID),
            ("AWS", a.ROLE_ID), ("Service", a.SERVICES[0]), ("Service", "*"), ("CanonicalUser", "79a5"),
        ]  # fmt: skip
        return own * 4 + others
