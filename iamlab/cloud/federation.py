"""Roles for people and programs from elsewhere: AssumeRoleWithSAML and AssumeRoleWithWebIdentity (S11, S12, S24).

Assertions and tokens are simulated: what an identity provider would sign is given as claims, and taken as genuine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from iamlab.cloud.assume_role import decided, new_session, parameter_context, passed_policy_problems
from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.handshake import Handshake
from iamlab.cloud.identities import OidcProvider
from iamlab.cloud.parameters import AssumeRoleParameters, parameter_problems
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.sessions import Origin
from iamlab.cloud.tag_passing import Passed, passed_context
from iamlab.engine import SamlIdentity, WebIdentity, in_backticks, parse_principal

_SAML_AUDIENCE = "https://signin.aws.amazon.com/saml"
_OIDC_SURVIVORS = (":aud", ":sub", ":amr", ":id")


@dataclass(frozen=True, slots=True)
class SamlAssertion:
    """What a company directory says about one of its people; `provider` is the ARN of the SAML provider (C78).

    `attributes` are further condition keys, such as `saml:edupersonaffiliation`.
    """

    provider: str
    subject: str
    subject_type: str = "persistent"
    issuer: str = ""
    audience: str = _SAML_AUDIENCE
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Tags = ()
    transitive_tag_keys: tuple[str, ...] = ()
    source_identity: str | None = None
    action: ClassVar[str] = "sts:AssumeRoleWithSAML"
    origin: ClassVar[Origin] = Origin.SAML

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The condition keys of the trust evaluation."""
        account, _, name = self.provider.partition("::")[2].partition(":saml-provider/")
        said = {"saml:aud": self.audience, "saml:iss": self.issuer, "saml:sub": self.subject}
        said |= {"saml:sub_type": self.subject_type, "saml:doc": f"{account}/{name}"}
        return {**{key: (value,) for key, value in said.items() if value}, **self.attributes}

    def survives(self, key: str) -> bool:
        """Whether the session goes on carrying a key (C78)."""
        return key in ("saml:namequalifier", "saml:sub", "saml:sub_type")


@dataclass(frozen=True, slots=True)
class WebIdentityToken:
    """What an OIDC issuer says about somebody; `provider` is the ARN of the OIDC provider, or a built-in one (C77).

    `claims` are further claims by their names, such as `repository_id`. One called `azp` takes the place of the
    audience, which is then found under `:oaud`.
    """

    provider: str
    subject: str
    audience: str
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Tags = ()
    transitive_tag_keys: tuple[str, ...] = ()
    source_identity: str | None = None
    action: ClassVar[str] = "sts:AssumeRoleWithWebIdentity"
    origin: ClassVar[Origin] = Origin.WEB_IDENTITY

    @property
    def host(self) -> str:
        """What the issuer's condition keys begin with."""
        return self.provider.partition(":oidc-provider/")[2] or self.provider

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The condition keys of the trust evaluation."""
        claims = {f"{self.host}:{name}": values for name, values in self.claims.items() if name != "azp"}
        audience: dict[str, tuple[str, ...]] = {f"{self.host}:aud": (self.audience,)}
        if party := self.claims.get("azp"):
            audience = {f"{self.host}:aud": party, f"{self.host}:oaud": (self.audience,)}
        return {**audience, f"{self.host}:sub": (self.subject,), **claims}

    def survives(self, key: str) -> bool:
        """Whether the session goes on carrying a key (C33, C77)."""
        return key.endswith(_OIDC_SURVIVORS) or key == "aws:FederatedProvider"


def assume_role_with_saml(cloud: Cloud, assertion: SamlAssertion, parameters: AssumeRoleParameters) -> Handshake:
    """Call AssumeRoleWithSAML. It is unsigned: the trust policy and RCPs alone decide (S11). Raises nothing."""
    return _federated(cloud, assertion, parameters)


def assume_role_with_web_identity(cloud: Cloud, token: WebIdentityToken, parameters: AssumeRoleParameters) -> Handshake:
    """Call AssumeRoleWithWebIdentity. Unsigned, too; the provider has to know the token's audience. Raises nothing."""
    account = cloud.account(token.provider.split(":")[4]) if token.provider.count(":") >= 5 else None
    provider = account.provider(token.provider) if account else None
    if isinstance(provider, OidcProvider) and token.audience not in provider.audiences:
        message = f"the token is for {in_backticks(token.audience)}, which the provider does not list"
        help = f"The provider's audiences are: {', '.join(provider.audiences) or 'none'}."
        aws, code = "Incorrect token audience", "InvalidIdentityToken"
        return Handshake(cloud, (RequestProblem("audience", message, help, aws, code=code),))
    return _federated(cloud, token, parameters)


def _federated(cloud: Cloud, identity: SamlAssertion | WebIdentityToken, parameters: AssumeRoleParameters) -> Handshake:
    passed = Passed(identity.tags, identity.transitive_tag_keys, identity.source_identity, identity.tags)
    problems = (
        *_provider_problems(identity),
        *parameter_problems(parameters, passed),
        *passed_policy_problems(cloud, parameters),
    )
    if problems:
        return Handshake(cloud, problems)
    keys = identity.keys()
    given = {**parameter_context(parameters), **passed_context(passed), **keys}
    reading = case_for(cloud, identity.provider, identity.action, parameters.role_arn, given, absent=passed.absent)
    if identity.origin is Origin.WEB_IDENTITY:
        keys = {**keys, "aws:FederatedProvider": (identity.provider,)}
    kept = tuple((key, values) for key, values in keys.items() if identity.survives(key))
    session = replace(new_session(cloud, parameters, passed, identity.origin), keys=kept)
    return decided(cloud, reading, identity.provider, parameters, passed, given, session)


def _provider_problems(identity: SamlAssertion | WebIdentityToken) -> Iterator[RequestProblem]:
    """Only identity providers vouch for people: a SAML or OIDC provider, or a built-in one (S12)."""
    wanted = SamlIdentity if isinstance(identity, SamlAssertion) else WebIdentity
    if not isinstance(parse_principal(identity.provider), wanted):
        kind = "SAML" if wanted is SamlIdentity else "OIDC"
        message = f"{in_backticks(identity.provider)} is no {kind} provider"
        yield RequestProblem("provider", message, f"Give the ARN of the {kind} provider.")
