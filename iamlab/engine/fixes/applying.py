"""A case after changes: what a fix would make of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from iamlab.engine.evaluation.case import Case, PolicyLevel
from iamlab.engine.fixes.editing import TextEdit, edited
from iamlab.engine.fixes.model import Change, PolicyChange, RequestChange
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.parsing import parse_policy
from iamlab.engine.trace import GateKind

Replaced = Mapping[int, PolicyDocument]


def text_after(document: PolicyDocument, changes: Iterable[PolicyChange]) -> str | None:
    """The text of a document after those of the changes that are its own; None where two are in each other's way."""
    edits: list[TextEdit] = [edit for change in changes if change.document is document for edit in change.edits]
    return edited(document.text or "", edits)


def after(case: Case, changes: Iterable[Change]) -> Case | None:
    """The case with changes made; None where they cannot be made together, or a policy could not be read then."""
    changes = tuple(changes)
    policy_changes = [change for change in changes if isinstance(change, PolicyChange)]
    replaced: dict[int, PolicyDocument] = {}
    for change in policy_changes:
        document = change.document
        if document is None or id(document) in replaced:
            continue
        text = text_after(document, policy_changes)
        read = (
            parse_policy(text, document.kind, name=document.name, arn=document.arn, max_length=None) if text else None
        )
        if read is None or read.document is None:
            return None
        replaced[id(document)] = read.document
    for asked in (change for change in changes if isinstance(change, RequestChange)):
        case = _asking(case, asked)
    for change in policy_changes:
        if change.document is None:
            case = _with_new(case, change)
    return _with_replaced(case, replaced) if replaced else case


def _asking(case: Case, change: RequestChange) -> Case:
    context = case.request.context.with_values(change.key.lower(), (change.value,), listed=False)
    return replace(case, request=replace(case.request, context=context))


def _with_new(case: Case, change: PolicyChange) -> Case:
    document = parse_policy(change.text, change.policy_kind, name="new policy").document
    if document is None:
        return case
    match change.gate:
        case GateKind.IDENTITY:
            return replace(case, identity_policies=(*case.identity_policies, document))
        case GateKind.SESSION:
            return replace(case, session_policies=(*case.session_policies, document))
        case GateKind.RESOURCE:
            return replace(case, resource_policy=document)
        case GateKind.SCP if case.scps:
            return replace(case, scps=tuple(_level_with(level, change.level, document) for level in case.scps))
    return case


def _level_with(level: PolicyLevel, target: str, document: PolicyDocument) -> PolicyLevel:
    return replace(level, policies=(*level.policies, document)) if level.target == target else level


def _with_replaced(case: Case, replaced: Replaced) -> Case:
    def those(documents: tuple[PolicyDocument, ...]) -> tuple[PolicyDocument, ...]:
        return tuple(replaced.get(id(document), document) for document in documents)

    def only(document: PolicyDocument | None) -> PolicyDocument | None:
        return replaced.get(id(document), document) if document else None

    def levels(found: tuple[PolicyLevel, ...] | None) -> tuple[PolicyLevel, ...] | None:
        return found and tuple(replace(level, policies=those(level.policies)) for level in found)

    return Case(
        case.request,
        those(case.identity_policies),
        only(case.permissions_boundary),
        those(case.session_policies),
        only(case.resource_policy),
        levels(case.scps),
        levels(case.rcps),
        only(case.vpc_endpoint_policy),
    )
