"""Policies that sit on a resource, and what is out of their reach."""

from collections.abc import Iterator

from iamlab.engine.arn import parse_arn
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, places, services_of
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks


@check(FindingType.ERROR, (PolicyKind.KEY,))
def unsupported_action_in_policy(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An action that the policy's resource has nothing to do with.

    A key policy decides requests to its key, and a trust policy who takes on its role: other actions never come there.

    ```json fails key
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["kms:*", "s3:GetObject"], "Resource": "*"
    }]}
    ```

    ```json passes key
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:Decrypt", "Resource": "*"
    }]}
    ```
    """
    if not statement.action.negated:
        for path, value in places(statement.action):
            if ":" in value and value.partition(":")[0].lower() != "kms":
                message = f"{in_backticks(value)} has no place in a key policy"
                yield Hint(path, message, "List actions of KMS only.")


@check(FindingType.ERROR, (PolicyKind.RESOURCE, PolicyKind.KEY))
def unsupported_resource_arn_in_policy(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An ARN of another service than the actions have, in a policy that sits on a resource.

    The policy is about its own resource and what is in it. Permissions for others belong to their policies.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:eu-west-1:111122223333:orders"]
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    services = {"kms"} if subject.kind is PolicyKind.KEY else services_of(statement)
    for path, value in places(statement.resource) if statement.resource and services else ():
        arn = parse_arn(value)
        if arn and arn.service and "*" not in arn.service and arn.service not in services:
            message = f"{in_backticks(value)} is not the resource that this policy sits on"
            yield Hint(path, message, "Name the policy's own resource, or `*` where that is the custom.")
