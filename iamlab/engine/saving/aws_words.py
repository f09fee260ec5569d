"""How AWS words its refusal to save a policy, as far as its texts are known (section 8.2 of the rules).

Known are those of IAM for identity policies and for trust policies. AWS publishes almost none of them, and may reword
them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.syntax.diagnostics import Diagnostic

Words: TypeAlias = str | Callable[[str], str]
"""A text of AWS, or what makes one of the value that it is about."""

_SYNTAX = "Syntax errors in policy."
_IAM_PATHS = (
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, '
    "mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/."
)


def _is_of_iam(arn: str) -> bool:
    """Whether an ARN names something of IAM, in whatever partition."""
    return arn.split(":")[2:3] == ["iam"]


def _region(arn: str) -> str:
    if _is_of_iam(arn):
        return f"IAM resource {arn} cannot contain region information."
    return f"Resource {arn} can not contain region information."


def _action(action: str) -> str:
    if ":" not in action:
        return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    return "Actions/Condition can contain only one colon." if action.count(":") > 1 else ""


_IDENTITY: Mapping[str, Words] = {
    **dict.fromkeys(
        (
            "JSON_SYNTAX_ERROR", "EMPTY_DOCUMENT", "DOCUMENT_TOO_DEEP", "DUPLICATE_KEY", "DATA_TYPE_MISMATCH",
            "INVALID_POLICY_ELEMENT", "UNSUPPORTED_ELEMENT_COMBINATION", "INVALID_VERSION", "MISSING_STATEMENT",
            "MISSING_EFFECT", "INVALID_CONDITION_OPERATOR", "NULL_WITH_IF_EXISTS",
        ),
        _SYNTAX,
    ),
    "MISSING_VERSION": "Policy document must be version 2012-10-17 or greater.",
    "OLD_VERSION": "Policy document must be version 2012-10-17 or greater.",
    "INVALID_EFFECT": "The policy failed legacy parsing",
    "TYPE_MISMATCH_DATE": "The policy failed legacy parsing",
    "UNIQUE_SIDS_REQUIRED": "Statement IDs (SID) in a single policy must be unique.",
    "UNSUPPORTED_PRINCIPAL": "Policy document should not specify a principal.",
    "MISSING_ACTION": "Policy statement must contain actions.",
    "EMPTY_ARRAY_ACTION": "Policy statement must contain actions.",
    "MISSING_RESOURCE": "Policy statement must contain resources.",
    "EMPTY_ARRAY_RESOURCE": "Policy statement must contain resources.",
    "INVALID_ARN_PREFIX": lambda value: f'Resource {value} must be in ARN format or "*".',
    "INVALID_PARTITION": lambda arn: f'Partition "{arn.split(":")[1]}" is not valid for resource "{arn}".',
    "INVALID_ARN_SERVICE": "Resource vendor must be fully qualified and cannot contain regexes.",
    "ARN_REGION_NOT_ALLOWED": _region,
    "INVALID_ARN_RESOURCE": lambda arn: _IAM_PATHS if _is_of_iam(arn) else "",
    "INVALID_ACTION": _action,
    "INVALID_SERVICE_IN_ACTION": lambda action: f"Vendor {action.partition(':')[0]} is not valid",
}  # fmt: skip
"""In the order in which IAM looks: L50 to L64."""

_TRUST: Mapping[str, Words] = {
    "JSON_SYNTAX_ERROR": "This policy contains invalid Json",
    "EMPTY_DOCUMENT": "This policy contains invalid Json",
    "DUPLICATE_KEY": "This policy contains invalid Json",
    "INVALID_VERSION": "The policy must contain a valid version string",
    "MISSING_STATEMENT": "Could not parse the policy: Statement is empty!",
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE": "Has prohibited field Resource",
    "MISSING_EFFECT": "Missing required field Effect",
    "MISSING_PRINCIPAL": "Missing required field Principal",
    "MISSING_ACTION": "Missing required field Action",
    "EMPTY_OBJECT_PRINCIPAL": "Missing required field Principal cannot be empty!",
    "EMPTY_ARRAY_PRINCIPAL": "Missing required field Principal cannot be empty!",
    "INVALID_PRINCIPAL_FORMAT": "Principal must be a JSON object.",
    "ALLOW_WITH_NOT_PRINCIPAL": "Allow with NotPrincipal is not allowed.",
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL": "AssumeRole policy must not contain NotPrincipal field.",
    "INVALID_EFFECT": lambda value: f"Invalid effect: {value}",
    "UNIQUE_SIDS_REQUIRED": "The Statement Ids in the policy are not unique",
    "UNSUPPORTED_ACTION_IN_POLICY": "AssumeRole policy may only specify STS AssumeRole actions.",
    "INVALID_PRINCIPAL": lambda value: f'Invalid principal in policy: "AWS":"{value}"',
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL": lambda value: (
        f'Invalid principal in policy: "AWS":"{value}"' if value.startswith("arn:") else ""
    ),
    "INVALID_SERVICE_PRINCIPAL_FORMAT": lambda value: f'Invalid principal in policy: "SERVICE":"{value}"',
    "MISSING_CONDITION_FOR_COGNITO": "A condition block must be present for the Cognito provider",
}
"""L70 to L79."""

_KNOWN = {PolicyKind.IDENTITY: _IDENTITY, PolicyKind.BOUNDARY: _IDENTITY, PolicyKind.TRUST: _TRUST}


def aws_message(errors: Sequence[Diagnostic], kind: PolicyKind, text: str) -> str:
    """The words of IAM's MalformedPolicyDocument for what is wrong with a policy; "" where they are not known.

    Of several errors IAM names the one that it looks for first.
    """
    words = _KNOWN.get(kind, {})
    order = list(words)
    known = sorted((each for each in errors if each.code in words), key=lambda each: order.index(each.code))
    for error in known:
        found = words[error.code]
        said = found if isinstance(found, str) else found(_written(error, text))
        if said:
            return said
    return ""


def _written(error: Diagnostic, text: str) -> str:
    """The value that an error is about, without its quotes."""
    return text[error.span.start.offset : error.span.end.offset].strip('"') if error.span else ""
