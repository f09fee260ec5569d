"""Trust in the users of OIDC providers."""

from collections.abc import Iterator

from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on, reaches_action, value_places
from iamlab.engine.policy.documents import Effect, PrincipalEntry, Statement
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_TRUST = (PolicyKind.TRUST,)
_GITHUB = "token.actions.githubusercontent.com"


def _providers(statement: Statement) -> Iterator[tuple[PrincipalEntry, str]]:
    """The OIDC providers whose users may take on the role, with their addresses in lower case."""
    element = statement.principal
    if statement.effect is Effect.DENY or element is None or element.negated:
        return
    if not reaches_action(statement, "sts:AssumeRoleWithWebIdentity"):
        return
    for entry in element.entries:
        if entry.key == "Federated" and ":saml-provider/" not in entry.value:
            yield entry, entry.value.rpartition("oidc-provider/")[2].lower()


@check(FindingType.SECURITY_WARNING, _TRUST)
def missing_condition_key_for_oidc_principal(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Everybody with an account at an identity provider may take on the role.

    The provider vouches for all of its users, also for those of other organizations. A condition on its claims says
    which of them are meant (S12).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringEquals": {"accounts.google.com:aud": "app-1"}}
    }]}
    ```
    """
    for entry, address in _providers(statement):
        if not any(clause.lookup_key.startswith(f"{address}:") for clause in statement.conditions):
            message = f"every user of {in_backticks(address)} may take on the role"
            yield Hint(entry.path, message, f"Add a condition on `{address}:aud` and `{address}:sub`.")


@check(FindingType.SECURITY_WARNING, _TRUST)
def missing_github_repo_condition_key(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Workflows of every repository on GitHub may take on the role.

    Which repository a workflow belongs to is in the claim `sub`. Without a condition on it IAM refuses to save the
    policy (S13).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:northwind/site:ref:refs/heads/main"
      }}
    }]}
    ```
    """
    for entry, address in _providers(statement):
        if address == _GITHUB and not any(clauses_on(statement, f"{_GITHUB}:sub")):
            message = "workflows of every repository on GitHub may take on the role"
            yield Hint(entry.path, message, f"Add a condition on `{_GITHUB}:sub` with your repository.")


@check(FindingType.WARNING, _TRUST)
def specific_github_repo_and_branch_recommended(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A wildcard in GitHub's claim `sub` lets in more workflows than one repository's branch.

    With `repo:northwind/site:*` a pull request by anybody who may open one is enough. Name repository and branch.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:northwind/*"}}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringEquals": {
        "token.actions.githubusercontent.com:sub": "repo:northwind/site:ref:refs/heads/main"
      }}
    }]}
    ```
    """
    for clause in clauses_on(statement, f"{_GITHUB}:sub"):
        for path, value in value_places(clause):
            if clause.operator.family is Family.STRING_LIKE and ("*" in value or "?" in value):
                message = f"{in_backticks(value)} covers more than one repository's branch"
                yield Hint(path, message, "Write `repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH`.")
