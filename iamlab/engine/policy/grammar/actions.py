"""Actions: their shape, and which of them a kind of policy takes (L58 to L60, M2, M3, S3, G25)."""

import re
from collections.abc import Iterator

from iamlab.engine.patterns import compile_glob
from iamlab.engine.policy.documents import PatternElement, PolicyDocument, Statement
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import RCP_SERVICES, PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_PREFIX = re.compile(r"[A-Za-z0-9-]+")
_NAME = re.compile(r"[A-Za-z0-9*?_-]+")
TRUST_ACTIONS = (
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "TagSession",
    "SetSourceIdentity",
    "SetContext",
)
"""The operations of STS that a trust policy is about (S3)."""


def check_actions(statement: Statement, document: PolicyDocument) -> Iterator[Remark]:
    """Action and NotAction of one statement."""
    element = statement.action
    if not element.values:
        message = f"`{element.name}` is an empty list"
        help = "List at least one action, or remove the statement."
        yield Remark("EMPTY_ARRAY_ACTION", element.path, message, help, FindingType.SUGGESTION)
    if document.kind is PolicyKind.RCP and element.negated:
        message = "a resource control policy takes no `NotAction`"
        help = "List the actions to deny under `Action`, each with its service prefix."
        yield Remark("RCP_SYNTAX_ERROR_NOTACTION", element.path, message, help, at_name=True)
    for path, value in zip(element.value_paths(), element.values, strict=True):
        if "${" in value:
            continue  # `variables` says that none is replaced here.
        yield from _shape(value, path)
        yield from _for_kind(value, path, element, statement, document)


def _shape(value: str, path: str) -> Iterator[Remark]:
    """The shapes that a pattern can have: `*`, or a prefix, one colon and a name."""
    prefix, colon, name = value.partition(":")
    shown = in_backticks(value)
    if value == "*":
        return
    if not colon:
        help = "Write the service first, such as `s3:GetObject`, or `*` for every action."
        yield Remark("INVALID_ACTION", path, f"{shown} has no service prefix", help)
    elif ":" in name:
        yield Remark("INVALID_ACTION", path, f"{shown} has more than one colon", "Write `service:Action`.")
    elif "*" in prefix or "?" in prefix:
        message = f"{shown} has a wildcard in its service prefix"
        help = "Name the service: AWS does not say what such a pattern covers."
        yield Remark("WILDCARD_IN_SERVICE_NAME", path, message, help, FindingType.SUGGESTION)
    elif not _PREFIX.fullmatch(prefix):
        help = "Use the service's own prefix, such as `s3` or `ec2`."
        yield Remark("INVALID_SERVICE_IN_ACTION", path, f"{in_backticks(prefix)} is no service prefix", help)
    elif not _NAME.fullmatch(name):
        help = "Write one action's name, with `*` and `?` as wildcards."
        yield Remark("INVALID_ACTION", path, f"{shown} does not name an action", help)


def _for_kind(
    value: str, path: str, element: PatternElement, statement: Statement, document: PolicyDocument
) -> Iterator[Remark]:
    if document.kind is PolicyKind.TRUST and not element.negated and not _is_about_roles(value):
        message = f"{in_backticks(value)} has no place in a trust policy"
        help = f"Use the actions that take on a role: {', '.join(f'`sts:{name}`' for name in TRUST_ACTIONS)}."
        yield Remark("UNSUPPORTED_ACTION_IN_POLICY", path, message, help)
    if document.kind is PolicyKind.RCP and not element.negated and not grants_everything(statement):
        yield from _for_rcp(value, path)


def _is_about_roles(value: str) -> bool:
    prefix, _, name = value.partition(":")
    return prefix.lower() == "sts" and any(compile_glob(name, ignore_case=True).matches(each) for each in TRUST_ACTIONS)


def _for_rcp(value: str, path: str) -> Iterator[Remark]:
    if value.partition(":")[0].lower() not in RCP_SERVICES:
        message = f"{in_backticks(value)} is out of reach of resource control policies"
        help = "Name a service that they support, such as `s3:*`; `*` alone is refused."
        yield Remark("RCP_SYNTAX_ERROR_ACTION", path, message, help)


def grants_everything(statement: Statement) -> bool:
    """Whether a statement has the form of AWS's own `RCPFullAWSAccess`, the one RCP that may allow (G25)."""
    principal, resource = statement.principal, statement.resource
    return (
        statement.effect == "Allow"
        and statement.action.values == ("*",)
        and resource is not None
        and resource.values == ("*",)
        and principal is not None
        and [entry.value for entry in principal.entries] == ["*"]
        and not (statement.action.negated or resource.negated or principal.negated or statement.conditions)
    )
