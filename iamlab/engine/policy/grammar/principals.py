"""Principals: whom a kind of policy can name, and how (M30 to M47, G25, G26)."""

import re
from collections.abc import Iterator

from iamlab.engine.arn import is_account_id, parse_arn
from iamlab.engine.policy.documents import Effect, PolicyDocument, PrincipalElement, PrincipalEntry, Statement
from iamlab.engine.policy.grammar.actions import grants_everything
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks
from iamlab.engine.syntax.json_node import JsonNode, locate

_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_UNIQUE_IDS = {
    "AROA": ("INVALID_ROLE_REFERENCE", "role"),
    "AIDA": ("INVALID_USER_REFERENCE", "user"),
}
_NEVER_PRINCIPALS = ("group/", "instance-profile/")
_PROVIDERS = ("saml-provider/", "oidc-provider/")
_CONDITION = "Name the account or `*`, and add a condition `ArnLike` on `aws:PrincipalArn`."


def check_principals(statement: Statement, document: PolicyDocument, tree: JsonNode) -> Iterator[Remark]:
    """Principal and NotPrincipal of one statement, where its kind has them."""
    element = statement.principal
    if element is None:
        return
    if document.kind is PolicyKind.RCP:
        yield from _of_rcp(statement, element)
        return
    yield from _negated(statement, element, document)
    if not element.entries:
        yield from _empty(element, tree)
    for entry in element.entries:
        yield from _entry(entry, element, document)


def _of_rcp(statement: Statement, element: PrincipalElement) -> Iterator[Remark]:
    """Customers' RCPs deny, and name nobody but everybody (G25)."""
    if statement.effect is Effect.ALLOW and not grants_everything(statement):
        help = 'Write `"Effect": "Deny"`: AWS\'s own `RCPFullAWSAccess` is the one that allows.'
        message = "a resource control policy only denies"
        yield Remark("RCP_SYNTAX_ERROR_ALLOW", f"{statement.path}/Effect", message, help)
    if element.negated or element.entries[:1] != (PrincipalEntry("", "*", element.path),):
        help = 'Write `"Principal": "*"`, and narrow it with conditions.'
        message = f"`{element.name}` of a resource control policy can only be `Principal` with `*`"
        yield Remark("RCP_SYNTAX_ERROR_PRINCIPAL", element.path, message, help, at_name=element.negated)


def _negated(statement: Statement, element: PrincipalElement, document: PolicyDocument) -> Iterator[Remark]:
    if not element.negated:
        return
    if document.kind is PolicyKind.TRUST:
        help = "Name whom the role trusts under `Principal`."
        message = "a trust policy takes no `NotPrincipal`"
        yield Remark("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", element.path, message, help, at_name=True)
    elif statement.effect is Effect.ALLOW:
        help = "Name whom to allow under `Principal`: this would allow everybody else, strangers included."
        message = "`NotPrincipal` goes with `Deny` only"
        yield Remark("ALLOW_WITH_NOT_PRINCIPAL", element.path, message, help, at_name=True)


def _empty(element: PrincipalElement, tree: JsonNode) -> Iterator[Remark]:
    node = locate(tree, element.path)
    code = "EMPTY_ARRAY_PRINCIPAL" if node and node.members else "EMPTY_OBJECT_PRINCIPAL"
    help = "Name at least one principal, or remove the statement."
    yield Remark(code, element.path, f"`{element.name}` names nobody", help, FindingType.SUGGESTION)


def _entry(entry: PrincipalEntry, element: PrincipalElement, document: PolicyDocument) -> Iterator[Remark]:
    if entry.key == "":
        if document.kind is PolicyKind.TRUST and not element.negated:
            help = 'Write `{"AWS": "*"}` if everybody is meant, and add conditions; else name the account.'
            message = "a trust policy does not take `*` as its whole principal"
            yield Remark("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", entry.path, message, help)
    elif "*" in entry.value or "?" in entry.value:
        if entry.key != "AWS" or entry.value != "*":
            message = f"{in_backticks(entry.value)} has a wildcard, which covers nobody inside a principal"
            help = _CONDITION if entry.key == "AWS" else "Name each one in full."
            yield Remark("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", entry.path, message, help)
    elif entry.key == "AWS":
        yield from _aws(entry)
    elif entry.key == "Service":
        yield from _service(entry)
    elif entry.key == "Federated":
        yield from _federated(entry, document)


def _aws(entry: PrincipalEntry) -> Iterator[Remark]:
    value, shown = entry.value, in_backticks(entry.value)
    arn = parse_arn(value)
    if value[:4] in _UNIQUE_IDS and arn is None:
        code, kind = _UNIQUE_IDS[value[:4]]
        help = f"Write the ARN: the id shows that the {kind} was deleted, or was copied from another policy."
        yield Remark(code, entry.path, f"{shown} is the id of a {kind}", help, FindingType.WARNING)
    elif arn is None or arn.service not in ("iam", "sts"):
        if not is_account_id(value):
            help = "Write an account id, or the ARN of a user, a role or a session."
            yield Remark("INVALID_PRINCIPAL", entry.path, f"{shown} names no principal", help)
    elif not is_account_id(arn.account):
        help = "Write all twelve digits of the account."
        yield Remark("INVALID_ARN_ACCOUNT", entry.path, f"{in_backticks(arn.account)} is no account id", help)
    elif arn.resource.startswith(_NEVER_PRINCIPALS):
        kind = arn.resource.partition("/")[0]
        help = "Name users, roles or the account: " + (
            "a group makes no requests." if kind == "group" else "the role in the profile makes them."
        )
        yield Remark("INVALID_PRINCIPAL", entry.path, f"{shown} is never a principal", help)


def _service(entry: PrincipalEntry) -> Iterator[Remark]:
    if not _SERVICE.fullmatch(entry.value):
        help = "Write it as AWS does, such as `ec2.amazonaws.com`."
        message = f"{in_backticks(entry.value)} is no service principal"
        yield Remark("INVALID_SERVICE_PRINCIPAL_FORMAT", entry.path, message, help)


def _federated(entry: PrincipalEntry, document: PolicyDocument) -> Iterator[Remark]:
    if document.kind is not PolicyKind.TRUST:
        help = "Name the role that they assume: an identity provider's users act through a role."
        message = "identity providers are principals of trust policies only"
        yield Remark("FEDERATED_PRINCIPAL_NOT_SUPPORTED", entry.path, message, help)
        return
    arn = parse_arn(entry.value)
    known = arn is not None and arn.service == "iam" and arn.resource.startswith(_PROVIDERS)
    if not known and not _DOMAIN.fullmatch(entry.value):
        help = "Write the ARN of a SAML or OIDC provider, or a domain such as `accounts.google.com`."
        message = f"{in_backticks(entry.value)} is no identity provider"
        yield Remark("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", entry.path, message, help)
