"""What is remarked at a field of a request that is decided all the same."""

import pytest
from django.test import Client

from iamlab.sandbox.bench import Asked
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.showing.field_remarks import field_remarks
from tests.sandbox.conftest import REPORT, ROLE


@pytest.mark.parametrize(
    ("action", "resource", "context", "field", "said"),
    [
        ("s3:FlyToMoon", REPORT, "", "action", "Amazon S3 has no action `FlyToMoon`"),
        ("s3:GetObjct", REPORT, "", "action", "Did you mean `s3:GetObject`?"),
        ("s4:GetObject", REPORT, "", "action", "AWS has no service `s4`"),
        ("ec2:RunInstances", REPORT, "", "action", "`ec2:RunInstances` is never asked about such a resource"),
        ("s3:ListAllMyBuckets", REPORT, "", "action", "It takes no resource: write `*`."),
        ("s3:ListBucket", REPORT, "", "action", "`s3:ListBucket` is never asked about such a resource"),
        ("s3:GetObject", REPORT, "<b>=1", "context", "AWS has no condition key `<b>`"),
        ("s3:GetObject", REPORT, "aws:SorceIp = 1", "context", "Did you mean `aws:SourceIp`?"),
        (
            "s3:GetObject",
            REPORT,
            "aws:SourceIp = banana",
            "context",
            "`aws:SourceIp` takes one IP address, and `banana`",
        ),
        ("s3:GetObject", REPORT, "aws:SourceIp = 10.0.0.0/8", "context", "one IP address, and `10.0.0.0/8`"),
        ("s3:GetObject", REPORT, "aws:CurrentTime = yesterday", "context", "takes a time, and `yesterday`"),
        ("s3:GetObject", REPORT, "aws:MultiFactorAuthPresent = maybe", "context", "`true` or `false`, and `maybe`"),
        ("s3:GetObject", REPORT, "aws:MultiFactorAuthAge = old", "context", "takes a number, and `old`"),
        ("s3:GetObject", REPORT, "aws:SourceArn = reports", "context", "takes an ARN, and `reports`"),
        ("s3:GetObject", REPORT, "aws:SourceIp = ::1\naws:SourceIp = ::2", "context", "stands 2 times"),
    ],
)
def test_what_aws_does_not_have_is_remarked(action: str, resource: str, context: str, field: str, said: str) -> None:
    assert said in " ".join(map(". ".join, field_remarks(Asked(action, resource, context))[field]))


@pytest.mark.parametrize(
    ("action", "resource", "context"),
    [
        ("s3:GetObject", REPORT, "aws:PrincipalTag/team = 1\ns3:prefix = a"),
        ("S3:getobject", REPORT, ""),
        ("s3:ListBucket", "arn:aws:s3:::reports", "aws:SourceIp = 203.0.113.24\naws:CurrentTime = 2026-12-24"),
        ("s3:GetObject", REPORT, "aws:TagKeys = a\naws:TagKeys = b\naws:EpochTime = 1\naws:SourceArn = arn:aws:s3:::x"),
        ("sts:AssumeRole", ROLE, ""),
        ("s3:ListAllMyBuckets", "*", ""),
        (
            "sts:AssumeRoleWithWebIdentity",
            ROLE,
            "token.actions.githubusercontent.com:aud = sts.amazonaws.com\ntoken.actions.githubusercontent.com:sub = x",
        ),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/x", "nonsense"),
    ],
)
def test_what_aws_has_is_not_remarked(action: str, resource: str, context: str) -> None:
    assert field_remarks(Asked(action, resource, context)) == {}


def test_an_unknown_action_is_decided_and_remarked_at_its_field(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = client.post(
        f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, "action": "s3:FlyToMoon"}, headers={"hx-request": "true"}
    )
    remark = answer.text.partition('id="action-remark"')[2].partition("</div>")[0]
    assert "<code>FlyToMoon</code>" in remark
    assert "Denied implicitly" in answer.text


def test_each_odd_circumstance_is_decided_and_remarked_at_its_field(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    odd = "aws:SourceIp = banana\naws:CurrentTime = yesterday\naws:SourceVpc = vpc-1\naws:SourceVpc = vpc-2"
    answer = client.post(
        f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, "context": odd}, headers={"hx-request": "true"}
    )
    remarks = answer.text.partition('id="context-remark"')[2].partition("</div>")[0]
    assert [word in remarks for word in ("banana", "yesterday", "stands 2 times")] == [True] * 3
    assert remarks.count("<p>") == 3
    assert "Denied implicitly" in answer.text
    assert "banana" in client.get(f"/sandboxes/{sandbox.pk}/").text.partition('id="context-remark"')[2]


def test_a_bucket_action_on_an_object_is_decided_and_remarked(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    answer = client.post(
        f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, "action": "s3:ListBucket"}, headers={"hx-request": "true"}
    )
    remark = answer.text.partition('id="action-remark"')[2].partition("</div>")[0]
    assert "It takes accesspoint, bucket." in remark
