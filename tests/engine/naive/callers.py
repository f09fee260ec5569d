"""Who is calling, and by which kinds of name a Principal element reaches them (M30 to M50)."""

from dataclasses import dataclass
from typing import Any

from tests.engine.naive.conditions import as_list

WEB_IDENTITIES = ("cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com")
WITH_IDENTITY_SIDE = ("user", "role", "linked_role", "federated")


@dataclass
class Caller:
    kind: str
    arn: str
    account: str | None = None
    role_arn: str | None = None
    issuer: str | None = None
    unique_id: str | None = None
    credentials: str = "long_term"

    @property
    def name(self) -> str:
        return self.arn.rsplit("/", 1)[-1]

    @property
    def has_identity_side(self) -> bool:
        return self.kind in WITH_IDENTITY_SIDE

    @property
    def belongs_to_account(self) -> bool:
        return self.has_identity_side or self.kind == "root"


def caller_of(request: dict[str, Any]) -> Caller:
    principal = request["principal"]
    if principal == "anonymous":
        return Caller("anonymous", principal)
    if principal in WEB_IDENTITIES:
        return Caller("web_identity", principal)
    if not principal.startswith("arn:"):
        return Caller("service", principal)
    _, partition, _, _, account, name = principal.split(":", 5)
    caller = Caller("root", principal, account, unique_id=request.get("principal_id"))
    if name.startswith("user/"):
        caller.kind, caller.credentials = "user", request.get("credentials", "long_term")
    elif name.startswith("assumed-role/"):
        derived = f"arn:{partition}:iam::{account}:role/{name.split('/')[1]}"
        caller.role_arn = request.get("role_arn", derived)
        caller.kind = "linked_role" if ":role/aws-service-role/" in caller.role_arn else "role"
    elif name.startswith("federated-user/"):
        caller.kind, caller.issuer = "federated", request.get("issuer_arn")
    elif name.startswith(("saml-provider/", "oidc-provider/")):
        caller.kind = name.split("-")[0]
    return caller


def classes(element: Any, caller: Caller) -> set[str]:
    """The classes (`user`, `role`, `session`, `account`, `star`, ...) by which a Principal element matches."""
    if element == "*":
        return {"star"}
    found = {class_of(kind, name, caller) for kind, names in element.items() for name in as_list(names)}
    return found - {""}


def class_of(kind: str, name: str, caller: Caller) -> str:
    if kind in ("Service", "Federated"):
        kinds = ("service",) if kind == "Service" else ("saml", "oidc", "web_identity")
        return "own" if caller.kind in kinds and name == caller.arn else ""
    if kind != "AWS":  # CanonicalUser (M40): nothing in a request says who has that id
        return ""
    if name == "*":
        return "" if caller.kind == "service" else "star"
    if not caller.belongs_to_account:
        return ""
    return class_of_aws(name, caller)


def class_of_aws(name: str, caller: Caller) -> str:
    partition = caller.arn.split(":")[1]
    if name in (caller.account, f"arn:{partition}:iam::{caller.account}:root"):
        return "account"
    if name == caller.role_arn:
        return "role"
    if name == caller.issuer:
        return "user"
    if name == caller.arn:
        return "user" if caller.kind == "user" else "session"
    if caller.unique_id is not None and name == caller.unique_id:  # M36
        return {"user": "user", "role": "role", "linked_role": "role"}.get(caller.kind, "")
    return ""


def spared(element: Any, caller: Caller) -> bool:
    """M48: whether a NotPrincipal list names the caller itself; the account spares its root user only."""
    found = classes(element, caller)
    return bool(found if caller.kind == "root" else found - {"account"})
