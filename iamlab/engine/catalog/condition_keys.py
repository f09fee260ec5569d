"""Condition keys by name: those of all services, those of one, and the claims of identity providers."""

import re
from functools import lru_cache

from iamlab.engine.catalog.model import ConditionKey, KeyType
from iamlab.engine.catalog.reference import service

_GLOBAL = {
    KeyType.STRING: (
        "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalTag/${TagKey}",
        "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:PrincipalType", "aws:userid",
        "aws:username", "aws:FederatedProvider", "aws:SourceIdentity", "aws:Ec2InstanceSourceVpc", "aws:SourceVpc",
        "aws:SourceVpce", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:ResourceAccount",
        "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceTag/${TagKey}", "aws:RequestTag/${TagKey}",
        "aws:TagKeys", "aws:RequestedRegion", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast",
        "aws:CalledViaAWSMCP", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:referer",
        "aws:UserAgent", "glue:RoleAssumedBy", "glue:CredentialIssuingService", "identitystore:UserId",
    ),
    KeyType.ARN: (
        "aws:PrincipalArn", "aws:SourceArn", "aws:SourceVpcArn", "aws:SignInSessionArn", "aws:ChatbotSourceArn",
        "ec2:SourceInstanceArn", "lambda:SourceFunctionArn", "ssm:SourceInstanceArn", "codebuild:BuildArn",
        "codebuild:ProjectArn",
    ),
    KeyType.BOOL: (
        "aws:PrincipalIsAWSService", "aws:MultiFactorAuthPresent", "aws:AssumedRoot", "aws:SecureTransport",
        "aws:ViaAWSService", "aws:ViaAWSMCPService", "aws:IsMcpServiceAction",
    ),
    KeyType.NUMERIC: ("aws:MultiFactorAuthAge", "ec2:RoleDelivery"),
    KeyType.DATE: ("aws:TokenIssueTime", "aws:CurrentTime", "aws:EpochTime"),
    KeyType.IP_ADDRESS: ("aws:SourceIp", "aws:VpcSourceIp", "aws:Ec2InstanceSourcePrivateIPv4"),
}  # fmt: skip
"""Tables C20 to C55, and the keys that sessions carry wherever their credentials were issued by a service (C38)."""

_SEVERAL_VALUES = frozenset(
    {
        "aws:PrincipalOrgPaths", "aws:PrincipalServiceNamesList", "aws:VpceOrgPaths", "aws:ResourceOrgPaths",
        "aws:TagKeys", "aws:CalledVia", "aws:SourceOrgPaths",
    }
)  # fmt: skip

_KEPT_BY = {
    "catalog": "aws-marketplace",
    "cognito-identity-auth": "cognito-identity",
    "cognito-identity-unauth": "cognito-identity",
    "identitycenter": "sso",
}
"""Prefixes that are no service's, and whose actions take those keys. All others are identity providers: sts."""

_CLAIM = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^:]*)?:(aud|oaud|sub|amr|email)")
_CLAIMS = {
    "aud": "Filters access by the audience of the token",
    "oaud": "Filters access by the audience of a token that also names an authorized party",
    "sub": "Filters access by the subject of the token",
    "amr": "Filters access by how the person behind the token was authenticated",
    "email": "Filters access by the e-mail address in the token",
}
"""The claims that become condition keys for every OIDC provider, by the provider's address (C77)."""

_GLOBAL_KEYS = {
    name.lower(): ConditionKey(name, type, name in _SEVERAL_VALUES) for type, names in _GLOBAL.items() for name in names
}


def global_condition_keys() -> tuple[ConditionKey, ...]:
    """The keys that policies of all services can use."""
    return tuple(_GLOBAL_KEYS.values())


@lru_cache(maxsize=4096)
def condition_key(name: str) -> ConditionKey | None:
    """The key that a policy's text names, in any case; a tag's key is found by its template. None if AWS has none.

    Claims of identity providers are found by the provider's address, as in `token.actions.githubusercontent.com:sub`:
    of the providers that AWS lists with all their claims, of any other with those that every provider has.
    """
    folded = name.lower()
    found = _GLOBAL_KEYS.get(folded) or next((key for key in _GLOBAL_KEYS.values() if key.covers(name)), None)
    if found is not None or folded.startswith("aws:"):
        return found
    prefix = folded.partition(":")[0]
    keeper = service(prefix) or service(_KEPT_BY.get(prefix, "sts"))
    return (keeper.condition_key(name) if keeper else None) or _claim(name)


def _claim(name: str) -> ConditionKey | None:
    found = _CLAIM.fullmatch(name.lower())
    return ConditionKey(name, KeyType.STRING, found[1] == "amr", _CLAIMS[found[1]]) if found else None
