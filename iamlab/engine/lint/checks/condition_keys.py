"""Condition keys that AWS does not have."""

from collections.abc import Iterator

from iamlab.engine.catalog import condition_key, global_condition_keys, service
from iamlab.engine.lint.fixes import Fix, rename_key
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject
from iamlab.engine.policy.documents import ConditionClause, Statement
from iamlab.engine.syntax.diagnostics import FindingType, closest, in_backticks

_PREFIXES_WITHOUT_SERVICE = frozenset(
    {"aws", "saml", "identitycenter", "catalog", "cognito-identity-auth", "cognito-identity-unauth"}
)
_TAGS = ("resourcetag", "requesttag", "principaltag")
_REPLACED = {"aws:arn": "aws:PrincipalArn"}


def _prefix(clause: ConditionClause) -> str:
    """The key's prefix in lower case; empty for a key that has none."""
    prefix, colon, name = clause.lookup_key.partition(":")
    return prefix if colon and name else ""


def _lacks_tag(clause: ConditionClause) -> bool:
    return clause.lookup_key.partition(":")[2].rstrip("/") in _TAGS


def _is_unknown(clause: ConditionClause, prefix: str) -> bool:
    """Whether a key with this prefix is not in the catalog, and no other check says so."""
    unlisted = condition_key(clause.key) is None and clause.lookup_key not in _REPLACED
    return _prefix(clause) == prefix and unlisted and not _lacks_tag(clause) and "${" not in clause.key


def _guess(clause: ConditionClause, names: Iterator[str]) -> tuple[str, Fix | None]:
    """Help and fix for a key that was perhaps mistyped."""
    guess = closest(clause.key, names)
    if guess is None:
        return "Look up the keys that the statement's actions have.", None
    return f"Write `{guess}`.", rename_key(clause.path, guess)


@check(FindingType.ERROR)
def invalid_condition_key_format(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition key that is not written as `service:key`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringEquals": {"username": "ana"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": "ana"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if not _prefix(clause):
            guess = closest(f"aws:{clause.key}", (key.name for key in global_condition_keys()))
            help = f"Write `{guess}`." if guess else "Write `service:key`, such as `aws:SourceIp` or `s3:prefix`."
            fix = rename_key(clause.path, guess) if guess else None
            yield Hint(clause.path, f"{in_backticks(clause.key)} is no condition key", help, at_name=True, fix=fix)


@check(FindingType.ERROR)
def invalid_global_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A key that begins with `aws:` and that AWS does not have.

    No request carries it: a condition that requires it is never true, and one that forbids it never helps (O3).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"Bool": {"aws:MultiFactorAuthPresents": "true"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if _is_unknown(clause, "aws"):
            help, fix = _guess(clause, (key.name for key in global_condition_keys()))
            message = f"{in_backticks(clause.key)} is no global condition key"
            yield Hint(clause.path, message, help, at_name=True, fix=fix)


@check(FindingType.ERROR)
def unsupported_global_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """The key `aws:ARN`, which requests do not carry.

    Ask `aws:PrincipalArn` who makes the request, and `aws:SourceArn` for which resource a service makes it.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/app"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if clause.lookup_key in _REPLACED:
            new = _REPLACED[clause.lookup_key]
            message = f"{in_backticks(clause.key)} is not supported"
            help = f"Write `{new}` for the caller, or `aws:SourceArn` for a service's resource."
            yield Hint(clause.path, message, help, at_name=True, fix=rename_key(clause.path, new))


@check(FindingType.ERROR)
def missing_tag_key_in_condition(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A key for tags without the tag's own key.

    Which tag is meant stands behind the slash, as in `aws:PrincipalTag/team`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/": "blue"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    }]}
    ```
    """
    for clause in statement.conditions:
        if _lacks_tag(clause):
            message = f"{in_backticks(clause.key)} does not say which tag"
            yield Hint(clause.path, message, f"Write `{clause.key.rstrip('/')}/` and the tag's key.", at_name=True)


@check(FindingType.ERROR)
def invalid_service(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition key with the prefix of no service.

    Keys of identity providers begin with the provider's address, all others with a service's prefix or with `aws`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"bucket:prefix": "home/*"}}
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
        prefix = _prefix(clause)
        if prefix and "." not in prefix and prefix not in _PREFIXES_WITHOUT_SERVICE and service(prefix) is None:
            message = f"{in_backticks(prefix)} is no service, so `{clause.key}` is no condition key"
            yield Hint(clause.path, message, "Use the service's prefix, or `aws` for a global key.", at_name=True)


@check(FindingType.ERROR)
def invalid_service_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition key that its service does not have.

    No request carries it: a condition that requires it is never true, and one that forbids it never helps (O3).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefixes": "home/*"}}
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
        prefix = _prefix(clause)
        found = service(prefix) if prefix else None
        if found and _is_unknown(clause, prefix):
            help, fix = _guess(clause, (key.name for key in found.condition_keys.values()))
            message = f"{in_backticks(clause.key)} is no condition key of {found.name}"
            yield Hint(clause.path, message, help, at_name=True, fix=fix)
