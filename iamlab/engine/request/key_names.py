"""How AWS spells the global, IAM and STS condition keys; policies may write them in any case (C1, C20 to C76)."""

_NAMES = (
    "aws:AssumedRoot", "aws:CalledVia", "aws:CalledViaAWSMCP", "aws:CalledViaFirst", "aws:CalledViaLast",
    "aws:ChatbotSourceArn", "aws:CurrentTime", "aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc",
    "aws:EpochTime", "aws:FederatedProvider", "aws:IsMcpServiceAction", "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalIsAWSService",
    "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList",
    "aws:PrincipalType", "aws:referer", "aws:RequestedRegion", "aws:ResourceAccount", "aws:ResourceOrgID",
    "aws:ResourceOrgPaths", "aws:SecureTransport", "aws:SignInSessionArn", "aws:SourceAccount", "aws:SourceArn",
    "aws:SourceIdentity", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc", "aws:SourceVpcArn",
    "aws:SourceVpce", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent", "aws:userid", "aws:username",
    "aws:ViaAWSMCPService", "aws:ViaAWSService", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths",
    "aws:VpcSourceIp", "ec2:RoleDelivery", "ec2:SourceInstanceArn", "iam:AssociatedResourceArn", "iam:AWSServiceName",
    "iam:OrganizationsPolicyId", "iam:PassedToService", "iam:PermissionsBoundary", "iam:PolicyARN",
    "lambda:SourceFunctionArn", "ssm:SourceInstanceArn", "sts:AWSServiceName", "sts:DurationSeconds", "sts:ExternalId",
    "sts:IdentityTokenAudience", "sts:RequestContextProviders", "sts:RoleAuthorizedByIdp", "sts:RoleSessionName",
    "sts:SigningAlgorithm", "sts:SourceIdentity", "sts:TaskPolicyArn", "sts:TransitiveTagKeys",
)  # fmt: skip
_WITH_TAG_KEY = ("aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/", "iam:ResourceTag/", "sts:RequestContext/")
_SPELLINGS = {name.lower(): name for name in (*_NAMES, *_WITH_TAG_KEY)}


def spelled(name: str) -> str:
    """A key in AWS's spelling; a tag key keeps its own, and a key that is not known stays as written."""
    prefix, slash, tag = name.partition("/")
    return _SPELLINGS.get((prefix + slash).lower(), prefix + slash) + tag
