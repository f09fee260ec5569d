"""Identity providers that many customers of AWS share, and the claim that a trust policy has to ask for (S13, L79)."""

from collections.abc import Iterator

from iamlab.engine.patterns import compile_glob
from iamlab.engine.policy.documents import Effect, PolicyDocument, PrincipalEntry, Statement
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.syntax.diagnostics import in_backticks

_GITHUB, _COGNITO = "token.actions.githubusercontent.com", "cognito-identity.amazonaws.com"
_BY_SUBJECT = (
    _GITHUB, "vstoken.actions.githubusercontent.com", "oidc-configuration.audit-log.githubusercontent.com",
    "gitlab.com", "app.terraform.io", "agent.buildkite.com", "oidc.codefresh.io", "studio.datachain.ai/api", "scalr.io",
    "tokens.cloud.shisho.dev", "proidc.upbound.io",
)  # fmt: skip
_BY_AUDIENCE = (_COGNITO, "oidc.vercel.com", "api.pulumi.com/oidc", "sandboxes.cloud")
_CLAIMS = {**dict.fromkeys(_BY_SUBJECT, "sub"), **dict.fromkeys(_BY_AUDIENCE, "aud")}
"""Which claim tells one customer of a provider from another: AWS's list, as far as it goes by claims."""

_CALL = "sts:AssumeRoleWithWebIdentity"


def check_shared_issuers(document: PolicyDocument) -> Iterator[Remark]:
    """Statements of a trust policy that let in whoever has an account at such a provider."""
    for statement in document.statements:
        for entry, issuer in _issuers(statement):
            key = f"{issuer}:{_CLAIMS[issuer]}"
            if any(clause.lookup_key == key for clause in statement.conditions):
                continue
            help = f"Add a condition on `{key}`: it tells your organization from all others there."
            message = f"{in_backticks(issuer)} has other customers, and the statement lets in theirs too"
            yield Remark(_code(issuer, statement), entry.path, message, help)


def _issuers(statement: Statement) -> Iterator[tuple[PrincipalEntry, str]]:
    element, patterns = statement.principal, statement.action.values
    reached = any(compile_glob(pattern, ignore_case=True).matches(_CALL) for pattern in patterns)
    if statement.effect is Effect.DENY or element is None or element.negated or reached is statement.action.negated:
        return
    for entry in element.entries:
        issuer = entry.value.rpartition(":oidc-provider/")[2].lower()
        if entry.key == "Federated" and issuer in _CLAIMS:
            yield entry, issuer


def _code(issuer: str, statement: Statement) -> str:
    if issuer == _GITHUB:
        return "MISSING_GITHUB_REPO_CONDITION_KEY"
    block = issuer == _COGNITO and not statement.conditions
    return "MISSING_CONDITION_FOR_COGNITO" if block else "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"
