"""Who asks: a principal's ARN turned into the policies of its own side and what is known about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import Group, Role, User
from iamlab.cloud.managed_policies import attached_slot
from iamlab.cloud.places import PolicySlot
from iamlab.cloud.policies import inline_slots
from iamlab.cloud.problems import ExpiredToken, Problem, RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.sessions import FederatedSession, Origin, Session, TokenSession
from iamlab.cloud.unique_ids import unique_id
from iamlab.engine import (
    Credentials,
    FederatedUser,
    IamUser,
    PolicyKind,
    Principal,
    PrincipalProblem,
    RoleSession,
    RootUser,
    SamlIdentity,
    WebIdentity,
    closest,
    in_backticks,
    parse_principal,
)

_OF_SOME_SESSIONS = frozenset(
    {
        "aws:SourceIdentity", "aws:FederatedProvider", "aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4",
        "ec2:RoleDelivery", "ec2:SourceInstanceArn", "lambda:SourceFunctionArn", "ssm:SourceInstanceArn",
    }
)  # fmt: skip
"""Keys that only some ways to a role session bring with them (C33, C34, C37, C38)."""

_OF_INSTANCES = frozenset({"aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4"})
"""What every session of an instance brings, with values that the cloud does not know (C37)."""

_OF_TRUST_ALONE = frozenset({"saml:aud", "saml:iss", "saml:doc"})
"""What a trust policy sees of an assertion, and no session carries on (C78)."""

_ALL_OF_ROOT = PolicySlot(
    None,
    PolicyKind.SESSION,
    "root-user",
    "What a root user may do",
    '{"Version": "2012-10-17", "Statement": [{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}]}',
)
"""Task policies deny and allow nothing: what they leave is what the root user may do anyway."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal with the policies of its own side.

    `facts` are condition keys known about it, `absent` keys and prefixes of keys known not to exist for it.
    """

    principal: Principal
    identity_policies: tuple[PolicySlot, ...] = ()
    boundary: PolicySlot | None = None
    session_policies: tuple[PolicySlot, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    @property
    def home(self) -> str | None:
        """The account that the caller belongs to.

        None for services, for anonymous callers, and for people of an identity provider: these belong to no account
        before they have a role, not even to that of the provider (D35, D67).
        """
        return None if isinstance(self.principal, (SamlIdentity, WebIdentity)) else self.principal.account


def find_caller(cloud: Cloud, arn: str) -> Caller | Problem:
    """The caller that an ARN or the access key of a session token names; services and `anonymous` have no ARN."""
    if not arn:
        return RequestProblem("caller", "the request names nobody who asks", "Choose a user or a role session.")
    token = cloud.token_session(arn)
    if token is not None:
        return _with_token(cloud, token)
    principal = parse_principal(arn)
    if isinstance(principal, PrincipalProblem):
        return RequestProblem("caller", principal.message, principal.help)
    if principal.account is None:
        return Caller(principal)
    account = cloud.account(principal.account)
    if account is None:
        return no_such_account(cloud, "caller", principal.account)
    match principal:
        case RootUser():
            return Caller(principal, absent=frozenset({"aws:AssumedRoot"}))
        case IamUser():
            return _user(account, principal)
        case RoleSession():
            return _session(cloud, account, principal)
        case FederatedUser():
            return _federated(cloud, account, principal)
        case _:
            return _identity_from(account, principal)


def no_such_account(cloud: Cloud, field_name: str, account_id: str) -> RequestProblem:
    """A field names an account that the cloud does not have."""
    known = ", ".join(f"{account.id} ({account.name})" for account in cloud.accounts)
    message = f"there is no account {in_backticks(account_id)} here"
    return RequestProblem(field_name, message, f"The accounts are: {known}.")


def _user(account: Account, principal: IamUser) -> Caller | RequestProblem:
    user = account.user(principal.arn)
    if user is None:
        guess = closest(principal.arn, (account.arn(each) for each in account.users))
        help = f"Did you mean `{guess}`?" if guess else "Choose one of the account's users."
        message = f"account {account.id} has no user {in_backticks(principal.arn.partition(':user/')[2])}"
        return RequestProblem("caller", message, help)
    groups = (group for group in account.groups if group.name in user.groups)
    return Caller(
        replace(principal, unique_id=unique_id(account, user)),
        tuple(_identity_policies(account, user, *groups)),
        _boundary(account, user),
        facts=tag_facts("aws:PrincipalTag", user.tags),
        absent=frozenset({"aws:PrincipalTag/"}),
    )


def _session(cloud: Cloud, account: Account, principal: RoleSession) -> Caller | RequestProblem | ExpiredToken:
    session = cloud.session(principal.arn)
    if session is None:
        role_name = in_backticks(principal.role_arn.rpartition("/")[2])
        message = f"role {role_name} of account {account.id} has no session {in_backticks(principal.session_name)}"
        return RequestProblem("caller", message, "Assume the role first, with this session name.")
    if session.expires <= cloud.now:
        return ExpiredToken(session.arn)
    role = account.role(session.role_arn)
    if role is None:
        message = f"account {account.id} no longer has the role of session {in_backticks(session.name)}"
        return RequestProblem("caller", message, "Ask as somebody else.")
    role_id = unique_id(account, role)
    return Caller(
        replace(principal, role_arn=session.role_arn, unique_id=f"{role_id}:{session.name}"),
        tuple(_identity_policies(account, role)),
        _boundary(account, role),
        tuple(_session_policies(account, session)),
        facts=tag_facts("aws:PrincipalTag", overridden(role.tags, session.tags)) | _session_facts(session, cloud.now),
        absent=_absent_from(session),
    )


def _absent_from(session: Session) -> frozenset[str]:
    """Keys that this way to a session does not bring; sessions of federated people have no MFA keys (C57)."""
    brought = {key for key, _ in session.keys} | ({"aws:SourceIdentity"} if session.source_identity else set())
    mfa = set() if session.origin is Origin.ASSUME_ROLE else {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"}
    if "ec2:SourceInstanceArn" in brought:
        brought |= _OF_INSTANCES
    return (_OF_SOME_SESSIONS - brought) | mfa | _OF_TRUST_ALONE | {"aws:PrincipalTag/"}


def _with_token(cloud: Cloud, token: TokenSession) -> Caller | Problem:
    """A user or root user with credentials of GetSessionToken (C30 to C32, S40)."""
    caller = find_caller(cloud, token.owner_arn)
    if not isinstance(caller, Caller):
        return caller
    if token.expires <= cloud.now:
        return ExpiredToken(token.access_key, help="Call GetSessionToken again.")
    facts = {**caller.facts, "aws:TokenIssueTime": (_moment(token.issued),)}
    if token.task_policy:
        return _for_a_task(cloud, caller, token, facts)
    if not isinstance(caller.principal, IamUser):
        return replace(caller, facts=facts)
    if token.mfa:
        facts |= _mfa_facts(token.issued, cloud.now)
    kind = Credentials.SESSION_TOKEN_MFA if token.mfa else Credentials.SESSION_TOKEN
    return replace(caller, principal=replace(caller.principal, credentials=kind), facts=facts)


def _for_a_task(cloud: Cloud, caller: Caller, token: TokenSession, facts: Mapping[str, tuple[str, ...]]) -> Caller:
    """The root user of a member account in a session of AssumeRoot: all that its task policy does not deny (D17)."""
    account = cloud.account(token.account_id)
    task = attached_slot(account, token.task_policy, PolicyKind.SESSION) if account else None
    policies = (_ALL_OF_ROOT, *((task,) if task else ()))
    marked = {**facts, "aws:AssumedRoot": ("true",)}
    return replace(caller, session_policies=policies, facts=marked, absent=frozenset())


def _federated(cloud: Cloud, account: Account, principal: FederatedUser) -> Caller | Problem:
    """Somebody with credentials of GetFederationToken: the issuer's policies, cut by those passed (D12)."""
    session = cloud.federated_session(principal.arn)
    if session is None:
        message = f"account {account.id} has no federated user {in_backticks(principal.name)}"
        return RequestProblem("caller", message, "Call GetFederationToken first, with this name.")
    if session.expires <= cloud.now:
        return ExpiredToken(session.arn, help="Call GetFederationToken again.")
    issuer = find_caller(cloud, session.issuer_arn)
    if not isinstance(issuer, Caller):
        return issuer
    user = account.user(session.issuer_arn)
    tags = overridden(user.tags if user else (), session.tags)
    return Caller(
        replace(principal, issuer_arn=session.issuer_arn),
        issuer.identity_policies,
        issuer.boundary,
        tuple(_session_policies(account, session)),
        tag_facts("aws:PrincipalTag", tags) | {"aws:TokenIssueTime": (_moment(session.issued),)},
        frozenset({"aws:PrincipalTag/"}),
    )


def _identity_from(account: Account, principal: Principal) -> Caller | RequestProblem:
    """Somebody whom an identity provider vouches for, before a role is assumed (S11)."""
    if account.provider(principal.arn):
        return Caller(principal)
    saml, oidc = map(account.arn, account.saml_providers), map(account.arn, account.oidc_providers)
    known = [*saml, *oidc]
    guess = closest(principal.arn, known)
    help = f"Did you mean `{guess}`?" if guess else f"The account's providers are: {', '.join(known) or 'none'}."
    return RequestProblem("caller", f"account {account.id} has no provider {in_backticks(principal.arn)}", help)


def _identity_policies(account: Account, *identities: User | Group | Role) -> Iterator[PolicySlot]:
    """Inline and attached policies of a user with its groups, or of a role (D29)."""
    for identity in identities:
        yield from inline_slots(account, identity)
        yield from (attached_slot(account, arn, PolicyKind.IDENTITY) for arn in identity.attached_policies)


def _boundary(account: Account, identity: User | Role) -> PolicySlot | None:
    arn = identity.permissions_boundary
    return attached_slot(account, arn, PolicyKind.BOUNDARY) if arn else None


def _session_policies(account: Account, session: Session | FederatedSession) -> Iterator[PolicySlot]:
    if session.policy is not None:
        yield session_policy_slot(session.policy, session.name)
    yield from (attached_slot(account, arn, PolicyKind.SESSION) for arn in session.policy_arns)


def session_policy_slot(text: str, session_name: str) -> PolicySlot:
    """The policy passed to one session, which nobody can edit afterwards."""
    title = f"Session policy of session {session_name}"
    return PolicySlot(None, PolicyKind.SESSION, "session-policy", title, text)


def tag_facts(key: str, tags: Tags) -> dict[str, tuple[str, ...]]:
    """Tags as condition keys: `aws:PrincipalTag/team` (C24, C45)."""
    return {f"{key}/{name}": (value,) for name, value in tags}


def overridden(tags: Tags, session_tags: Tags) -> Tags:
    """An identity's tags with those of its session, which win whatever their keys' case (S21)."""
    passed = {key.lower() for key, _ in session_tags}
    return (*((key, value) for key, value in tags if key.lower() not in passed), *session_tags)


def _session_facts(session: Session, now: datetime) -> dict[str, tuple[str, ...]]:
    """What the session itself brings: when it was issued, MFA, source identity, where it comes from (C30 to C34)."""
    facts = {"aws:TokenIssueTime": (_moment(session.issued),), **dict(session.keys)}
    if session.source_identity is not None:
        facts["aws:SourceIdentity"] = (session.source_identity,)
    if session.mfa_authenticated_at is not None:
        facts |= _mfa_facts(session.mfa_authenticated_at, now)
    return facts


def _mfa_facts(authenticated_at: datetime, now: datetime) -> dict[str, tuple[str, ...]]:
    age = int((now - authenticated_at).total_seconds())
    return {"aws:MultiFactorAuthPresent": ("true",), "aws:MultiFactorAuthAge": (str(age),)}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
