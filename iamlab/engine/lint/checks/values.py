"""Values that do not have the form of their operator or of their key."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from iamlab.engine.conditions import date, numeric
from iamlab.engine.lint.fixes import replace_value
from iamlab.engine.lint.overlap import overlap
from iamlab.engine.lint.regions import REGIONS
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import STRINGS, Subject, clauses_on, has_wildcard, value_places
from iamlab.engine.policy.documents import Statement
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, closest, in_backticks
from iamlab.engine.syntax.json_node import locate

_COMPLETE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2}))?")
_KMS_KEY = re.compile(r"arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")
_KMS_NAMES = ("aws-kms-key-id", "kmskeyarn")


def _values(statement: Statement, *families: Family) -> Iterator[tuple[str, str]]:
    """Path and text of each value of the operators of some families, except those with a variable."""
    for clause in statement.conditions:
        if clause.operator.family in families:
            yield from (place for place in value_places(clause) if "${" not in place[1])


@check(FindingType.WARNING)
def type_mismatch_boolean(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of `Bool` or `Null` that is neither true nor false.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "yes"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}
    }]}
    ```
    """
    for path, value in _values(statement, Family.BOOL, Family.NULL):
        if value.lower() not in ("true", "false"):
            yield Hint(path, f"{in_backticks(value)} is neither true nor false", 'Write `"true"` or `"false"`.')


@check(FindingType.WARNING)
def type_mismatch_number(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of a Numeric operator that is no number.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericLessThanEquals": {"s3:max-keys": "ten"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"NumericLessThanEquals": {"s3:max-keys": "10"}}
    }]}
    ```
    """
    for path, value in _values(statement, Family.NUMERIC):
        if numeric.parse(value) is None:
            yield Hint(path, f"{in_backticks(value)} is no number", "Write digits, with a point where needed.")


@check(FindingType.WARNING)
def type_mismatch_date(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of a Date operator that is no date.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"DateLessThan": {"aws:CurrentTime": "1 July 2027"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"DateLessThan": {"aws:CurrentTime": "2027-07-01T00:00:00Z"}}
    }]}
    ```
    """
    for path, value in _values(statement, Family.DATE):
        if date.parse(value) is None:
            yield Hint(path, f"{in_backticks(value)} is no date", "Write it like `2027-07-01T00:00:00Z`.")


@check(FindingType.WARNING)
def invalid_date_value(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A date as a number of seconds, or one that is not complete.

    Nobody reads the seconds since 1970, and AWS warns that they may not be the moment that you expect. A date such as
    `2027-07-01` is complete; with a time it needs a time zone too. Under `aws:EpochTime`, which holds such a number,
    one is left alone.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"DateLessThan": {"aws:CurrentTime": "1814400000"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"DateLessThan": {"aws:CurrentTime": "2027-07-01"}}
    }]}
    ```
    """
    in_seconds = {path for clause in clauses_on(statement, "aws:epochtime") for path, _ in value_places(clause)}
    for path, value in _values(statement, Family.DATE):
        if path not in in_seconds and date.parse(value) is not None and not _COMPLETE_DATE.fullmatch(value):
            help = "Write a complete date, such as `2027-07-01` or `2027-07-01T00:00:00Z`."
            yield Hint(path, f"{in_backticks(value)} may not be the date that you expect", help)


@check(FindingType.WARNING)
def type_mismatch_string(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A number or a truth value for an operator that compares text, or text that is not base64 for `BinaryEquals`.

    AWS takes it as text. In double quotes it says what is compared.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalAccount": 111122223333}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}
    }]}
    ```
    """
    for path, value in _values(statement, *STRINGS):
        node = locate(subject.tree, path)
        if node and node.kind != "string":
            message = f"{in_backticks(value)} is compared as text"
            yield Hint(path, message, "Put it in double quotes.", fix=replace_value(path, value))
    for path, value in _values(statement, Family.BINARY):
        if not _is_base64(value):
            yield Hint(path, f"{in_backticks(value)} is not base64", "Write the bytes in base64.")


def _is_base64(text: str) -> bool:
    try:
        b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _of_key(statement: Statement, key: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Path and text of each value of a text condition on a key that does not have the form of its values."""
    for clause in clauses_on(statement, key):
        if clause.operator.family in STRINGS:
            for path, value in value_places(clause):
                if "${" not in value and not fits(value):
                    yield path, value


@check(FindingType.ERROR)
def invalid_region(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Region in a condition that AWS does not have.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-centrall-1"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}
    }]}
    ```
    """
    for path, value in _of_key(statement, "aws:requestedregion", _is_region):
        guess = closest(value, sorted(REGIONS))
        help = f"Write `{guess}`." if guess else "Write a Region such as `eu-west-1`."
        yield Hint(path, f"{in_backticks(value)} is no Region", help, fix=replace_value(path, guess) if guess else None)


def _is_region(value: str) -> bool:
    return value in REGIONS or (has_wildcard(value) and any(overlap(value, region) for region in REGIONS))


def _has_id(prefix: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"{prefix}-([0-9a-z]{{8}}|[0-9a-z]{{17}})")
    return lambda value: has_wildcard(value) or pattern.fullmatch(value) is not None


@check(FindingType.ERROR)
def invalid_vpc_format(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of `aws:SourceVpc` that is no id of a VPC.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceVpc": "office-vpc"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d4e5f67890"}}
    }]}
    ```
    """
    for path, value in _of_key(statement, "aws:sourcevpc", _has_id("vpc")):
        help = "Write `vpc-` and the 8 or 17 characters of its id."
        yield Hint(path, f"{in_backticks(value)} is no id of a VPC", help)


@check(FindingType.ERROR)
def invalid_vpce_format(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of `aws:SourceVpce` that is no id of a VPC endpoint.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceVpce": "vpc-0a1b2c3d4e5f67890"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}
    }]}
    ```
    """
    for path, value in _of_key(statement, "aws:sourcevpce", _has_id("vpce")):
        help = "Write `vpce-` and the 8 or 17 characters of its id."
        yield Hint(path, f"{in_backticks(value)} is no id of a VPC endpoint", help)


@check(FindingType.ERROR)
def invalid_kms_key_value(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition on the key of encryption that does not name a key by its ARN.

    Requests carry the ARN of the key, also where the caller gave an id or an alias.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
      "Condition": {"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/reports"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
      "Condition": {"ArnEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.lookup_key.endswith(_KMS_NAMES) and clause.operator.family in (*STRINGS, Family.ARN):
            for path, value in value_places(clause):
                if "${" not in value and not has_wildcard(value) and not _KMS_KEY.fullmatch(value):
                    help = "Write `arn:aws:kms:region:account:key/id`."
                    yield Hint(path, f"{in_backticks(value)} is no ARN of a KMS key", help)
