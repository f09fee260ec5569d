"""The kinds of policy and what each of them may contain (table 1.2 of the rules, G22 to G28)."""

from enum import StrEnum


class PolicyKind(StrEnum):
    """Where a policy is attached; the same text can mean different things in different places."""

    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"
    RESOURCE = "resource"
    KEY = "key"
    TRUST = "trust"
    SCP = "scp"
    RCP = "rcp"
    VPC_ENDPOINT = "vpc_endpoint"


NAMES = {
    PolicyKind.IDENTITY: "an identity policy",
    PolicyKind.BOUNDARY: "a permissions boundary",
    PolicyKind.SESSION: "a session policy",
    PolicyKind.RESOURCE: "a resource policy",
    PolicyKind.KEY: "a key policy",
    PolicyKind.TRUST: "a trust policy",
    PolicyKind.SCP: "a service control policy",
    PolicyKind.RCP: "a resource control policy",
    PolicyKind.VPC_ENDPOINT: "a VPC endpoint policy",
}
"""How a sentence names one policy of a kind, with its article."""

NAMES_PRINCIPALS = frozenset(
    {PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.TRUST, PolicyKind.RCP, PolicyKind.VPC_ENDPOINT}
)
"""Kinds whose statements say who they are about; in all others that is who the policy is attached to (G8, M42)."""

SITS_ON_ITS_RESOURCE = frozenset({PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.TRUST})
"""Kinds in which a statement without Resource is about the resource that carries the policy (table 1.2, G26)."""

COMPLETES_ARNS = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY})
"""Kinds in which an ARN pattern with fewer than six fields is completed with `*` (M14)."""

RCP_SERVICES = frozenset(
    {
        "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets", "clouddirectory",
        "cloudfront", "cloudsearch", "cloudtrail-data", "codeartifact", "codebuild", "codecommit",
        "codepipeline", "cognito-identity", "cognito-idp", "comprehend", "comprehendmedical",
        "compute-optimizer", "cost-optimization-hub", "dax", "dsql", "dynamodb", "ecr", "ecr-public",
        "events", "firehose", "fis", "fms", "gamelift", "health", "inspector-scan", "kendra", "kinesisvideo",
        "kms", "logs", "memorydb", "networkmonitor", "notifications", "opensearch", "pca-connector-ad",
        "personalize", "polly", "pricing", "resource-groups", "rolesanywhere", "s3", "secretsmanager",
        "servicediscovery", "signin", "sqs", "sts", "support", "swf", "textract", "timestream-influxdb",
        "transcribe", "transfer", "translate", "wafv2", "workspaces", "xray",
    }
)  # fmt: skip
"""Service prefixes whose actions RCPs can reach (D63)."""
