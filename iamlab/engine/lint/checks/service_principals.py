"""AWS services as principals of resource policies."""

from collections.abc import Iterator

from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on, has_key
from iamlab.engine.policy.documents import Effect, PrincipalEntry, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_ON_RESOURCES = (PolicyKind.RESOURCE, PolicyKind.KEY)
_SOURCES = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
_OF_CALLERS = (
    "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/",
    "aws:username",
)  # fmt: skip


def _services(statement: Statement) -> list[PrincipalEntry]:
    """The services that a statement allows something to."""
    element = statement.principal
    if statement.effect is Effect.DENY or element is None or element.negated:
        return []
    return [entry for entry in element.entries if entry.key == "Service"]


@check(FindingType.SECURITY_WARNING, _ON_RESOURCES)
def restrict_access_to_service_principal(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A service may act on the resource, on behalf of whoever asks it to.

    Everybody can use an AWS service. Without a condition on the source, a stranger can have the service act on your
    resource for them: the confused deputy.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
      "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders"}}
    }]}
    ```
    """
    if not has_key(statement, *_SOURCES):
        for entry in _services(statement):
            message = f"{in_backticks(entry.value)} may do this for any account"
            yield Hint(entry.path, message, "Add a condition on `aws:SourceArn` or `aws:SourceAccount`.")


@check(FindingType.SUGGESTION, _ON_RESOURCES)
def recommended_condition_key_for_service_principal(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A service as principal, narrowed by `aws:Referer`.

    Some services put the account they act for into that header, from the time before `aws:SourceAccount`. The newer
    keys say what they are, and callers cannot write them.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::mail/*", "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::mail/*", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}
    }]}
    ```
    """
    if _services(statement):
        for clause in clauses_on(statement, "aws:referer"):
            message = "for a service as principal there are keys made for this"
            yield Hint(clause.path, message, "Use `aws:SourceAccount` or `aws:SourceArn`.", at_name=True)


@check(FindingType.ERROR, _ON_RESOURCES)
def unsupported_condition_key_for_service_principal(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A service as principal, and a condition on whom the caller belongs to.

    A service belongs to no account and no organization: its requests have no such keys (C18), so the condition is
    never true.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-exampleorgid"}}
    }]}
    ```
    """
    if _services(statement):
        for clause in clauses_on(statement, *_OF_CALLERS):
            operator = clause.operator
            if not operator.negated and not operator.if_exists and operator.family is not Family.NULL:
                message = f"requests of a service do not have `{clause.key}`"
                help = "Ask about the source: `aws:SourceOrgID`, `aws:SourceAccount` or `aws:SourceArn`."
                yield Hint(clause.path, message, help, at_name=True)
