"""Which keys that nobody told would change the decision: the honest part of a verdict."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from iamlab.engine.evaluation.candidates import Uses, candidate_values
from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.decision import Standings, combine
from iamlab.engine.evaluation.gates import documents_asked, has_boundary, standing
from iamlab.engine.evaluation.statement import CompiledStatement, compiled
from iamlab.engine.request.context import KeyState, RequestContext
from iamlab.engine.request.key_names import spelled
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Decision, GateKind, Reason
from iamlab.engine.variables import variables_of
from iamlab.engine.witnesses import MAX_STEPS

_MOST_WORK = 1_000_000
"""Work for one case at most, all keys together. Keys that policies of many thousand values read may stay unnamed."""
_WORK_OF_A_TRIAL = 100
_WORK_OF_A_VALUE = 10
"""One pattern of an action is the unit: most of them fail at their first character."""

_ASKED = frozenset({Reason.GRANTED, Reason.DENIED_BY_STATEMENT, Reason.NO_STATEMENT_APPLIES})
"""What gates say that have read their policies."""


def missing_context(case: Case, standings: Standings, decision: Decision) -> tuple[str, ...]:
    """Keys that the case neither gives nor removes, that no rule fills or rules out, and of which one value alone would
    change the decision. In AWS's spelling, sorted.
    """
    asked = [kind for kind in standings if standings[kind].reason in _ASKED]
    uses, names = _unknown_keys(case, asked)
    work_of = {kind: _work(case, kind) for kind in asked} if uses else {}
    work = 0
    found: list[str] = []
    for key, used in uses.items():
        for values, listed in candidate_values(key, used, case.request.context, MAX_STEPS // len(uses)):
            work += _WORK_OF_A_TRIAL + len(values) * sum(work_of[kind] for kind in used.read_by)
            if work > _MOST_WORK:
                return tuple(sorted(found))
            if _decision_with(case, key, values, used.read_by, standings, listed=listed) is not decision:
                found.append(spelled(names[key]))
                break
    return tuple(sorted(found))


def _work(case: Case, kind: GateKind) -> int:
    """How much there is to compare when a gate reads its policies once."""
    work = 0
    for document in documents_asked(case, kind):
        for statement in document.statements:
            work += len(statement.action.values)
            work += _WORK_OF_A_VALUE * len(statement.resource.values if statement.resource else ())
            work += _WORK_OF_A_VALUE * sum(len(clause.values) for clause in statement.conditions)
    return work


def _unknown_keys(case: Case, asked: list[GateKind]) -> tuple[dict[str, Uses], dict[str, str]]:
    """Unknown keys that statements about this request read, how, and how they are written."""
    uses: dict[str, Uses] = defaultdict(Uses)
    names: dict[str, str] = {}
    for kind in asked:
        for document in documents_asked(case, kind):
            for statement in compiled(document):
                for key, written in _keys_read(statement, case, uses):
                    uses[key].read_by.add(kind)
                    names.setdefault(key, written)
    return uses, names


def _keys_read(statement: CompiledStatement, case: Case, uses: dict[str, Uses]) -> list[tuple[str, str]]:
    """Note how one statement uses unknown keys; nothing if its other elements already rule it out."""
    request, context = case.request, case.request.context
    if not statement.statement.conditions and not _has_resource_variables(statement):
        return []
    if not _could_apply(statement, request, has_boundary(case)):
        return []
    read: list[tuple[str, str]] = []
    for clause in statement.clauses:
        if context.state(clause.key) is KeyState.UNKNOWN:
            uses[clause.key].clauses.append(clause)
            read.append((clause.key, clause.clause.key))
        entry = context.get(clause.key)
        read += _variables_read(clause.templates, entry.values if entry else (), context, uses)
    if statement.resource:
        read += _variables_read(statement.resource.templates, (request.resource,), context, uses)
    return read


def _variables_read(
    templates: Iterable[str], texts: tuple[str, ...], context: RequestContext, uses: dict[str, Uses]
) -> Iterator[tuple[str, str]]:
    """Note which unknown keys are variables of templates, and the texts of the request that these have to match."""
    for template in templates:
        for key, written in variables_of(template):
            if context.state(key) is KeyState.UNKNOWN:
                uses[key].solved_by += [(template, text) for text in texts]
                yield key, written


def _has_resource_variables(statement: CompiledStatement) -> bool:
    element = statement.statement.resource
    return element is not None and any("${" in value for value in element.values)


def _could_apply(statement: CompiledStatement, request: Request, boundary: bool) -> bool:
    if not statement.action.matches(request):
        return False
    if statement.principal and statement.principal.names(request, boundary) is None:
        return False
    return bool(statement.resource and statement.resource.templates) or statement.covers_resource(request)


def _decision_with(
    case: Case, key: str, values: tuple[str, ...], gates: set[GateKind], standings: Standings, *, listed: bool
) -> Decision:
    """The decision if the request told one key more. Gates that do not read the key keep their standing."""
    context = case.request.context.with_values(key, values, listed=listed)
    tried = replace(case, request=replace(case.request, context=context))
    changed = {kind: standing(tried, kind) for kind in gates}
    return combine(tried.request, {**standings, **changed}, name_blockers=False).decision
