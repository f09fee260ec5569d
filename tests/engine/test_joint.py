"""Several decisions of one call."""

import pytest

from iamlab.engine import Decision, Evaluation, JointEvaluation, evaluate, read_case

ANA = "arn:aws:iam::111122223333:user/ana"


def of(*effects: str) -> Evaluation:
    """A decision that statements of these effects make."""
    statements = [{"Effect": effect, "Action": "ec2:RunInstances", "Resource": "*"} for effect in effects]
    resource = "arn:aws:ec2:us-east-1:111122223333:instance/*"
    request = {"principal": ANA, "action": "ec2:RunInstances", "resource": resource}
    document = {"Version": "2012-10-17", "Statement": statements}
    return evaluate(read_case({"request": request, "identity_policies": [{"name": "p", "document": document}]}))


ALLOWED, SILENT, DENIED = of("Allow"), of(), of("Allow", "Deny")


@pytest.mark.parametrize(
    ("parts", "decision"),
    [
        ((ALLOWED, ALLOWED), Decision.ALLOW),
        ((ALLOWED, SILENT), Decision.IMPLICIT_DENY),
        ((SILENT, DENIED, ALLOWED), Decision.EXPLICIT_DENY),
        ((), Decision.ALLOW),
    ],
)
def test_a_call_is_allowed_only_if_all_its_parts_are(parts: tuple[Evaluation, ...], decision: Decision) -> None:
    joint = JointEvaluation(parts)
    assert joint.decision is decision
    assert joint.allowed is (decision is Decision.ALLOW)
    assert joint.in_the_way == tuple(part for part in parts if part is not ALLOWED)
