"""ARNs against the formats of their services: Region, account and resource part."""

from collections.abc import Iterator
from functools import lru_cache

from iamlab.engine.arn import Arn, parse_arn
from iamlab.engine.catalog import service
from iamlab.engine.lint.fixes import replace_value
from iamlab.engine.lint.overlap import overlap
from iamlab.engine.lint.regions import REGIONS
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_wildcard, places
from iamlab.engine.policy.documents import Statement
from iamlab.engine.syntax.diagnostics import FindingType, closest, in_backticks

_NONE = ("", "*")
_PARTLY_LISTED = ("apigateway", "iam")
"""Services with resources that the catalog does not list: paths of a REST API, and the root of an account."""
_OF_AWS = ("aws", "amazon")
"""How the ids of resources begin that belong to AWS itself, such as public parameters: they have no account."""


@lru_cache(maxsize=512)
def _formats(prefix: str) -> tuple[Arn, ...]:
    """The ARNs of a service's resource types with `*` for each placeholder; none for a service that is not known."""
    found = service(prefix)
    types = found.resource_types.values() if found else ()
    arns = (parse_arn(type.arn_pattern) for type in types)
    return tuple(arn for arn in arns if arn and arn.service == prefix)


def _resource_part(arn: Arn) -> str:
    """The resource as a pattern: what a variable will be is not known (V2)."""
    text, written = arn.resource, ""
    while "${" in text:
        before, _, rest = text.partition("${")
        written, text = f"{written}{before}*", rest.partition("}")[2]
    return written + text


def _arns(statement: Statement) -> Iterator[tuple[str, Arn, tuple[Arn, ...]]]:
    """Path and value of each ARN in Resource or NotResource, and the formats that its resource part fits."""
    for path, value in places(statement.resource) if statement.resource else ():
        arn = parse_arn(value)
        if arn and arn.resource not in _NONE:
            resource = _resource_part(arn)
            yield path, arn, tuple(each for each in _formats(arn.service) if overlap(each.resource, resource))


@check(FindingType.ERROR)
def invalid_arn_resource(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An ARN whose last part has no form that the service's resources have.

    Such an ARN matches nothing: the statement is silent, and nobody notices until access is missing.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:o"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/o"
    }]}
    ```
    """
    for path, arn, formats in _arns(statement):
        known = _formats(arn.service)
        if known and not formats and arn.service not in _PARTLY_LISTED:
            shapes = sorted({f"`{each.resource}`" for each in known})[:6]
            message = f"{in_backticks(arn.resource)} is no resource of `{arn.service}`"
            yield Hint(path, message, f"Write the part after the fifth colon like {', '.join(shapes)}.")


@check(FindingType.ERROR)
def arn_region_not_allowed(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Region in the ARN of a resource that has none, such as a bucket or a role.

    AWS leaves the field empty in the ARNs of these resources, so an ARN with a Region equals none of them (M15).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:us-east-1:111122223333:role/app"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```
    """
    for path, arn, formats in _arns(statement):
        if formats and arn.region not in _NONE and all(each.region == "" for each in formats):
            help = "Leave the field between the third and the fourth colon empty."
            message = f"ARNs of this resource of `{arn.service}` have no Region"
            yield Hint(path, message, help, fix=replace_value(path, str(_with(arn, region=""))))


@check(FindingType.ERROR)
def arn_account_not_allowed(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An account in the ARN of a resource that has none, such as a bucket.

    AWS leaves the field empty in the ARNs of these resources, so an ARN with an account equals none of them (M15).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::111122223333:reports/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    for path, arn, formats in _arns(statement):
        if formats and arn.account not in _NONE and all(each.account == "" for each in formats):
            help = "Leave the field between the fourth and the fifth colon empty."
            message = f"ARNs of this resource of `{arn.service}` have no account"
            yield Hint(path, message, help, fix=replace_value(path, str(_with(arn, account=""))))


@check(FindingType.ERROR)
def missing_arn_region(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An ARN without a Region where all resources of its form have one.

    An empty field is taken as it stands, so the ARN matches nothing (M15).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs::111122223333:orders"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:orders"
    }]}
    ```
    """
    for path, arn, formats in _arns(statement):
        if formats and arn.region == "" and all(each.region for each in formats):
            help = "Write the Region between the third and the fourth colon, or `*` for every Region."
            yield Hint(path, f"ARNs of this resource of `{arn.service}` have a Region", help)


@check(FindingType.ERROR)
def missing_arn_account(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """An ARN without an account where all resources of its form have one.

    An empty field is taken as it stands, so the ARN matches nothing (M15).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1::orders"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }]}
    ```
    """
    for path, arn, formats in _arns(statement):
        is_of_aws = arn.resource_id.lower().lstrip("/").startswith(_OF_AWS)
        if formats and arn.account == "" and all(each.account for each in formats) and not is_of_aws:
            help = "Write the account's id between the fourth and the fifth colon."
            yield Hint(path, f"ARNs of this resource of `{arn.service}` have an account", help)


@check(FindingType.ERROR)
def invalid_arn_region(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A Region in an ARN that AWS does not have.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west1:111122223333:orders"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }]}
    ```
    """
    for path, value in places(statement.resource) if statement.resource else ():
        arn = parse_arn(value)
        if arn is None or not arn.region or arn.region in REGIONS or has_wildcard(arn.region) or "$" in arn.region:
            continue
        guess = closest(arn.region, sorted(REGIONS))
        help = f"Write `{guess}`." if guess else "Write a Region such as `eu-west-1`, or `*` for every Region."
        fix = replace_value(path, str(_with(arn, region=guess))) if guess else None
        yield Hint(path, f"{in_backticks(arn.region)} is no Region", help, fix=fix)


def _with(arn: Arn, *, region: str | None = None, account: str | None = None) -> Arn:
    new_region = arn.region if region is None else region
    return Arn(arn.partition, arn.service, new_region, arn.account if account is None else account, arn.resource)
