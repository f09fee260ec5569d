"""Limits that service control policies had until September 2025 (G24). They are checked on request only."""

from collections.abc import Iterator

from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_wildcard, places
from iamlab.engine.policy.documents import Effect, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_SCP = (PolicyKind.SCP,)
_SINCE = "Leave it where your partition has the full language, as AWS's own and GovCloud have since September 2025."


@check(FindingType.ERROR, _SCP, obsolete=True)
def scp_syntax_error_action_wildcard(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard inside an action's name.

    It had to be the last character until September 2025.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "ec2:*Instances", "Resource": "*"
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "ec2:Run*", "Resource": "*"
    }]}
    ```
    """
    for path, value in places(statement.action):
        if has_wildcard(value[:-1]):
            yield Hint(path, f"{in_backticks(value)} has a wildcard before its end", _SINCE)


@check(FindingType.ERROR, _SCP, obsolete=True)
def scp_syntax_error_allow_condition(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An Allow with a Condition.

    Only Deny could have one until September 2025.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}
    }]}
    ```
    """
    if statement.effect is Effect.ALLOW and statement.conditions:
        yield Hint(f"{statement.path}/Condition", "an Allow had no `Condition`", _SINCE, at_name=True)


@check(FindingType.ERROR, _SCP, obsolete=True)
def scp_syntax_error_allow_notaction(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An Allow with NotAction.

    Only Deny could have it until September 2025.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "organizations:*", "Resource": "*"
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "NotAction": "s3:*", "Resource": "*"
    }]}
    ```
    """
    if statement.effect is Effect.ALLOW and statement.action.negated:
        yield Hint(statement.action.path, "an Allow had no `NotAction`", _SINCE, at_name=True)


@check(FindingType.ERROR, _SCP, obsolete=True)
def scp_syntax_error_allow_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An Allow for some resources only.

    It had to be for all until September 2025.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """
    resource = statement.resource
    if statement.effect is Effect.ALLOW and resource and resource.values != ("*",):
        yield Hint(resource.path, "an Allow was for `*` only", _SINCE)


@check(FindingType.ERROR, _SCP, obsolete=True)
def scp_syntax_error_notresource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """NotResource in a service control policy.

    It was not known there until September 2025.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:DeleteObject", "NotResource": "arn:aws:s3:::scratch/*"
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    if statement.resource and statement.resource.negated:
        yield Hint(statement.resource.path, "there was no `NotResource`", _SINCE, at_name=True)
