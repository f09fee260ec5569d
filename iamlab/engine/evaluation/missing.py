"""Which keys that nobody told would change the decision: the honest part of a verdict."""

from collections import defaultdict
from dataclasses import replace

from iamlab.engine.evaluation.candidates import Uses, candidate_values
from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.decision import Standings, combine
from iamlab.engine.evaluation.gates import documents_asked, has_boundary, standing
from iamlab.engine.evaluation.statement import CompiledStatement, compiled
from iamlab.engine.request.context import KeyState
from iamlab.engine.request.key_names import spelled
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Decision, GateKind, Reason

_MOST_TRIALS = 4000
"""Values tried for one case at most, all keys together."""

_ASKED = frozenset({Reason.GRANTED, Reason.DENIED_BY_STATEMENT, Reason.NO_STATEMENT_APPLIES})
"""What gates say that have read their policies."""


def missing_context(case: Case, standings: Standings, decision: Decision) -> tuple[str, ...]:
    """Keys that the case neither gives nor removes, that no rule fills or rules out, and of which one value alone would
    change the decision. In AWS's spelling, sorted.
    """
    uses, gates, names = _unknown_keys(case, [kind for kind in standings if standings[kind].reason in _ASKED])
    budget = iter(range(_MOST_TRIALS))
    found = []
    for key, used in uses.items():
        candidates = candidate_values(key, used, case.request.context)
        decisions = (
            _decision_with(case, key, values, listed=listed, gates=gates[key], standings=standings)
            for (values, listed), _ in zip(candidates, budget, strict=False)
        )
        if any(each is not decision for each in decisions):
            found.append(spelled(names[key]))
    return tuple(sorted(found))


def _unknown_keys(
    case: Case, asked: list[GateKind]
) -> tuple[dict[str, Uses], dict[str, set[GateKind]], dict[str, str]]:
    """Unknown keys that statements about this request read, how, in which gates, and how they are written."""
    uses: dict[str, Uses] = defaultdict(Uses)
    gates: dict[str, set[GateKind]] = defaultdict(set)
    names: dict[str, str] = {}
    for kind in asked:
        for document in documents_asked(case, kind):
            for statement in compiled(document):
                for key, written in _keys_read(statement, case, uses):
                    gates[key].add(kind)
                    names.setdefault(key, written)
    return uses, gates, names


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
        for key, written in clause.variables:
            if context.state(key) is KeyState.UNKNOWN:
                pairs = [
                    (template, value) for template in clause.templates for value in (entry.values if entry else ())
                ]
                uses[key].solved_by += pairs
                read.append((key, written))
    for key, written in statement.resource.variables if statement.resource else ():
        if statement.resource and context.state(key) is KeyState.UNKNOWN:
            uses[key].solved_by += [(template, request.resource) for template in statement.resource.templates]
            read.append((key, written))
    return read


def _has_resource_variables(statement: CompiledStatement) -> bool:
    element = statement.statement.resource
    return element is not None and any("${" in value for value in element.values)


def _could_apply(statement: CompiledStatement, request: Request, boundary: bool) -> bool:
    if not statement.action.matches(request):
        return False
    if statement.principal and statement.principal.names(request, boundary) is None:
        return False
    return bool(statement.resource and statement.resource.variables) or statement.covers_resource(request)


def _decision_with(
    case: Case, key: str, values: tuple[str, ...], *, listed: bool, gates: set[GateKind], standings: Standings
) -> Decision:
    """The decision if the request told one key more. Gates that do not read the key keep their standing."""
    context = case.request.context.with_values(key, values, listed=listed)
    tried = replace(case, request=replace(case.request, context=context))
    changed = {kind: standing(tried, kind) for kind in gates}
    return combine(tried.request, {**standings, **changed}, name_blockers=False).decision
