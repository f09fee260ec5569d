"""Statements and conditions that change nothing."""

from collections.abc import Iterator

from iamlab.engine.lint.overlap import covers
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject
from iamlab.engine.policy.documents import ConditionClause, PatternElement, Statement
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType


def _conditions(statement: Statement) -> frozenset[tuple[str, str, tuple[str, ...]]]:
    return frozenset((each.operator.text, each.lookup_key, each.values) for each in statement.conditions)


def _principals(statement: Statement) -> tuple[str, frozenset[tuple[str, str]]] | None:
    element = statement.principal
    return (element.name, frozenset((entry.key, entry.value) for entry in element.entries)) if element else None


def _element_covers(element: PatternElement | None, other: PatternElement | None, *, ignore_case: bool) -> bool:
    if element is None or other is None:
        return element is other
    if element.negated or other.negated:
        return element.name == other.name and set(element.values) == set(other.values)
    return bool(other.values) and all(
        any(covers(pattern, value, ignore_case=ignore_case) for pattern in element.values) for value in other.values
    )


def _covers(statement: Statement, other: Statement) -> bool:
    """Whether `other` applies only where `statement` applies, too, with the same effect."""
    return (
        statement.effect is other.effect
        and _element_covers(statement.resource, other.resource, ignore_case=False)
        and _element_covers(statement.action, other.action, ignore_case=True)
        and _principals(statement) == _principals(other)
        and _conditions(statement) == _conditions(other)
    )


@check(FindingType.SUGGESTION)
def redundant_statement(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A statement about requests that another statement with the same effect is about, too.

    It changes no decision, and who reads the policy looks for a difference.

    ```json fails
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"},
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/2026/*"}
    ]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"},
      {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/payroll/*"}
    ]}
    ```
    """
    for other in subject.document.statements:
        if other is statement or not _covers(other, statement):
            continue
        if other.index < statement.index or not _covers(statement, other):
            message = f"statement {other.index + 1} covers this one"
            yield Hint(statement.path, message, "Remove it, or the other one.", related=(other.path,))
            return


def _takes_any(clause: ConditionClause, *, negated: bool) -> bool:
    is_like = clause.operator.family is Family.STRING_LIKE and clause.operator.negated is negated
    return is_like and "*" in clause.values


@check(FindingType.SUGGESTION)
def redundant_key_due_to_wildcard_in_condition(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition that is true for every value.

    `StringLike` with `*` asks at most whether the key is there, and `Null` asks that in plain words.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"Null": {"s3:prefix": "false"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if _takes_any(clause, negated=False):
            help = f'Remove it, or write `"Null": {{"{clause.key}": "false"}}` if the key has to be there.'
            yield Hint(clause.path, f"every value of `{clause.key}` matches `*`", help)


@check(FindingType.SUGGESTION)
def redundant_statement_due_to_wildcard_in_condition(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition that is true for no value, so that the statement hardly ever applies.

    `StringNotLike` with `*` leaves requests without the key (O3), and `Null` asks for those in plain words.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"StringNotLike": {"aws:PrincipalTag/team": "*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"Null": {"aws:PrincipalTag/team": "true"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if _takes_any(clause, negated=True):
            help = f'Remove the statement, or write `"Null": {{"{clause.key}": "true"}}` if the key must not be there.'
            yield Hint(clause.path, f"no value of `{clause.key}` is unlike `*`", help)
