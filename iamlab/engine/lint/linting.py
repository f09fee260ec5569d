"""The door of lint: a policy's text in, findings out."""

from collections.abc import Iterator

import iamlab.engine.lint.checks
import iamlab.engine.lint.pages  # noqa: F401 - both register their checks
from iamlab.engine.lint.findings import Finding, QuickFix
from iamlab.engine.lint.fixes import insert_version, replace_value
from iamlab.engine.lint.registry import Hint, LintCheck, lint_checks
from iamlab.engine.lint.subject import Subject
from iamlab.engine.policy.grammar import check_policy
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.parsing import MAX_POLICY_LENGTH, parse_policy
from iamlab.engine.syntax.diagnostics import Diagnostic
from iamlab.engine.syntax.json_node import JsonNode, locate, locate_key
from iamlab.engine.syntax.json_reader import read_json
from iamlab.engine.syntax.positions import Span


def lint_policy(
    text: str, kind: PolicyKind, *, account: str = "", size_exempt: bool = False, obsolete: bool = False
) -> tuple[Finding, ...]:
    """Everything that `check_policy` and IAM Access Analyzer would say about a policy's text, in the text's order.

    For a policy that cannot be read these are the errors of reading, and nothing else. `account` is that of the policy,
    where it is known. `size_exempt` lifts the quotas, as for AWS managed policies; `obsolete` adds the limits that
    service control policies had until September 2025 (G24). Codes and types are AWS's where AWS has the check (L1).
    """
    limit = None if size_exempt else MAX_POLICY_LENGTH
    document = parse_policy(text, kind, max_length=limit).document
    tree = read_json(text, max_length=limit).value
    found = list(_found(Subject(document, tree, account), obsolete)) if document and tree else []
    # Of two that say the same about one place, the check's own may have a fix.
    said = {(each.code, each.path) for each in found}
    diagnostics = check_policy(text, kind, size_exempt=size_exempt)
    found += [_passed_on(each, kind, tree) for each in diagnostics if (each.code, each.path) not in said]
    return tuple(sorted(found, key=lambda finding: finding.span.start.offset if finding.span else 0))


def _found(subject: Subject, obsolete: bool) -> Iterator[Finding]:
    for check in lint_checks().values():
        if check.find is not None and subject.kind in check.kinds and obsolete >= check.obsolete:
            for statement in subject.document.statements:
                for hint in check.find(statement, subject):
                    yield _placed(hint, check, subject.tree)


def _placed(hint: Hint, check: LintCheck, tree: JsonNode) -> Finding:
    named = locate_key(tree, hint.path) if hint.at_name else None
    return Finding(
        check.code,
        check.finding_type,
        hint.message,
        hint.help,
        named or _span(tree, hint.path),
        hint.path,
        tuple(span for path in hint.related if (span := _span(tree, path))),
        hint.fix(tree) if hint.fix else None,
    )


def _span(tree: JsonNode, path: str) -> Span | None:
    node = locate(tree, path)
    return node.span if node else None


def _passed_on(diagnostic: Diagnostic, kind: PolicyKind, tree: JsonNode | None) -> Finding:
    """What `check_policy` said, by AWS's name for it in this kind of policy, with a fix where one is safe."""
    code = diagnostic.code
    if kind is PolicyKind.SCP and code == "UNSUPPORTED_PRINCIPAL":
        code = "SCP_SYNTAX_ERROR_PRINCIPAL"
    fix = _grammar_fix(diagnostic, tree) if tree else None
    return Finding(
        code,
        diagnostic.finding_type,
        diagnostic.message,
        diagnostic.help,
        diagnostic.span,
        diagnostic.path,
        diagnostic.related,
        fix,
    )


def _grammar_fix(diagnostic: Diagnostic, tree: JsonNode) -> QuickFix | None:
    node = locate(tree, diagnostic.path)
    written = node.value if node else None
    match diagnostic.code:
        case "MISSING_VERSION":
            return insert_version(tree)
        case "INVALID_VERSION":
            return replace_value(diagnostic.path, "2012-10-17")(tree)
        case "INVALID_EFFECT" if isinstance(written, str) and written.title() in ("Allow", "Deny"):
            return replace_value(diagnostic.path, written.title())(tree)
        case "INVALID_ARN_SERVICE_CASE" if isinstance(written, str):
            fields = written.split(":")
            return replace_value(diagnostic.path, ":".join([*fields[:2], fields[2].lower(), *fields[3:]]))(tree)
    return None
