"""Trust policies: who is named, and what they may do."""

from collections.abc import Iterator

from iamlab.engine.arn import Arn, is_account_id, parse_arn
from iamlab.engine.lint.fixes import remove_item
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, reaches_action
from iamlab.engine.policy.documents import Effect, PrincipalEntry, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_TRUST = (PolicyKind.TRUST,)
_ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_OPENING = ("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity")


def _entries(statement: Statement) -> tuple[PrincipalEntry, ...]:
    element = statement.principal
    return element.entries if element and not element.negated else ()


def _opened_by(entry: PrincipalEntry) -> str:
    """The action by which a principal takes on the role (S12)."""
    if entry.key != "Federated":
        return "sts:AssumeRole"
    return "sts:AssumeRoleWithSAML" if ":saml-provider/" in entry.value else "sts:AssumeRoleWithWebIdentity"


@check(FindingType.ERROR, _TRUST)
def mismatched_action_for_principal(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A principal, and none of the actions by which it could take on the role.

    Users, roles and services call `sts:AssumeRole`, users of a SAML provider `sts:AssumeRoleWithSAML`, and those of an
    OIDC provider `sts:AssumeRoleWithWebIdentity` (S12).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
      "Action": "sts:AssumeRoleWithWebIdentity"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
      "Action": "sts:AssumeRoleWithSAML"
    }]}
    ```
    """
    if statement.effect is Effect.DENY or not any(reaches_action(statement, action) for action in _OPENING):
        return
    for entry in _entries(statement):
        action = _opened_by(entry)
        if not reaches_action(statement, action):
            message = f"{in_backticks(entry.value)} takes on a role by `{action}`, which the statement does not have"
            yield Hint(entry.path, message, f"Write `{action}`, or name another principal.")


@check(FindingType.ERROR, _TRUST)
def missing_action_for_roles_anywhere_trust_policy(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """IAM Roles Anywhere is trusted, without all three actions that it makes.

    It assumes the role, tags the session and sets its source identity in one call.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"},
      "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    }]}
    ```
    """
    wanted = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
    missing = [f"`{action}`" for action in wanted if not reaches_action(statement, action)]
    if statement.effect is Effect.ALLOW and missing and _ROLES_ANYWHERE in (each.value for each in _entries(statement)):
        message = f"IAM Roles Anywhere needs {', '.join(missing)} as well"
        yield Hint(statement.action.path, message, "Add what is missing to `Action`.", at_name=True)


def _account(entry: PrincipalEntry) -> str | None:
    """The account that an entry names as a whole."""
    arn = parse_arn(entry.value)
    if arn and arn.service == "iam" and arn.resource == "root":
        return arn.account
    return entry.value if is_account_id(entry.value) else None


def _is_inside(arn: Arn | None, account: str) -> bool:
    return arn is not None and arn.account == account and arn.resource != "root"


@check(FindingType.SUGGESTION, _TRUST)
def redundant_principal_in_role_trust_policy(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A user or role beside its whole account.

    The account's entry covers everybody in it whom its own policies let call `sts:AssumeRole`. Often the narrow entry
    was meant, and the wide one was left behind.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRole",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/app"]}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}
    }]}
    ```
    """
    entries = [entry for entry in _entries(statement) if entry.key == "AWS"]
    accounts = {account: entry for entry in entries if (account := _account(entry))}
    for entry in entries:
        arn = parse_arn(entry.value)
        for account, whole in accounts.items():
            if _is_inside(arn, account):
                message = f"{in_backticks(entry.value)} belongs to `{account}`, which is named as a whole"
                help = "Remove it, or the entry for the whole account."
                yield Hint(entry.path, message, help, related=(whole.path,), fix=remove_item(entry.path))
