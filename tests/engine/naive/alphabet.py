"""Small alphabets, so that random policies meet random requests often."""

from typing import Any

HOME, AWAY = "111111111111", "222222222222"
ACCOUNTS = (HOME, HOME, HOME, AWAY)


def arn(account: str, name: str, service: str = "iam") -> str:
    return f"arn:aws:{service}::{account}:{name}"


ROLE, TARGET = "role/app", "role/target"
LINKED_ROLE = "role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
KEY = f"arn:aws:kms:us-east-1:{HOME}:key/1"
GITHUB = "token.actions.githubusercontent.com"

S3_REQUESTS = (
    ("s3:GetObject", "arn:aws:s3:::bk/k"),
    ("s3:GetObject", "arn:aws:s3:::bk/alice/x"),
    ("s3:GetObject", "arn:aws:s3:::bk/red/x"),
    ("s3:PutBucketPolicy", "arn:aws:s3:::bk"),
    ("S3:getbucketpolicy", "arn:aws:s3:::bk"),
    ("s3:ListAllMyBuckets", "*"),
)
STS_REQUESTS = (
    ("sts:AssumeRole", arn(HOME, TARGET)),
    ("sts:AssumeRole", arn(HOME, ROLE)),
    ("sts:AssumeRole", arn(HOME, LINKED_ROLE)),
    ("sts:TagSession", arn(HOME, TARGET)),
    ("sts:SetSourceIdentity", arn(HOME, TARGET)),
    ("sts:AssumeRoleWithSAML", arn(HOME, TARGET)),
    ("sts:AssumeRoleWithWebIdentity", arn(HOME, TARGET)),
    ("sts:GetCallerIdentity", "*"),
    ("sts:GetSessionToken", "*"),
    ("sts:GetFederationToken", arn(HOME, "federated-user/fred", "sts")),
)
OTHER_REQUESTS = (
    ("kms:Decrypt", KEY),
    ("kms:Decrypt", KEY),
    ("kms:RetireGrant", KEY),
    ("kms:ListKeys", "*"),
    ("iam:ListUsers", "*"),
    ("iam:GetUser", arn(HOME, "user/alice")),
    ("iam:PassRole", arn(HOME, ROLE)),
    ("sqs:SendMessage", f"arn:aws:sqs:us-east-1:{HOME}:q"),
    ("sns:Publish", f"arn:aws:sns:eu-west-1:{HOME}:t"),
    ("dynamodb:GetItem", f"arn:aws:dynamodb:eu-west-1:{HOME}:table/t"),
    ("ec2:DescribeInstances", "*"),
    ("kms:CreateAlias", f"arn:aws:kms:us-east-1:{HOME}:alias/a"),
    ("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ("sts:DecodeAuthorizationMessage", "*"),
    ("sts:AssumeRoot", arn(HOME, "root")),
    ("sts:AssumeRoot", arn(AWAY, "root")),
    ("iam:GetRole", arn(HOME, TARGET)),
    ("s3:GetBucketPolicy", f"arn:aws:s3:us-east-1:{HOME}:accesspoint/ap"),
)
USERS = ("user/alice", "user/team/bob")
SESSIONS = ("assumed-role/app/s1", "assumed-role/app/s2", "assumed-role/deploy/ci")
SERVICES = ("cloudtrail.amazonaws.com", "sns.amazonaws.com")
WEB_IDENTITIES = ("accounts.google.com", "cognito-identity.amazonaws.com")
PROVIDERS = ("saml-provider/Idp", f"oidc-provider/{GITHUB}")
FEDERATED = ("federated-user/fred",)
USER_ID, ROLE_ID = "AIDAEXAMPLEALICE0001", "AROAEXAMPLEAPP000001"

STRINGS: dict[str, tuple[str, ...]] = {
    "aws:PrincipalTag/team": ("red", "blue", "k"),
    "aws:ResourceTag/team": ("red", "blue"),
    "aws:RequestTag/Team": ("red", "Blue"),
    "aws:username": ("alice", "bob"),
    "aws:PrincipalOrgID": ("o-mine", "o-other"),
    "aws:PrincipalAccount": (HOME, AWAY),
    "aws:ResourceAccount": (HOME, AWAY),
    "aws:PrincipalType": ("User", "AssumedRole", "Account"),
    "aws:userid": (f"{ROLE_ID}:s1", USER_ID, HOME, f"{HOME}:fred"),
    "aws:RequestedRegion": ("us-east-1", "eu-west-1"),
    "aws:SourceVpce": ("vpce-1", "vpce-2"),
    "aws:SourceVpc": ("vpc-1",),
    "aws:SourceAccount": (HOME, AWAY),
    "aws:SourceIdentity": ("alice", "red"),
    "aws:CalledViaFirst": ("athena.amazonaws.com",),
    "aws:PrincipalServiceName": SERVICES,
    "aws:UserAgent": ("curl", "Curl"),
    "aws:FederatedProvider": (arn(HOME, f"oidc-provider/{GITHUB}"), "accounts.google.com"),
    "aws:Ec2InstanceSourceVpc": ("vpc-1",),
    "aws:VpceAccount": (HOME, AWAY),
    "aws:ResourceOrgID": ("o-mine", "o-other"),
    "aws:SourceOrgID": ("o-mine", "o-other"),
    "sts:ExternalId": ("x-1", "X-1"),
    "sts:RoleSessionName": ("alice", "app"),
    "saml:aud": ("https://signin.aws.amazon.com/saml",),
    f"{GITHUB}:sub": ("repo:org/repo:ref:refs/heads/main",),
    "iam:PassedToService": ("ec2.amazonaws.com",),
}
LISTS: dict[str, tuple[str, ...]] = {
    "aws:TagKeys": ("team", "cost", "Env"),
    "aws:PrincipalOrgPaths": ("o-mine/r-1/ou-a/", "o-mine/r-1/ou-b/"),
    "aws:ResourceOrgPaths": ("o-mine/r-1/ou-a/", "o-mine/r-1/ou-b/"),
    "aws:SourceOrgPaths": ("o-mine/r-1/ou-a/",),
    "aws:CalledVia": ("athena.amazonaws.com", "cloudformation.amazonaws.com"),
}
ARNS: dict[str, tuple[str, ...]] = {
    "aws:PrincipalArn": (arn(HOME, "user/alice"), arn(HOME, ROLE), arn(AWAY, ROLE), arn(HOME, "root")),
    "aws:SourceArn": (f"arn:aws:sns:us-east-1:{HOME}:t", f"arn:aws:s3:::{HOME}"),
}
BOOLEANS = (
    "aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:ViaAWSService", "aws:PrincipalIsAWSService",
    "aws:AssumedRoot",
)  # fmt: skip
NUMBERS: dict[str, tuple[Any, ...]] = {
    "aws:MultiFactorAuthAge": (60, 3600, "3600.0", "-1"),
    "s3:max-keys": (10, "10", 100, "ten", "1e1", 10.0, "+10", " 10", "010", "1_0", "NaN", "", "10.", ".5"),
}
DATES: dict[str, tuple[Any, ...]] = {
    "aws:CurrentTime": (
        "2020-04-01T00:00:01Z",
        "2099-12-31",
        1585699201,
        "2026-01-01T02:00:00+02:00",
        "soon",
        "2026-01",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00.5Z",
        "2026-01-01T00:00:00",
        "20260101",
        "2026-W01-1",
        "2026-01-01 00:00:00Z",
        "1585699201.5",
        "-1",
        "",
        "2026-01-01T00:00:00+0200",
        "2026-01-01T24:00:00Z",
        "2026-13-01",
        "2026-01-01t00:00:00z",
    ),
    "aws:TokenIssueTime": ("2020-04-01T00:00:01Z", "2026-01-01T00:00:00Z"),
    "aws:EpochTime": (1585699201, 4000000000),
}
ADDRESSES: dict[str, tuple[str, ...]] = {
    "aws:SourceIp": ("203.0.113.10", "203.0.113.200", "10.1.2.3", "2001:db8::5", "::ffff:10.1.2.3", "10.1", ""),
    "aws:VpcSourceIp": ("10.1.2.3",),
}
RANGES = (
    "203.0.113.0/24",
    "203.0.113.10",
    "203.0.113.77/25",
    "10.0.0.0/8",
    "2001:db8::/32",
    "not-a-range",
    "0.0.0.0/0",
    "2001:DB8::5",
    "10.1.2.3/255.0.0.0",
    "",
)
BYTES = ("aGVsbG8=", "d29ybGQ=", "aGVsbG8", "hello", "aGVs bG8=")
