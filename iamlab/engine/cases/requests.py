"""The `request` of a case: who asks, for what, in which context."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from iamlab.engine.arn import is_account_id, parse_arn
from iamlab.engine.cases.problems import CaseProblem, UnreadableCase, invalid, unknown_fields
from iamlab.engine.policy.reading import scalar_text, shape_of
from iamlab.engine.request.context import ContextEntry
from iamlab.engine.request.keys import complete_context
from iamlab.engine.request.mistakes import action_mistake, resource_mistake
from iamlab.engine.request.principals import (
    Credentials,
    FederatedUser,
    IamUser,
    Principal,
    PrincipalProblem,
    RoleSession,
    parse_principal,
)
from iamlab.engine.request.request import Request
from iamlab.engine.syntax.diagnostics import closest, in_backticks

REQUEST_FIELDS = (
    "principal", "action", "resource", "resource_account", "context", "role_arn", "issuer_arn", "principal_id",
    "credentials",
)  # fmt: skip


def _text(raw: Mapping[str, object], name: str) -> str | None:
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        found = "empty" if value == "" else shape_of(value)
        raise invalid(f"request.{name}", f"`request.{name}` has to be text, and it is {found}")
    return value


def read_request(raw: Mapping[str, object], now: datetime, *, via_endpoint: bool) -> Request:
    """Read the request of a case. Raises UnreadableCase."""
    unknown_fields(raw, REQUEST_FIELDS, "request")
    principal = _principal(raw)
    action = _action(raw)
    resource = _resource(raw)
    owner = _owner(raw, resource, principal)
    given, removed = _given_context(raw)
    context = complete_context(given, removed, principal, resource, owner, via_endpoint=via_endpoint, now=now)
    return Request(principal, action, resource, owner, context)


def _action(raw: Mapping[str, object]) -> str:
    action = _text(raw, "action") or ""
    if mistake := action_mistake(action):
        raise invalid("request.action", mistake.message, mistake.help)
    return action


def _resource(raw: Mapping[str, object]) -> str:
    resource = _text(raw, "resource") or ""
    if mistake := resource_mistake(resource):
        raise invalid("request.resource", mistake.message, mistake.help)
    return resource


def _owner(raw: Mapping[str, object], resource: str, principal: Principal) -> str:
    """The resource's account: as given, else from its ARN, else the caller's own."""
    given = _text(raw, "resource_account")
    if given is not None:
        if not is_account_id(given):
            help = "Write all twelve digits, in quotes."
            raise invalid("request.resource_account", f"{in_backticks(given)} is not an account id", help)
        return given
    arn = parse_arn(resource)
    if arn and is_account_id(arn.account):
        return arn.account
    if principal.account:
        return principal.account
    raise invalid(
        "request.resource_account",
        "nothing tells which account the resource belongs to",
        "Add `resource_account`: neither the ARN nor the caller names an account.",
    )


def _principal(raw: Mapping[str, object]) -> Principal:
    text = _text(raw, "principal")
    if text is None:
        raise invalid("request.principal", "the request names no principal", "Add who asks, such as a user's ARN.")
    principal = parse_principal(text)
    if isinstance(principal, PrincipalProblem):
        raise UnreadableCase(CaseProblem("UnknownPrincipal", principal.message, principal.help, "request.principal"))
    principal = _with_role(principal, _text(raw, "role_arn"))
    principal = _with_issuer(principal, _text(raw, "issuer_arn"))
    unique_id = _text(raw, "principal_id")
    if unique_id and isinstance(principal, (IamUser, RoleSession)):
        principal = replace(principal, unique_id=unique_id)
    return _with_credentials(principal, _text(raw, "credentials"))


def _with_role(principal: Principal, role_arn: str | None) -> Principal:
    if role_arn is None:
        return principal
    arn = parse_arn(role_arn)
    session = parse_arn(principal.arn)
    fits = (
        arn and session and arn.service == "iam" and arn.account == session.account and arn.resource.startswith("role/")
    )
    if not isinstance(principal, RoleSession) or not arn or not session or not fits:
        help = "Give the ARN of the role whose session the principal is, with its path."
        raise invalid("request.role_arn", f"{in_backticks(role_arn)} is not the role of this principal", help)
    if arn.resource.rpartition("/")[2] != session.resource.split("/")[1]:
        raise invalid("request.role_arn", f"{in_backticks(role_arn)} names another role than the session's ARN")
    return replace(principal, role_arn=role_arn)


def _with_issuer(principal: Principal, issuer_arn: str | None) -> Principal:
    if issuer_arn is None:
        return principal
    issuer = parse_arn(issuer_arn)
    known = issuer is not None and (issuer.resource == "root" or issuer.resource.startswith("user/"))
    if not isinstance(principal, FederatedUser) or not issuer or not known or issuer.account != principal.account:
        help = "Give it for a federated user only: the IAM user of the same account that called GetFederationToken."
        raise invalid("request.issuer_arn", f"{in_backticks(issuer_arn)} cannot have issued this session", help)
    return replace(principal, issuer_arn=issuer_arn)


def _with_credentials(principal: Principal, credentials: str | None) -> Principal:
    if credentials is None:
        return principal
    known = tuple(str(each) for each in Credentials)
    if credentials not in known:
        guess = closest(credentials, known)
        help = f"Did you mean `{guess}`?" if guess else f"Known: {', '.join(known)}."
        raise invalid("request.credentials", f"{in_backticks(credentials)} is not a kind of credentials", help)
    if not isinstance(principal, IamUser):
        raise invalid("request.credentials", "`request.credentials` is for IAM users only", "Leave it out.")
    return replace(principal, credentials=Credentials(credentials))


def _given_context(raw: Mapping[str, object]) -> tuple[dict[str, ContextEntry], frozenset[str]]:
    context = raw.get("context")
    if context is None:
        return {}, frozenset()
    if not isinstance(context, Mapping):
        raise invalid("request.context", "`request.context` has to be an object of condition keys and values")
    given: dict[str, ContextEntry] = {}
    removed: set[str] = set()
    for name, value in context.items():
        key = name.lower()
        if key in given or key in removed:
            help = "Key names have no case: keep one spelling."
            raise invalid("request.context", f"{in_backticks(name)} stands there twice, in two spellings", help)
        if value is None:
            removed.add(key)
        else:
            given[key] = _entry(name, value)
    return given, frozenset(removed)


def _entry(name: str, value: object) -> ContextEntry:
    listed = isinstance(value, list)
    values = [scalar_text(item) for item in value] if isinstance(value, list) else [scalar_text(value)]
    if None in values:
        help = "Give text, a number, true or false, or a list of those."
        raise invalid("request.context", f"the value of {in_backticks(name)} is not a condition value", help)
    return ContextEntry(name, tuple(text for text in values if text is not None), listed)
