"""Resource control policies: services are callers, too, and a Deny that forgets them stops them (D65)."""

from collections.abc import Iterator

from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on, has_key
from iamlab.engine.policy.documents import ConditionClause, Effect, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType

_RCP = (PolicyKind.RCP,)
_CALLERS = (
    "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/",
)  # fmt: skip
_SOURCES = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")


def _excluding(statement: Statement, *keys: str) -> list[ConditionClause]:
    """The conditions of a Deny that spare listed values of some keys, and so deny where the key is missing."""
    if statement.effect is Effect.ALLOW:
        return []
    return [clause for clause in clauses_on(statement, *keys) if clause.operator.negated]


@check(FindingType.WARNING, _RCP)
def rcp_missing_related_principal_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Deny spares callers by account or organization, and forgets that services have neither.

    Services call your resources as themselves, without these keys, and a negated operator is true then (O3).

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
      "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorgid"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
      }
    }]}
    ```
    """
    if not has_key(statement, "aws:principalisawsservice"):
        for clause in _excluding(statement, *_CALLERS):
            help = 'Add `"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}`.'
            yield Hint(clause.path, f"services have no `{clause.key}`, and this denies them", help, at_name=True)


@check(FindingType.WARNING, _RCP)
def rcp_missing_related_service_principal_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Deny spares sources by account or organization, and forgets that people have none.

    Only requests of services carry a source. Everybody else is denied, unless the statement is about services.

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:SourceOrgID": "o-exampleorgid"}}
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-exampleorgid"},
        "Null": {"aws:SourceAccount": "false"},
        "Bool": {"aws:PrincipalIsAWSService": "true"}
      }
    }]}
    ```
    """
    if not has_key(statement, "aws:principalisawsservice"):
        for clause in _excluding(statement, *_SOURCES):
            help = 'Add `"Bool": {"aws:PrincipalIsAWSService": "true"}`.'
            yield Hint(
                clause.path, f"only services have `{clause.key}`, and this denies all others", help, at_name=True
            )


@check(FindingType.WARNING, _RCP)
def rcp_missing_service_condition_key_null_check(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Deny spares sources by account or organization, and forgets calls of services without a source.

    A service does not always act for a resource. With `Null` the Deny is about calls that do name one.

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:SourceOrgID": "o-exampleorgid"},
        "Bool": {"aws:PrincipalIsAWSService": "true"}
      }
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:SourceOrgID": "o-exampleorgid"},
        "Bool": {"aws:PrincipalIsAWSService": "true"},
        "Null": {"aws:SourceAccount": "false"}
      }
    }]}
    ```
    """
    if not any(clause.operator.family is Family.NULL for clause in clauses_on(statement, *_SOURCES)):
        for clause in _excluding(statement, *_SOURCES):
            help = 'Add `"Null": {"aws:SourceAccount": "false"}`.'
            yield Hint(clause.path, f"calls of services without `{clause.key}` are denied, too", help, at_name=True)
