"""Resources: whether a kind takes them, and the shape of their ARNs (G6, G26, L57, L61 to L64, M12 to M15, V3)."""

import re
from collections.abc import Iterator

from iamlab.engine.arn import Arn, is_account_id, parse_arn
from iamlab.engine.policy.documents import PolicyDocument, Statement
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import NAMES, PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_PARTITION = re.compile(r"aws|aws-cn|aws-us-gov|aws-iso(-[a-z])?|aws-eusc")
_ARN_FIELDS = 6
_IAM_TYPES = (
    "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/",
    "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
)  # fmt: skip
_WITH_REGION = ("accesspoint/", "access-grants/", "async-request/", "job/", "storage-lens/", "storage-lens-group/")
"""Resources of S3 whose ARNs have a Region and an account; buckets and objects have neither."""

_SHAPE = "Write `arn:partition:service:region:account:resource`, or `*` for everything."


def check_resources(statement: Statement, document: PolicyDocument) -> Iterator[Remark]:
    """Resource and NotResource of one statement."""
    element = statement.resource
    if document.kind is PolicyKind.TRUST:
        if element:
            help = "Remove it: the role that carries the policy is the resource."
            message = f"a trust policy takes no `{element.name}`"
            yield Remark("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", element.path, message, help, at_name=True)
        return
    if element is None:
        yield from _missing(statement, document)
        return
    if not element.values:
        help = "List at least one resource, or remove the statement."
        message = f"`{element.name}` is an empty list"
        yield Remark("EMPTY_ARRAY_RESOURCE", element.path, message, help, FindingType.SUGGESTION)
    for path, value in zip(element.value_paths(), element.values, strict=True):
        yield from _pattern(value, path, document)


def _missing(statement: Statement, document: PolicyDocument) -> Iterator[Remark]:
    """Resource policies of some services may leave it out and are then about their own resource (table 1.2)."""
    if document.kind is not PolicyKind.RESOURCE:
        message = f"{NAMES[document.kind]} has to say which resources each statement is about"
        help = 'Add `"Resource"` with the ARNs, or `"*"`.'
        yield Remark("MISSING_RESOURCE", statement.path, message, help)


def _pattern(value: str, path: str, document: PolicyDocument) -> Iterator[Remark]:
    if value == "*":
        return
    shown = in_backticks(value)
    fields = value.split(":", _ARN_FIELDS - 1)
    if fields[0] != "arn":
        yield Remark("INVALID_ARN_PREFIX", path, f"{shown} is no ARN: it does not begin with `arn:`", _SHAPE)
    elif len(fields) < _ARN_FIELDS:
        message = f"{shown} has {len(fields)} fields, and an ARN has six"
        yield Remark("MISSING_ARN_FIELD", path, message, _SHAPE)
    elif document.has_variables and any("${" in field for field in fields[1:5]):
        help = "Move the variable behind the fifth colon; before it, it is not replaced."
        yield Remark("VARIABLE_UNSUPPORTED_IN_ARN_FIELD", path, f"{shown} has a variable too early", help)
    else:
        arn = parse_arn(value)
        yield from _arn(arn, path) if arn else ()


def _arn(arn: Arn, path: str) -> Iterator[Remark]:
    yield from _partition(arn.partition, path)
    yield from _service(arn.service, path)
    if not _is_account(arn.account):
        help = "Write all twelve digits, a wildcard, or nothing where the service has no account there."
        yield Remark("INVALID_ARN_ACCOUNT", path, f"{in_backticks(arn.account)} is no account id", help)
    if not arn.resource:
        help = "Write the resource after the fifth colon, or `*`."
        yield Remark("INVALID_ARN_RESOURCE", path, "the ARN names no resource", help)
    elif arn.service == "iam":
        yield from _iam(arn, path)
    elif arn.service == "s3":
        yield from _s3(arn, path)


def _partition(partition: str, path: str) -> Iterator[Remark]:
    """No wildcard may stand there (M13), and yet policies of AWS itself write `arn:*:…`: that is no error."""
    help = "Write `aws`, `aws-cn` or `aws-us-gov`."
    if "*" in partition or "?" in partition:
        message = f"{in_backticks(partition)} stands for every partition"
        yield Remark("WILDCARD_IN_ARN_PARTITION", path, message, help, FindingType.SUGGESTION)
    elif not _PARTITION.fullmatch(partition):
        yield Remark("INVALID_PARTITION", path, f"{in_backticks(partition)} is no partition", help)


def _service(service: str, path: str) -> Iterator[Remark]:
    if not service or "*" in service or "?" in service:
        help = "Name the service, such as `s3`: a wildcard cannot stand for it."
        yield Remark("INVALID_ARN_SERVICE", path, "the ARN does not name one service", help)
    elif service != service.lower():
        help = f"Write `{service.lower()}`."
        message = f"{in_backticks(service)} has capital letters"
        yield Remark("INVALID_ARN_SERVICE_CASE", path, message, help)


def _is_account(account: str) -> bool:
    return not account or account == "aws" or "*" in account or "?" in account or is_account_id(account)


def _iam(arn: Arn, path: str) -> Iterator[Remark]:
    if arn.region not in ("", "*"):
        help = "Leave the field between the third and the fourth colon empty."
        yield Remark("ARN_REGION_NOT_ALLOWED", path, "ARNs of IAM have no Region", help)
    if arn.resource not in ("*", "root") and not arn.resource.startswith(_IAM_TYPES):
        help = f"Begin it with one of {', '.join(f'`{each}`' for each in _IAM_TYPES)}, or write `*`."
        yield Remark("INVALID_ARN_RESOURCE", path, f"{in_backticks(arn.resource)} is no resource of IAM", help)


def _s3(arn: Arn, path: str) -> Iterator[Remark]:
    if arn.resource.startswith(_WITH_REGION) or "*" in arn.resource.partition("/")[0]:
        return
    help = "Write `arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`: both fields stay empty."
    if arn.region not in ("", "*"):
        yield Remark("ARN_REGION_NOT_ALLOWED", path, "ARNs of buckets and objects have no Region", help)
    if arn.account not in ("", "*"):
        yield Remark("ARN_ACCOUNT_NOT_ALLOWED", path, "ARNs of buckets and objects have no account", help)
