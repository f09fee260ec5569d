"""Whom a policy lets in without asking further, and whom a list of exceptions forgets."""

from collections.abc import Iterator

from iamlab.engine.arn import is_account_id, parse_arn
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, has_key
from iamlab.engine.policy.documents import Effect, PrincipalElement, PrincipalEntry, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_TRUST = (PolicyKind.TRUST,)
_LISTS_EXCEPTIONS = (PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.VPC_ENDPOINT)
_SOURCES = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
_WHO_OF_AN_ACCOUNT = (
    "sts:externalid", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/",
)  # fmt: skip


def _let_in(statement: Statement, key: str) -> list[PrincipalEntry]:
    """The principals of a kind that a statement lets in."""
    element = statement.principal
    if statement.effect is Effect.DENY or element is None or element.negated:
        return []
    return [entry for entry in element.entries if entry.key == key]


def _whole_account(entry: PrincipalEntry) -> str:
    """The account that an entry names as a whole; "" for another."""
    arn = parse_arn(entry.value)
    if arn and arn.service == "iam" and arn.resource == "root":
        return arn.account
    return entry.value if is_account_id(entry.value) else ""


@check(FindingType.SECURITY_WARNING, _TRUST)
def trust_in_everybody(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Everybody may assume the role: all accounts of AWS, and no condition says whom of them is meant (L40).

    In the role's own account not even an identity policy is needed.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    }]}
    ```
    """
    for entry in _let_in(statement, "AWS"):
        if entry.value == "*" and not statement.conditions:
            help = "Name whom the role trusts, or add a condition such as `aws:PrincipalOrgID`."
            yield Hint(entry.path, "everybody in every account may assume the role", help)


@check(FindingType.SUGGESTION, _TRUST)
def trust_in_service_without_source(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A service may assume the role, and no condition says for whom it acts (L40, S32).

    Everybody can use an AWS service. Where it acts for others, a stranger could have it assume your role for them: the
    confused deputy. Not every service sends the keys of the source: look up in its guide whether this one does.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}
    }]}
    ```
    """
    if not has_key(statement, *_SOURCES):
        for entry in _let_in(statement, "Service"):
            help = "If the service sends it, add a condition on `aws:SourceAccount` or `aws:SourceArn`."
            yield Hint(entry.path, f"for whom {in_backticks(entry.value)} assumes the role is not said", help)


@check(FindingType.SUGGESTION, _TRUST)
def trust_in_account_without_external_id(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Another account is trusted as a whole, without an external id (L40, S30).

    If the account belongs to somebody who works for many customers, one customer could make them use the role of
    another. An external id that they send for you alone prevents it. An account of your own needs none; where it is
    known which account the policy is in, that one is left out.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"sts:ExternalId": "northwind-7731"}}
    }]}
    ```
    """
    if not has_key(statement, *_WHO_OF_AN_ACCOUNT):
        for entry in _let_in(statement, "AWS"):
            account = _whole_account(entry)
            if account and account != subject.account:
                help = "If it is a third party's, add a condition on `sts:ExternalId`."
                yield Hint(entry.path, f"account `{account}` is trusted without an external id", help)


@check(FindingType.WARNING, _LISTS_EXCEPTIONS)
def not_principal_without_account(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A `NotPrincipal` that spares somebody and not the account around them (M48).

    To spare a user, AWS asks for the user's ARN and the account's; to spare a session, for those of the session, the
    role and the account. How strictly that is taken differs from service to service. A condition has no such trap:
    `"Principal": "*"` with `ArnNotEquals` on `aws:PrincipalArn`.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
      "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:root"]}
    }]}
    ```
    """
    element = statement.principal
    if statement.effect is Effect.DENY and element and element.negated:
        for entry in element.entries:
            missing = _around(entry, element)
            if missing:
                message = f"{in_backticks(entry.value)} is spared, and {' and '.join(missing)} around it not"
                yield Hint(entry.path, message, f"List {' and '.join(missing)} too, or use a condition.")


def _around(entry: PrincipalEntry, element: PrincipalElement) -> list[str]:
    """What else has to be in the list for an entry to be spared."""
    arn = parse_arn(entry.value)
    if entry.key != "AWS" or arn is None or not is_account_id(arn.account) or arn.resource == "root":
        return []
    missing = []
    kind, _, rest = arn.resource.partition("/")
    role = rest.partition("/")[0]
    if kind == "assumed-role" and role not in (_role_name(each) for each in element.entries):
        missing.append(f"the role `{role}`")
    if arn.account not in (_whole_account(each) for each in element.entries):
        missing.append(f"account `{arn.account}`")
    return missing


def _role_name(entry: PrincipalEntry) -> str:
    arn = parse_arn(entry.value)
    return arn.resource.rpartition("/")[2] if arn and arn.resource.startswith("role/") else ""
