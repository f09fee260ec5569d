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
        ("s3:GetObject", REPORT, "<b>=1", "context", "AWS has no condition key `<b>`"),
        ("s3:GetObject", REPORT, "aws:SorceIp = 1", "context", "Did you mean `aws:SourceIp`?"),
    ],
)
def test_what_aws_does_not_have_is_remarked(action: str, resource: str, context: str, field: str, said: str) -> None:
    assert said in ". ".join(field_remarks(Asked(action, resource, context))[field])


@pytest.mark.parametrize(
    ("action", "resource", "context"),
    [
        ("s3:GetObject", REPORT, "aws:PrincipalTag/team = 1\ns3:prefix = a"),
        ("S3:getobject", REPORT, ""),
        ("sts:AssumeRole", ROLE, ""),
        ("s3:ListAllMyBuckets", "*", ""),
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
