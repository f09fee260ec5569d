"""Operators that do not fit the key, or the number and form of the values."""

from collections.abc import Iterator

from iamlab.engine.catalog import KeyType, condition_key
from iamlab.engine.lint.fixes import rename_operator
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import STRINGS, Subject, has_wildcard, value_places
from iamlab.engine.policy.documents import ConditionClause, Statement
from iamlab.engine.policy.operators import Family, Relation
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks
from iamlab.engine.syntax.json_node import locate

_FITTING = {
    KeyType.STRING: (*STRINGS, Family.ARN, Family.BINARY),
    KeyType.ARN: (*STRINGS, Family.ARN),
    KeyType.BOOL: (Family.BOOL, *STRINGS),
    KeyType.NUMERIC: (Family.NUMERIC,),
    KeyType.DATE: (Family.DATE,),
    KeyType.IP_ADDRESS: (Family.IP,),
}
_USUAL = {
    KeyType.STRING: "StringEquals",
    KeyType.ARN: "ArnLike",
    KeyType.BOOL: "Bool",
    KeyType.NUMERIC: "NumericEquals",
    KeyType.DATE: "DateLessThan",
    KeyType.IP_ADDRESS: "IpAddress",
}


@check(FindingType.ERROR)
def invalid_condition_multiple_boolean(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Several values for `Bool`.

    With both values the condition is true whenever the key is there, which `Null` says plainly.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": ["true", "false"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.operator.family is Family.BOOL and len(clause.values) > 1:
            yield Hint(clause.path, "`Bool` takes one value", "Write `true` or `false`.")


@check(FindingType.ERROR)
def invalid_condition_data_type(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Values of different JSON types for one key.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericEquals": {"s3:max-keys": ["10", 20]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericEquals": {"s3:max-keys": ["10", "20"]}}
    }]}
    ```
    """
    for clause in statement.conditions:
        node = locate(subject.tree, clause.path) if len(clause.values) > 1 else None
        if node and len({item.kind for item in node.items}) > 1:
            yield Hint(clause.path, "the values are of different types", "Write all of them in double quotes.")


def _orders_numbers(clause: ConditionClause) -> bool:
    return clause.operator.family is Family.NUMERIC and clause.operator.relation is not Relation.EQUAL


@check(FindingType.SUGGESTION)
def redundant_condition_value_num(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Several numbers, of which one decides.

    What is less than 10 or less than 20 is less than 20.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericLessThan": {"s3:max-keys": ["10", "20"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericLessThan": {"s3:max-keys": "20"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if _orders_numbers(clause) and len(clause.values) > 1:
            which = "greatest" if clause.operator.relation in (Relation.LESS, Relation.LESS_OR_EQUAL) else "least"
            yield Hint(clause.path, f"only the {which} of these numbers counts", f"Keep the {which} one.")


@check(FindingType.WARNING)
def type_mismatch(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An operator for values of another type than the key has.

    A date compared as text, or an address as a number, hardly ever matches.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        key, family = condition_key(clause.key), clause.operator.family
        is_epoch = clause.lookup_key == "aws:epochtime" and family is Family.NUMERIC
        if key and family not in (*_FITTING[key.type], Family.NULL) and not is_epoch:
            message = f"`{clause.key}` is of type {key.type}, and `{clause.operator.text}` is for another"
            yield Hint(clause.path, message, f"Use an operator such as `{_USUAL[key.type]}`.", at_name=True)


@check(FindingType.SECURITY_WARNING)
def string_like_operator_with_arn_condition_keys(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`StringLike` on a key whose values are ARNs.

    A `*` of `StringLike` runs over colons, so a pattern can match in a field that it was not written for (O20).
    `ArnLike` compares field by field.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        key = condition_key(clause.key)
        if key and key.type is KeyType.ARN and clause.operator.family is Family.STRING_LIKE:
            operator = clause.operator.text.replace("String", "Arn")
            message = f"`{clause.operator.text}` lets a `*` run over the colons of an ARN"
            yield Hint(clause.path, message, f"Write `{operator}`.", at_name=True)


@check(FindingType.WARNING)
def wildcard_without_like_operator(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A `*` or `?` in a value that is compared as it stands.

    `StringEquals` knows no wildcards: `home/*` is then that very text (O10).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringEquals": {"s3:prefix": "home/*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "home/*"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.operator.family not in (Family.STRING, Family.STRING_IGNORE_CASE):
            continue
        for path, value in value_places(clause):
            if has_wildcard(value):
                like = clause.operator.text.replace("IgnoreCase", "").replace("Equals", "Like")
                fix = rename_operator(clause.path, like) if clause.operator.family is Family.STRING else None
                message = f"{in_backticks(value)} is compared as it stands: `{clause.operator.text}` has no wildcards"
                yield Hint(path, message, f"Write `{like}`, or the value without wildcards.", fix=fix)
