"""iam:CreateServiceLinkedRole reachable for every service.

The six checks differ in the shape by which the permission is reached.
"""

from collections.abc import Iterator

from iamlab.engine.lint.broad_grants import grant_shape, hint
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_key
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType

_GRANTS = (PolicyKind.IDENTITY, PolicyKind.SESSION)
_HELP = "Name the role by the service's path, or add a condition on `iam:AWSServiceName`."


def _find(statement: Statement, action: str, resource: str) -> Iterator[Hint]:
    silenced = has_key(statement, "iam:awsservicename")
    if not silenced and grant_shape(statement, "iam:CreateServiceLinkedRole") == (action, resource):
        yield hint(statement, "a service-linked role can be created for any service", _HELP)


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_star_in_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`iam:CreateServiceLinkedRole` on everything.

    A service-linked role gives a service permissions in the account. Name the role, by the service's path, so that not
    every service gets one.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
      "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    }]}
    ```
    """
    return _find(statement, "named", "star")


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_star_in_action_and_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in Action takes in `iam:CreateServiceLinkedRole`, on everything.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:Create*", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["iam:CreateUser", "iam:CreateGroup"], "Resource": "*"
    }]}
    ```
    """
    return _find(statement, "star", "star")


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_star_in_resource_and_not_action(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """NotAction leaves `iam:CreateServiceLinkedRole` in, on everything.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "s3:*", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "Resource": "*"
    }]}
    ```
    """
    return _find(statement, "not", "star")


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`iam:CreateServiceLinkedRole` on everything but some resources.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
      "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/*"
    }]}
    ```
    """
    return _find(statement, "named", "not")


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_star_in_action_and_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in Action takes in `iam:CreateServiceLinkedRole`, on everything but some resources.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:Create*", "NotResource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:Get*", "NotResource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```
    """
    return _find(statement, "star", "not")


@check(FindingType.WARNING, _GRANTS)
def create_slr_with_not_action_and_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """NotAction leaves `iam:CreateServiceLinkedRole` in, on everything but some resources.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "NotResource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```
    """
    return _find(statement, "not", "not")
