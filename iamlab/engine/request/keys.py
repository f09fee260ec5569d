"""Which global condition keys follow from a request, and which are known to be absent (C10 to C59).

A key is filled in when the rules give its value, and known to be absent when the rules say that this caller's
requests do not
carry it. Everything else stays unknown: an engine that guessed a source address would teach something false.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from iamlab.engine.arn import parse_arn
from iamlab.engine.request.context import ContextEntry, RequestContext, Source
from iamlab.engine.request.principals import (
    Anonymous,
    Credentials,
    FederatedUser,
    IamUser,
    Principal,
    PrincipalKind,
    RoleSession,
    RootUser,
    SamlIdentity,
    ServicePrincipal,
    WebIdentity,
)

MULTIVALUED = frozenset(
    {
        "aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist", "aws:resourceorgpaths",
        "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths", "sts:transitivetagkeys", "sts:requestcontextproviders",
        "sts:identitytokenaudience",
    }
)  # fmt: skip
"""Global, IAM and STS keys that can hold several values in one request (C2)."""

ENDPOINT_KEYS = frozenset(
    {
        "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce",
        "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    }
)  # fmt: skip
"""Keys of a request through a VPC endpoint (C40 to C42)."""

_SERVICE_CALL_KEYS = frozenset(
    {
        "aws:principalservicename", "aws:principalservicenameslist",
        "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
    }
)  # fmt: skip
_FAS_KEYS = frozenset({"aws:calledvia", "aws:calledviafirst", "aws:calledvialast"})
_MFA_KEYS = frozenset({"aws:multifactorauthpresent", "aws:multifactorauthage"})
_ROLE_SESSION_KEYS = frozenset(
    {
        "aws:federatedprovider", "aws:sourceidentity", "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4",
        "ec2:roledelivery", "ec2:sourceinstancearn", "lambda:sourcefunctionarn", "ssm:sourceinstancearn",
        "codebuild:buildarn", "codebuild:projectarn", "glue:roleassumedby", "glue:credentialissuingservice",
        "identitystore:userid", "aws:signinsessionarn", "aws:chatbotsourcearn",
    }
)  # fmt: skip
_PRINCIPAL_KEYS = frozenset(
    {"aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/"}
)


def _epoch(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def principal_values(principal: Principal) -> dict[str, str]:
    """The keys that the kind of principal gives a value to (table 3.1, C21, C25 to C30, C57)."""
    values = {"aws:PrincipalIsAWSService": "false"}
    if isinstance(principal, (IamUser, FederatedUser, RootUser)):
        values |= {"aws:PrincipalArn": principal.arn, "aws:PrincipalAccount": principal.account}
    match principal:
        case IamUser():
            values |= _iam_user_values(principal)
        case RoleSession():
            values |= _role_session_values(principal)
        case FederatedUser():
            values |= {"aws:PrincipalType": "FederatedUser", "aws:userid": f"{principal.account}:{principal.name}"}
        case RootUser():
            values |= {"aws:PrincipalType": "Account", "aws:userid": principal.account}
        case ServicePrincipal():
            values = {"aws:PrincipalIsAWSService": "true", "aws:PrincipalType": "AWSService"}
            values["aws:PrincipalServiceName"] = principal.arn
        case Anonymous():
            values = {"aws:PrincipalType": "Anonymous", "aws:PrincipalAccount": "anonymous", "aws:userid": "anonymous"}
        case WebIdentity():
            values = {"aws:FederatedProvider": principal.arn}
        case SamlIdentity():
            values = {}
    return values


def _iam_user_values(user: IamUser) -> dict[str, str]:
    values = {"aws:PrincipalType": "User", "aws:username": user.name}
    if user.unique_id:
        values["aws:userid"] = user.unique_id
    if user.credentials is not Credentials.LONG_TERM:
        with_mfa = user.credentials is Credentials.SESSION_TOKEN_MFA
        values["aws:MultiFactorAuthPresent"] = "true" if with_mfa else "false"
    return values


def _role_session_values(session: RoleSession) -> dict[str, str]:
    values = {"aws:PrincipalArn": session.role_arn, "aws:PrincipalAccount": session.account}
    values |= {"aws:PrincipalType": "AssumedRole", "aws:MultiFactorAuthPresent": "false"}
    if session.unique_id:
        values["aws:userid"] = f"{session.unique_id.partition(':')[0]}:{session.session_name}"
    return values


def request_values(resource: str, owner: str, now: datetime) -> dict[str, str]:
    """The keys that the request itself gives a value to, whoever makes it (C43, C47 to C50)."""
    arn = parse_arn(resource)
    return {
        "aws:ResourceAccount": owner,
        "aws:RequestedRegion": (arn.region if arn else "") or "us-east-1",
        "aws:SecureTransport": "true",
        "aws:CurrentTime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": _epoch(now),
        "aws:ViaAWSService": "false",
    }


_ABSENT_BY_KIND: dict[PrincipalKind, frozenset[str]] = {
    PrincipalKind.USER: _SERVICE_CALL_KEYS | (_ROLE_SESSION_KEYS - {"aws:signinsessionarn"}) | {"aws:assumedroot"},
    PrincipalKind.ROLE_SESSION: _SERVICE_CALL_KEYS | {"aws:username", "aws:assumedroot"},
    PrincipalKind.FEDERATED_USER: _SERVICE_CALL_KEYS | _ROLE_SESSION_KEYS | _MFA_KEYS
    | {"aws:username", "aws:assumedroot"},
    PrincipalKind.ROOT: _SERVICE_CALL_KEYS | _ROLE_SESSION_KEYS | _MFA_KEYS
    | {"aws:username", "aws:principaltag/", "aws:tokenissuetime"},
    PrincipalKind.SERVICE: _PRINCIPAL_KEYS | _ROLE_SESSION_KEYS | _MFA_KEYS
    | {"aws:username", "aws:tokenissuetime", "aws:assumedroot"},
    PrincipalKind.ANONYMOUS: _PRINCIPAL_KEYS | _SERVICE_CALL_KEYS | _ROLE_SESSION_KEYS | _MFA_KEYS
    | {"aws:username", "aws:tokenissuetime", "aws:assumedroot", "aws:principalisawsservice"},
    PrincipalKind.SAML: _PRINCIPAL_KEYS | _SERVICE_CALL_KEYS | _ROLE_SESSION_KEYS | _MFA_KEYS
    | {"aws:username", "aws:userid", "aws:principaltype", "aws:tokenissuetime", "aws:assumedroot",
       "aws:principalisawsservice"},
}  # fmt: skip
_ABSENT_BY_KIND[PrincipalKind.WEB_IDENTITY] = _ABSENT_BY_KIND[PrincipalKind.SAML]


def _absent(principal: Principal, entries: Mapping[str, ContextEntry], via_endpoint: bool) -> frozenset[str]:
    """Keys known to be absent, as lower-cased names and prefixes."""
    absent = _ABSENT_BY_KIND[principal.kind]
    called_by_service = _is_true(entries, "aws:viaawsservice")
    if isinstance(principal, IamUser) and principal.credentials is Credentials.LONG_TERM:
        absent |= {"aws:signinsessionarn"}  # of signing in to the console or on the command line, not of access keys
        absent |= frozenset() if called_by_service else {"aws:multifactorauthpresent", "aws:tokenissuetime"}
    if not _is_true(entries, "aws:multifactorauthpresent"):
        absent |= {"aws:multifactorauthage"}
    if called_by_service or "aws:sourceip" in entries:
        absent |= ENDPOINT_KEYS
    if via_endpoint or any(key in entries for key in ENDPOINT_KEYS):
        absent |= {"aws:sourceip"}
    return absent if called_by_service else absent | _FAS_KEYS


def _is_true(entries: Mapping[str, ContextEntry], key: str) -> bool:
    return key in entries and tuple(value.lower() for value in entries[key].values) == ("true",)


def complete_context(
    given: Mapping[str, ContextEntry],
    removed: frozenset[str],
    principal: Principal,
    resource: str,
    owner: str,
    *,
    via_endpoint: bool,
    now: datetime,
) -> RequestContext:
    """Fill in what follows from the request; what the case gives or removes wins.

    `given` is keyed by lower-cased name, `removed` holds lower-cased names. Rules C10 to C59.
    """
    derived = principal_values(principal) | request_values(resource, owner, now)
    entries = {key.lower(): ContextEntry(key, (value,), source=Source.DERIVED) for key, value in derived.items()}
    if isinstance(principal, ServicePrincipal):
        names = "aws:PrincipalServiceNamesList"
        entries[names.lower()] = ContextEntry(names, (principal.arn,), listed=True, source=Source.DERIVED)
    entries.update(given)
    if isinstance(principal, IamUser) and _is_true(entries, "aws:viaawsservice"):
        mfa = "aws:MultiFactorAuthPresent"
        entries.setdefault(mfa.lower(), ContextEntry(mfa, ("false",), source=Source.DERIVED))
    _called_via(entries)
    for key in removed:
        entries.pop(key, None)
    absent = _absent(principal, entries, via_endpoint)
    return RequestContext(entries, absent | removed if removed else absent)


def _called_via(entries: dict[str, ContextEntry]) -> None:
    """First and last follow from the ordered list of calling services (C51)."""
    chain = entries.get("aws:calledvia")
    if chain is None or not chain.values:
        return
    for name, value in (("aws:CalledViaFirst", chain.values[0]), ("aws:CalledViaLast", chain.values[-1])):
        entries.setdefault(name.lower(), ContextEntry(name, (value,), source=Source.DERIVED))
