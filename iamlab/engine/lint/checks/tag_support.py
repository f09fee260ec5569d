"""Conditions on the tags of resources, for services whose requests do not carry them (C4)."""

from collections.abc import Iterator

from iamlab.engine.catalog import service
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on
from iamlab.engine.policy.documents import Effect, Statement
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_TAG = "aws:resourcetag/"


def _without_tags(statement: Statement) -> list[str]:
    """Prefixes of the named services of which no action can be decided by the tags of its resource."""
    prefixes = {value.partition(":")[0].lower() for value in statement.action.values}
    services = filter(None, map(service, sorted(prefixes)))
    return [found.prefix for found in services if "aws:resourcetag/${tagkey}" not in found.condition_keys]


def _unsupported_tag(statement: Statement, effect: Effect, *, negated: bool) -> Iterator[Hint]:
    if statement.effect is not effect or statement.action.negated is not negated:
        return
    for clause in clauses_on(statement, _TAG):
        if clause.operator.if_exists:
            continue
        if negated:
            message = "`NotAction` takes in services that do not know the tags of resources"
            help = "List the actions of services that do, under `Action`."
            yield Hint(clause.path, message, help, at_name=True)
        elif without := _without_tags(statement):
            listed = ", ".join(map(in_backticks, without))
            message = f"no request to {listed} carries the tags of its resource"
            help = "Move these actions to a statement of their own, without this condition."
            yield Hint(clause.path, message, help, at_name=True)


@check(FindingType.SECURITY_WARNING)
def deny_with_unsupported_tag_condition_key_for_service(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Deny looks at the tags of resources, for a service that does not give them.

    Such a Deny never denies anything there (C4), and somebody relies on it.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": ["ec2:*", "sts:Get*", "pricing:*"], "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/stage": "prod"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "ec2:*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/stage": "prod"}}
    }]}
    ```
    """
    return _unsupported_tag(statement, Effect.DENY, negated=False)


@check(FindingType.SECURITY_WARNING)
def deny_notaction_with_unsupported_tag_condition_key_for_service(
    statement: Statement, subject: Subject
) -> Iterator[Hint]:
    """A Deny with NotAction looks at the tags of resources, and takes in services that do not give them.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "NotAction": "ec2:Describe*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/stage": "prod"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": ["ec2:Terminate*", "ec2:Stop*"], "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/stage": "prod"}}
    }]}
    ```
    """
    return _unsupported_tag(statement, Effect.DENY, negated=True)


@check(FindingType.SUGGESTION)
def allow_with_unsupported_tag_condition_key_for_service(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An Allow looks at the tags of resources, for a service that does not give them.

    Nothing of that service is allowed by the statement (C4).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["ec2:StartInstances", "pricing:GetProducts"], "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    }]}
    ```
    """
    return _unsupported_tag(statement, Effect.ALLOW, negated=False)


@check(FindingType.SUGGESTION)
def allow_notaction_with_unsupported_tag_condition_key_for_service(
    statement: Statement, subject: Subject
) -> Iterator[Hint]:
    """An Allow with NotAction looks at the tags of resources, and takes in services that do not give them.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotAction": "iam:*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    }]}
    ```
    """
    return _unsupported_tag(statement, Effect.ALLOW, negated=True)
