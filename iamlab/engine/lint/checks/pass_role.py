"""iam:PassRole reachable for every role.

Who may pass a role to a service can act with that role's permissions through the service, so the roles should be
named. The six checks differ in the shape by which the permission is reached.
"""

from collections.abc import Iterator

from iamlab.engine.lint.broad_grants import grant_shape, hint
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_key
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType

_GRANTS = (PolicyKind.IDENTITY, PolicyKind.SESSION)
_HELP = "Name the roles that may be passed, and add a condition on `iam:PassedToService`."


def _find(statement: Statement, action: str, resource: str) -> Iterator[Hint]:
    silenced = resource == "star" and has_key(statement, "iam:passedtoservice")
    if not silenced and grant_shape(statement, "iam:PassRole") == (action, resource):
        yield hint(statement, "any role can be passed to any service", _HELP)


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_star_in_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`iam:PassRole` on all roles.

    Passing an administrator's role to an instance of one's own makes one an administrator. Name the roles, or at least
    the service that they may be passed to: with a condition on `iam:PassedToService` the remark is gone.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
      "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    }]}
    ```
    """
    return _find(statement, "named", "star")


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_star_in_action_and_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in Action takes in `iam:PassRole`, on all roles.

    Passing a role was perhaps not meant at all: `iam:*` has it among some hundred other actions.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:*", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"
    }]}
    ```
    """
    return _find(statement, "star", "star")


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_star_in_resource_and_not_action(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """NotAction leaves `iam:PassRole` in, on all roles.

    `NotAction` with `Allow` grants every action that it does not list, of all services (M4).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "organizations:*", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": ["organizations:*", "iam:*"], "Resource": "*"
    }]}
    ```
    """
    return _find(statement, "not", "star")


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`iam:PassRole` on all roles but some.

    The roles that are made tomorrow are not on the list, and can be passed.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/admin"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```
    """
    return _find(statement, "named", "not")


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_star_in_action_and_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in Action takes in `iam:PassRole`, on all roles but some.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:*", "NotResource": "arn:aws:iam::111122223333:role/admin"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:Get*", "NotResource": "arn:aws:iam::111122223333:role/admin"
    }]}
    ```
    """
    return _find(statement, "star", "not")


@check(FindingType.SECURITY_WARNING, _GRANTS)
def pass_role_with_not_action_and_not_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """NotAction leaves `iam:PassRole` in, on all roles but some.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/admin"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "NotResource": "arn:aws:iam::111122223333:role/admin"
    }]}
    ```
    """
    return _find(statement, "not", "not")
