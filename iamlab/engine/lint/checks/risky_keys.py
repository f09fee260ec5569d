"""Conditions that hold less than they seem to."""

from collections.abc import Iterator

from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import STRINGS, Subject, clauses_on, has_wildcard, reaches_action, value_places
from iamlab.engine.policy.documents import Effect, Statement
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_SENSITIVE = (
    "aws:principalaccount", "aws:principalorgid", "aws:resourceaccount", "aws:resourceorgid", "aws:sourceaccount",
    "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid",
)  # fmt: skip
"""Keys that hold ids of AWS's own making: a pattern for them says nothing (C6)."""


def _sensitive_values(statement: Statement) -> Iterator[tuple[str, str, str]]:
    for clause in clauses_on(statement, *_SENSITIVE):
        if clause.operator.family in STRINGS:
            for path, value in value_places(clause):
                yield clause.key, path, value


@check(FindingType.ERROR)
def wildcard_usage_too_permissive(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in the value of a key that holds an id.

    Ids of accounts, organizations, VPCs and endpoints are given by AWS at random: those that begin alike have nothing
    else in common (C6). In `aws:userid` a wildcard may stand for the session's name, behind the colon.

    AWS also wants six characters before a wildcard in the values of some other keys, and does not say of which: that
    part is not checked (V13).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```
    """
    for key, path, value in _sensitive_values(statement):
        if has_wildcard(value):
            yield Hint(path, f"a wildcard in `{key}` covers ids of strangers", "Write each id in full.")
    for clause in clauses_on(statement, "aws:userid"):
        for path, value in value_places(clause):
            before, colon, _ = value.partition(":")
            if clause.operator.family is Family.STRING_LIKE and has_wildcard(before) and (before != "*" or not colon):
                message = f"{in_backticks(value)} covers unique ids of strangers"
                yield Hint(path, message, "Write the id in full, and a wildcard behind the colon only.")


@check(FindingType.ERROR)
def variable_usage_too_permissive(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A policy variable in the value of a key that holds an id.

    What the variable becomes may be for the caller to choose, such as a tag.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalTag/home}"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceAccount": "111122223333"}}
    }]}
    ```
    """
    for key, path, value in _sensitive_values(statement):
        # Comparing two ids of AWS's own making with each other is sound, and AWS's samples do it.
        if "${" in value and value.lower() not in [f"${{{sensitive}}}" for sensitive in _SENSITIVE]:
            yield Hint(path, f"a variable decides which `{key}` passes", "Write the id itself.")


@check(FindingType.SECURITY_WARNING)
def untrustworthy_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition on what the caller says about itself.

    Browser and referring page are headers, and anybody can send any header (C5).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringLike": {"aws:referer": "https://www.example.com/*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    for clause in clauses_on(statement, "aws:referer", "aws:useragent"):
        help = "Use a key that AWS fills in, such as `aws:PrincipalArn` or `aws:SourceVpce`."
        yield Hint(clause.path, f"callers write `{clause.key}` themselves", help, at_name=True)


@check(FindingType.SECURITY_WARNING)
def dynamodb_attributes_without_select(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Columns of a table are limited, and asking for all of them is not ruled out.

    `dynamodb:Attributes` holds the names in the request. A request that names none gets every attribute, unless
    `dynamodb:Select` has to be `SPECIFIC_ATTRIBUTES`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "title"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "title"]},
        "StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}
      }
    }]}
    ```
    """
    selects = [clause for clause in clauses_on(statement, "dynamodb:select") if "SPECIFIC_ATTRIBUTES" in clause.values]
    reads = any(reaches_action(statement, f"dynamodb:{name}") for name in ("Query", "Scan", "GetItem", "BatchGetItem"))
    if statement.effect is Effect.ALLOW and reads and not selects:
        for clause in clauses_on(statement, "dynamodb:attributes"):
            help = 'Add `"StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}`.'
            yield Hint(clause.path, "a request that names no attribute gets all of them", help, at_name=True)


@check(FindingType.SECURITY_WARNING)
def s3_prefix_in_negative_context(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Listing a bucket is forbidden for one prefix, and a shorter prefix lists it, too.

    Who may not list `payroll/` can list `pay`, or everything. Allow the prefixes that may be listed.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "payroll/*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "reports/*"}}
    }]}
    ```
    """
    for clause in clauses_on(statement, "s3:prefix"):
        excludes = clause.operator.negated is (statement.effect is Effect.ALLOW)
        if excludes and clause.operator.family in STRINGS:
            message = "a request with a shorter prefix, or none, lists these objects all the same"
            yield Hint(clause.path, message, "Allow the prefixes that may be listed.", at_name=True)
