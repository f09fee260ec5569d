"""`ForAllValues` and `ForAnyValue`: where they are missing, and where they have no place."""

from collections.abc import Iterator

from iamlab.engine.catalog import condition_key
from iamlab.engine.lint.fixes import rename_operator
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family, Quantifier
from iamlab.engine.syntax.diagnostics import FindingType


@check(FindingType.ERROR)
def missing_qualifier(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A key that can have several values, without `ForAllValues` or `ForAnyValue`.

    Whether one value has to fit or all of them is not said, and AWS does not document what happens (O36).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
      "Condition": {"StringEquals": {"aws:TagKeys": ["team", "stage"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
      "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team", "stage"]}}
    }]}
    ```
    """
    for clause in statement.conditions:
        key = condition_key(clause.key)
        if key and key.multivalued and not clause.operator.quantifier and clause.operator.family is not Family.NULL:
            # What the simulator takes such a condition to mean (O36).
            quantifier = Quantifier.ALL if clause.operator.negated else Quantifier.ANY
            fix = rename_operator(clause.path, f"{quantifier}:{clause.operator.text}")
            message = f"`{clause.key}` can have several values, and the operator does not say how many have to fit"
            help = "Put `ForAnyValue:` or `ForAllValues:` before the operator."
            yield Hint(clause.path, message, help, at_name=True, fix=fix)


@check(FindingType.SECURITY_WARNING)
def forallvalues_with_single_valued_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`ForAllValues` on a key that has one value at most.

    A request without the key passes: of no value at all, all fit (O30, O33). In an Allow that lets in whom the
    condition was to keep out.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        key = condition_key(clause.key)
        if key and not key.multivalued and clause.operator.quantifier is Quantifier.ALL:
            message = f"`{clause.key}` has one value at most, and without it `ForAllValues` is true"
            help = f"Write `{clause.operator.text.removeprefix('ForAllValues:')}`."
            yield Hint(clause.path, message, help, at_name=True)


@check(FindingType.SECURITY_WARNING, (PolicyKind.TRUST,))
def foranyvalue_with_audience_claim_type(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`ForAnyValue` on the audience of a token, which is one value.

    Providers put one audience into the key `:aud`. Compare it as such, so that the policy says what is checked.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"ForAnyValue:StringEquals": {"accounts.google.com:aud": "app-1"}}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringEquals": {"accounts.google.com:aud": "app-1"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.lookup_key.endswith(":aud") and clause.operator.quantifier is Quantifier.ANY:
            message = f"`{clause.key}` has one value"
            fix = rename_operator(clause.path, clause.operator.text.removeprefix("ForAnyValue:"))
            yield Hint(clause.path, message, "Leave `ForAnyValue:` out.", at_name=True, fix=fix)


@check(FindingType.SUGGESTION)
def null_with_qualifier(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`Null` with a set operator.

    `ForAllValues:Null` is always true and `ForAnyValue:Null` never (O37).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*",
      "Condition": {"ForAllValues:Null": {"aws:TagKeys": "true"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*",
      "Condition": {"Null": {"aws:TagKeys": "true"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.operator.family is Family.NULL and clause.operator.quantifier:
            outcome = "always" if clause.operator.quantifier is Quantifier.ALL else "never"
            message = f"`{clause.operator.text}` is {outcome} true"
            yield Hint(clause.path, message, "Write `Null`.", fix=rename_operator(clause.path, "Null"))
