"""Version, Id and Statement (G1, G20, G22)."""

from collections.abc import Iterator

from iamlab.engine.policy.documents import CURRENT_VERSION, PolicyDocument
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import NAMES, PolicyKind
from iamlab.engine.syntax.diagnostics import FindingType
from iamlab.engine.syntax.json_node import JsonNode, locate

_NEEDS_CURRENT_VERSION = frozenset({PolicyKind.SCP, PolicyKind.RCP})
_TAKES_NO_ID = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION, PolicyKind.SCP, PolicyKind.RCP})
"""Kinds for which table 1.2 has no Id; how IAM reacts to one is not documented (G22), so this is a warning."""

_WRITE_VERSION = 'Add `"Version": "2012-10-17"`: without it `${…}` is plain text.'


def check_header(document: PolicyDocument, tree: JsonNode) -> Iterator[Remark]:
    """What stands beside the statements."""
    if not document.statements:
        path = "/Statement" if locate(tree, "/Statement") else ""
        help = 'Add `"Statement": [{"Effect": …, "Action": …, "Resource": …}]`.'
        yield Remark("MISSING_STATEMENT", path, "the policy has no statement", help)
    yield from _version(document)
    if document.policy_id is not None and document.kind in _TAKES_NO_ID:
        message = f"`Id` is not meant for {NAMES[document.kind]}"
        help = "Remove it: it belongs to resource policies, and nothing reads it here."
        yield Remark("UNSUPPORTED_ID", "/Id", message, help, FindingType.WARNING, at_name=True)


def _version(document: PolicyDocument) -> Iterator[Remark]:
    strict = document.kind in _NEEDS_CURRENT_VERSION
    if document.version is None:
        type = FindingType.ERROR if strict else FindingType.WARNING
        yield Remark("MISSING_VERSION", "", "the policy has no `Version`", _WRITE_VERSION, type)
    elif strict and document.version != CURRENT_VERSION:
        message = f"{NAMES[document.kind]} needs the version `{CURRENT_VERSION}`"
        yield Remark("INVALID_VERSION", "/Version", message, f"Write `{CURRENT_VERSION}`.")
