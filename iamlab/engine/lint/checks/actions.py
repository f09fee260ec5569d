"""Actions that no service has, and patterns that add nothing."""

from collections.abc import Iterator

from iamlab.engine.catalog import expand_action, service, service_prefixes
from iamlab.engine.lint.fixes import remove_item, replace_value
from iamlab.engine.lint.overlap import redundant
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_wildcard, places
from iamlab.engine.policy.documents import Statement
from iamlab.engine.syntax.diagnostics import FindingType, closest, in_backticks


@check(FindingType.ERROR)
def invalid_action(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An action that its service does not have, or a pattern that covers none of the service's actions.

    IAM saves such a policy without a word, and the permission is never used: names of API operations and names of
    actions differ in places. Listing a bucket is `s3:ListBucket`, although the operation is called ListObjects.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListObjects", "Resource": "arn:aws:s3:::reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """
    for path, value in places(statement.action):
        prefix, colon, name = value.partition(":")
        found = service(prefix) if colon else None
        if found is None or expand_action(value):
            continue
        guess = None if has_wildcard(name) else closest(name, (action.name for action in found.actions.values()))
        shown = in_backticks(value)
        message = f"{shown} covers no action of {found.name}" if has_wildcard(name) else f"{shown} is no action"
        help = f"Write `{found.prefix}:{guess}`." if guess else f"Look the name up among the actions of {found.name}."
        fix = replace_value(path, f"{found.prefix}:{guess}") if guess else None
        yield Hint(path, message, help, fix=fix)


@check(FindingType.ERROR)
def invalid_service_in_action(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An action of a service that AWS does not have.

    The prefix is the service's short name in policies, which is not always its name elsewhere: CloudWatch is
    `cloudwatch`, its logs are `logs`, and Elastic File System is `elasticfilesystem`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamo:GetItem", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*"
    }]}
    ```
    """
    for path, value in places(statement.action):
        prefix, colon, name = value.partition(":")
        if not colon or has_wildcard(prefix) or ":" in name or service(prefix):
            continue
        guess = closest(prefix, service_prefixes())
        help = f"Write `{guess}:{name}`." if guess else "Look up the service's prefix."
        fix = replace_value(path, f"{guess}:{name}") if guess else None
        yield Hint(path, f"{in_backticks(prefix)} is no service", help, fix=fix)


@check(FindingType.SUGGESTION)
def redundant_action(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An action that another pattern of the same list covers.

    It changes nothing, and it misleads: who removes it later expects the permission to be gone.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    for path, value, other_path, other in redundant(list(places(statement.action)), ignore_case=True):
        message = f"{in_backticks(value)} is covered by {in_backticks(other)}"
        yield Hint(path, message, "Remove it, or the wider one.", related=(other_path,), fix=remove_item(path))


@check(FindingType.SUGGESTION)
def redundant_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A resource that another pattern of the same list covers.

    It changes nothing. Often the wider pattern is the mistake: a `*` beside ARNs makes the ARNs worthless.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "*"]
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    if statement.resource:
        for path, value, other_path, other in redundant(list(places(statement.resource)), ignore_case=False):
            message = f"{in_backticks(value)} is covered by {in_backticks(other)}"
            yield Hint(path, message, "Remove it, or the wider one.", related=(other_path,), fix=remove_item(path))
