"""AWS's access-denied messages: table 10.3 and one for each kind of caller (E1 to E8, E10, E21)."""

from typing import Any

import pytest

from iamlab.engine import answer, read_case

OBJECT = "arn:aws:s3:::bk/k"
ALICE = "arn:aws:iam::111111111111:user/alice"
SESSION = "arn:aws:sts::111111111111:assumed-role/app/s1"
GET = {"principal": ALICE, "action": "s3:GetObject", "resource": OBJECT}
BY_ALICE = f"User: {ALICE} is not authorized to perform: s3:GetObject on resource: {OBJECT} "
BY_SESSION = f"User: {SESSION} is not authorized to perform: s3:GetObject on resource: {OBJECT} "


def allow(action: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


def deny(action: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": action, "Resource": "*", **more}


def policy(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "p", "document": {"Version": "2012-10-17", "Statement": list(statements)}, **more}


def level(*policies: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"target": "r-ab12", "policies": list(policies)}]


SCP_ARN = "arn:aws:organizations::777788889999:policy/o-exampleorgid/service_control_policy/p-examplepolicyid123"
ROLE = {"AWS": "arn:aws:iam::111111111111:role/app"}
BY_ROLE = {"request": {**GET, "principal": SESSION}, "resource_policy": policy(allow("s3:GetObject", Principal=ROLE))}
EC2 = {"principal": ALICE, "action": "ec2:RunInstances", "resource": "*"}
TARGET = "arn:aws:iam::111111111111:role/target"
ASSUME = {"principal": "arn:aws:iam::222222222222:user/bob", "action": "sts:AssumeRole", "resource": TARGET}
FOREIGN = {**GET, "resource_account": "222222222222"}
EVERYTHING = policy(allow("*"))

TABLE = {
    "X1": ({"request": GET}, BY_ALICE + "because no identity-based policy allows the s3:GetObject action"),
    "X2": (
        {"request": GET, "identity_policies": [policy(allow("*"), deny("s3:*"))]},
        BY_ALICE + "with an explicit deny in an identity-based policy",
    ),
    "X3": (
        {**BY_ROLE, "permissions_boundary": policy(allow("ec2:*"))},
        BY_SESSION + "because no permissions boundary allows the s3:GetObject action",
    ),
    "X4": (
        {**BY_ROLE, "session_policies": [policy(allow("ec2:*"))]},
        BY_SESSION + "because no session policy allows the s3:GetObject action",
    ),
    "X5": (
        {"request": EC2, "identity_policies": [EVERYTHING], "scps": level(policy(allow("s3:*")))},
        f"User: {ALICE} is not authorized to perform: ec2:RunInstances "
        "because no service control policy allows the ec2:RunInstances action",
    ),
    "X6": (
        {
            "request": GET,
            "identity_policies": [EVERYTHING],
            "scps": level(EVERYTHING, policy(deny("s3:*"), arn=SCP_ARN)),
        },
        BY_ALICE + f"with an explicit deny in a service control policy: {SCP_ARN}",
    ),
    "X7": (
        {
            "request": GET,
            "identity_policies": [EVERYTHING],
            "rcps": level(policy(deny("s3:GetObject", Principal="*"))),
        },
        BY_ALICE + "with an explicit deny in a resource control policy",
    ),
    "X8": (
        {"request": ASSUME, "identity_policies": [EVERYTHING], "resource_policy": policy()},
        f"User: {ASSUME['principal']} is not authorized to perform: sts:AssumeRole on resource: {TARGET} "
        "because no role trust policy allows the sts:AssumeRole action",
    ),
    "X9": (
        {
            "request": GET,
            "identity_policies": [EVERYTHING],
            "vpc_endpoint_policy": policy(allow("s3:PutObject", Principal="*")),
        },
        BY_ALICE + "because no VPC endpoint policy allows the s3:GetObject action",
    ),
    "X10": (
        {"request": FOREIGN, "identity_policies": [EVERYTHING]},
        BY_ALICE + "because no resource-based policy allows the s3:GetObject action",
    ),
    "E8 explicit": (
        {
            "request": ASSUME,
            "identity_policies": [EVERYTHING],
            "resource_policy": policy({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}),
        },
        f"User: {ASSUME['principal']} is not authorized to perform: sts:AssumeRole on resource: {TARGET} "
        "with an explicit deny in the role trust policy",
    ),
    "E10 not for resource policies": (
        {"request": GET, "resource_policy": policy(deny("s3:*", Principal="*"), arn="arn:aws:s3:::bk")},
        BY_ALICE + "with an explicit deny in a resource-based policy",
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_the_message_is_aws_own(name: str) -> None:
    case, expected = TABLE[name]
    assert answer(read_case(case))["message"] == expected


def test_an_allow_has_no_message() -> None:
    assert answer(read_case({"request": GET, "identity_policies": [EVERYTHING]}))["message"] is None


CALLERS = {
    ALICE: "because no identity-based policy allows the s3:GetObject action",
    SESSION: "because no identity-based policy allows the s3:GetObject action",
    "arn:aws:sts::111111111111:federated-user/fay": "because no identity-based policy allows the s3:GetObject action",
    "cloudtrail.amazonaws.com": "because no resource-based policy allows the s3:GetObject action",
    "anonymous": "because no resource-based policy allows the s3:GetObject action",
    "accounts.google.com": "because no resource-based policy allows the s3:GetObject action",
    "arn:aws:iam::111111111111:saml-provider/Idp": "because no resource-based policy allows the s3:GetObject action",
}


@pytest.mark.parametrize(("principal", "reason"), CALLERS.items())
def test_the_message_names_each_kind_of_caller(principal: str, reason: str) -> None:
    request = {**GET, "principal": principal, "resource_account": "111111111111"}
    found = answer(read_case({"request": request}))["message"]
    assert found == f"User: {principal} is not authorized to perform: s3:GetObject on resource: {OBJECT} {reason}"


def test_a_root_user_is_named_by_its_account() -> None:
    root = "arn:aws:iam::111111111111:root"
    case = {"request": {**GET, "principal": root}, "resource_policy": policy(deny("s3:*", Principal="*"))}
    expected = f"User: {root} is not authorized to perform: s3:GetObject on resource: {OBJECT} "
    assert answer(read_case(case))["message"] == expected + "with an explicit deny in a resource-based policy"


def test_a_rule_of_credentials_gives_no_reason() -> None:
    request = {"principal": SESSION, "action": "sts:GetSessionToken", "resource": "*"}
    found = answer(read_case({"request": request, "identity_policies": [EVERYTHING]}))
    assert found["decided_by"] == "service"
    assert found["message"] == f"User: {SESSION} is not authorized to perform: sts:GetSessionToken"
