"""Condition keys that the statement's actions, or the policy's place, do not support."""

from collections.abc import Iterator
from functools import lru_cache

from iamlab.engine.catalog import ConditionKey, condition_key, global_condition_keys, keys_of_action, service
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on, has_key, has_wildcard, reaches_action
from iamlab.engine.policy.documents import ConditionClause, Effect, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_SITS_ON_RESOURCE = (PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.TRUST)


@lru_cache(maxsize=4096)
def _supports(action: str, key: ConditionKey) -> bool:
    """Whether a request for an action can carry a service's key; unknown actions are taken to support all."""
    prefix, _, name = action.partition(":")
    found = service(prefix)
    known = found.action(name) if found else None
    if known is None:
        return True
    # A tag's placeholder is spelt in several ways.
    return key.name.partition("/")[0] in (name.partition("/")[0] for name in keys_of_action(known))


@lru_cache(maxsize=1)
def _global_names() -> frozenset[str]:
    return frozenset(key.name for key in global_condition_keys())


def _of_service(clause: ConditionClause) -> ConditionKey | None:
    """The key of a service that a condition requires; None for global keys and those of identity providers."""
    key = condition_key(clause.key)
    if key is None or key.name in _global_names() or clause.operator.if_exists or clause.operator.negated:
        return None
    prefix = key.name.partition(":")[0]
    return None if clause.operator.family is Family.NULL or "." in prefix or service(prefix) is None else key


@check(FindingType.ERROR)
def unsupported_action_for_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A condition requires a key that a listed action never has.

    The condition is then never true for that action: an Allow does not allow it, and a Deny does not deny it (C4).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "home/*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Condition": {"StringLike": {"s3:prefix": "home/*"}}
    }]}
    ```
    """
    if statement.action.negated:
        return
    named = [value for value in statement.action.values if not has_wildcard(value)]
    for clause in statement.conditions:
        key = _of_service(clause)
        without = [action for action in named if key and not _supports(action, key)]
        if without:
            listed = ", ".join(map(in_backticks, without[:3])) + (" and others" if len(without) > 3 else "")
            help = "Move these actions to a statement of their own, without this condition."
            yield Hint(clause.path, f"`{clause.key}` is no key of {listed}", help, at_name=True)


@check(FindingType.ERROR, (PolicyKind.TRUST,))
def missing_action_for_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A trust policy has conditions on tags that are passed, and does not allow passing tags.

    Tags come with a call for `sts:TagSession`, and a source identity with one for `sts:SetSourceIdentity`: without
    that action the call is refused before the condition can help.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["sts:AssumeRole", "sts:TagSession"],
      "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}
    }]}
    ```
    """
    needed = {
        "sts:TagSession": ("aws:requesttag/", "aws:tagkeys", "sts:transitivetagkeys"),
        "sts:SetSourceIdentity": ("sts:sourceidentity",),
    }
    for action, keys in needed.items():
        if statement.effect is Effect.ALLOW and not reaches_action(statement, action):
            for clause in clauses_on(statement, *keys):
                message = f"`{clause.key}` comes with `{action}`, which the statement does not have"
                yield Hint(clause.path, message, f"Add `{action}` to `Action`.", at_name=True)


@check(FindingType.SUGGESTION, _SITS_ON_RESOURCE)
def irrelevant_condition_key_in_policy(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A policy asks whose resource it is about, and sits on that resource.

    The answer is always the same, so the condition is always true or never.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {"StringEquals": {"aws:ResourceAccount": "444455556666"}}
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """
    for clause in clauses_on(statement, "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"):
        message = f"`{clause.key}` is the same for every request that this policy decides"
        yield Hint(
            clause.path, message, "Remove it, or ask about the caller with `aws:PrincipalAccount`.", at_name=True
        )


@check(FindingType.WARNING)
def use_condition_key_only_with_supported_services(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A key about the owner of a VPC endpoint, for all services at once.

    Only some services fill in `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths` (C42). For the others the key
    is missing, and a Deny with a negated operator denies everything there.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-exampleorgid"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-exampleorgid"}}
    }]}
    ```
    """
    if statement.action.negated or "*" in statement.action.values:
        for clause in clauses_on(statement, "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"):
            message = f"not every service fills in `{clause.key}`"
            yield Hint(clause.path, message, "List the actions of services that do.", at_name=True)


@check(FindingType.SECURITY_WARNING)
def missing_paired_condition_keys(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A private address is compared, and the VPC that it belongs to is not.

    Every VPC may have the address 10.0.0.7. With `aws:SourceVpc`, `aws:SourceVpcArn` or `aws:SourceVpce` beside it, the
    address means one place (C40).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"}, "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}
    }]}
    ```
    """
    if not has_key(statement, "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"):
        for clause in clauses_on(statement, "aws:vpcsourceip"):
            message = f"`{clause.key}` is an address in some VPC, and the condition does not say which"
            yield Hint(clause.path, message, "Add a condition on `aws:SourceVpc` or `aws:SourceVpce`.", at_name=True)
