"""Sessions that a lesson asks as, begun by whoever could: a person, a service, an identity provider, another role."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from iamlab.cloud import (
    Account,
    AssumeRoleParameters,
    Cloud,
    Handshake,
    OidcProvider,
    Role,
    SamlAssertion,
    SamlProvider,
    WebIdentityToken,
    assume_role,
    assume_role_with_saml,
    assume_role_with_web_identity,
    get_federation_token,
)
from iamlab.engine import FederatedUser, RoleSession, parse_principal
from lessons.courseware.requests import Variation

_SERVICE = re.compile(r'"([a-z0-9.-]+\.amazonaws\.com)"')
_ROLE = re.compile(r'"(arn:aws:iam::[0-9]{12}:role/[^"*]+)"')
_PROVIDER = re.compile(r'"(arn:aws:iam::[0-9]{12}:(?:saml|oidc)-provider/[^"*]+)"')


class ImpossibleVariation(ValueError):
    """Raised for a variation that its scenario does not allow: no such policy or caller, or a policy that is wrong."""


def with_session(cloud: Cloud, you: str | None, variation: Variation) -> Cloud:
    """A cloud with the session that a variation's request is made by, where it is one that the cloud does not have.

    A federated user's session is given by `you`. A role's is assumed by `you`, or else by whom the trust policy names:
    a service, an identity provider, or a role that `you` may assume. What a provider says about somebody stands in the
    request's context (`saml:sub`, `token.actions.githubusercontent.com:sub`); where it says no subject, that is the
    session's name. Raises ImpossibleVariation.
    """
    caller, passed = variation.request.caller, variation.session_policy
    principal = parse_principal(caller)
    if not isinstance(principal, RoleSession | FederatedUser):
        if passed:
            raise ImpossibleVariation(f"`{caller}` is no session, so no session policy is passed")
        return cloud
    if cloud.any_session(caller) and not passed:
        return cloud
    if you is None:
        raise ImpossibleVariation(f"nobody could begin the session `{caller}`: the scenario has no `you`")
    if isinstance(principal, FederatedUser):
        return _federated(cloud, you, principal, passed or None)
    return _assumed(cloud, you, variation)


def _federated(cloud: Cloud, you: str, user: FederatedUser, policy: str | None) -> Cloud:
    grant = get_federation_token(cloud, you, user.name, policy=policy)
    if grant.cloud.federated_session(user.arn) is None:
        raise ImpossibleVariation(f"`{you}` gets no session `{user.arn}`: {grant.message or 'another account'}")
    return grant.cloud


def _assumed(cloud: Cloud, you: str, variation: Variation) -> Cloud:
    caller = variation.request.caller
    account = cloud.account(caller.split(":")[4])
    role_name, _, session_name = caller.partition(":assumed-role/")[2].partition("/")
    role = next((role for role in account.roles if role.name == role_name), None) if account else None
    if account is None or role is None:
        raise ImpossibleVariation(f"nobody could begin the session `{caller}`: there is no such role")
    tried = []
    for handshake in _tries(cloud, you, account, role, session_name, variation):
        if handshake.session:
            return handshake.cloud
        tried.append(handshake.message or "; ".join(problem.message for problem in handshake.problems))
    raise ImpossibleVariation(f"`{you}` may not assume `{account.arn(role)}`: {tried[0]}")


def _tries(
    cloud: Cloud, you: str, account: Account, role: Role, name: str, variation: Variation
) -> Iterator[Handshake]:
    """Calls that might give a session of a role: by `you`, by those whom its trust policy names."""
    arn, trust, passed = account.arn(role), role.trust_policy, variation.session_policy or None
    assume = partial(assume_role, role_arn=arn, session_name=name, session_policy=passed)
    yield assume(cloud, you)
    for service in _SERVICE.findall(trust):
        yield assume(cloud, service)
    for provider_arn in _PROVIDER.findall(trust):
        yield from _vouched(cloud, provider_arn, arn, name, variation)
    for role_arn in _ROLE.findall(trust):
        first = assume_role(cloud, you, role_arn, you.rpartition("/")[2])
        if first.session:
            yield assume(first.cloud, first.session.arn)


def _vouched(cloud: Cloud, provider_arn: str, role_arn: str, name: str, variation: Variation) -> Iterator[Handshake]:
    """The call with which somebody trades what an identity provider says about them for a session."""
    account = cloud.account(provider_arn.split(":")[4])
    said = variation.request.context
    parameters = AssumeRoleParameters(role_arn, name, session_policy=variation.session_policy or None)
    match account.provider(provider_arn) if account else None:
        case SamlProvider():
            assertion = SamlAssertion(provider_arn, _said(said, "saml:sub", name))
            yield assume_role_with_saml(cloud, assertion, parameters)
        case OidcProvider(name=host, audiences=audiences):
            audience = _said(said, f"{host}:aud", audiences[0] if audiences else "")
            token = WebIdentityToken(provider_arn, _said(said, f"{host}:sub", name), audience)
            yield assume_role_with_web_identity(cloud, token, parameters)


def _said(context: Mapping[str, tuple[str, ...]], key: str, otherwise: str) -> str:
    values = {each.lower(): values for each, values in context.items()}.get(key.lower(), ())
    return values[0] if values else otherwise
