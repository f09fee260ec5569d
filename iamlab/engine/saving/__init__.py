"""What AWS refuses to save, and in which words (section 8.2 of the rules).

That is more than the errors of the grammar: some of what IAM Access Analyzer merely remarks, the write APIs refuse.
"""

from collections.abc import Iterator

from iamlab.engine.policy.documents import CURRENT_VERSION, Effect, PolicyDocument
from iamlab.engine.policy.grammar import check_policy
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.parsing import parse_policy
from iamlab.engine.saving.aws_words import aws_message
from iamlab.engine.saving.dates import check_dates
from iamlab.engine.saving.shared_issuers import check_shared_issuers
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.json_reader import read_json

_IDENTITY = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY})
_MERELY_REMARKED = {
    **dict.fromkeys(_IDENTITY, frozenset({"EMPTY_ARRAY_ACTION", "EMPTY_ARRAY_RESOURCE"})),
    PolicyKind.TRUST: frozenset({"EMPTY_ARRAY_PRINCIPAL", "EMPTY_OBJECT_PRINCIPAL"}),
}
"""Remarks that are no errors, and for which IAM refuses nevertheless (L52, L53, L72)."""


def refusal_of(text: str, kind: PolicyKind, *, managed: bool = False) -> Diagnostic | None:
    """The first thing for which AWS would not save a policy; None where it would.

    `managed` tells that it is a customer managed policy: only of these is the version known to be checked (L51).
    """
    return next(iter(_refusals(text, kind, managed)), None)


def aws_words_of_refusal(text: str, kind: PolicyKind, *, managed: bool = False) -> str:
    """What AWS would say when it refuses to save a policy; "" where it would save it, or its words are not known.

    L50 to L64 and L70 to L79; `managed` as for `refusal_of`.
    """
    return aws_message(_refusals(text, kind, managed), kind, text)


def _refusals(text: str, kind: PolicyKind, managed: bool) -> tuple[Diagnostic, ...]:
    merely = _MERELY_REMARKED.get(kind, frozenset())
    checked = check_policy(text, kind)
    found = [each for each in checked if each.finding_type is FindingType.ERROR or each.code in merely]
    document, tree = parse_policy(text, kind).document, read_json(text, max_length=None).value
    if document and tree:
        found += [remark.placed(tree) for remark in _when_saving(document, managed)]
    return tuple(sorted(found, key=lambda each: each.span.start.offset if each.span else 0))


def _when_saving(document: PolicyDocument, managed: bool) -> Iterator[Remark]:
    if document.kind in _IDENTITY:
        if managed:
            yield from _version(document)
        yield from check_dates(document)
    if document.kind is PolicyKind.TRUST:
        yield from _everybody_but(document)
        yield from check_shared_issuers(document)


def _version(document: PolicyDocument) -> Iterator[Remark]:
    """CreatePolicy takes the current version of the language only (L51)."""
    help = f'Write `"Version": "{CURRENT_VERSION}"`.'
    if document.version is None:
        yield Remark("MISSING_VERSION", "", "a managed policy needs a `Version`", help)
    elif document.version != CURRENT_VERSION:
        message = f"a managed policy needs the version `{CURRENT_VERSION}`"
        yield Remark("OLD_VERSION", "/Version", message, help)


def _everybody_but(document: PolicyDocument) -> Iterator[Remark]:
    """Of NotPrincipal in a trust policy IAM says something else where the statement allows (L76)."""
    for statement in document.statements:
        if statement.effect is Effect.ALLOW and statement.principal and statement.principal.negated:
            help = "Name whom the role trusts under `Principal`."
            message = "`NotPrincipal` would let in everybody else"
            yield Remark("ALLOW_WITH_NOT_PRINCIPAL", statement.principal.path, message, help, at_name=True)
