"""The statements that came near: how much of each matched, and what failed first."""

from iamlab.engine.explanation import statements
from iamlab.engine.explanation.gates import state_of
from iamlab.engine.explanation.model import NearMiss, StateWord
from iamlab.engine.explanation.naming import Names
from iamlab.engine.explanation.steps import parts_of
from iamlab.engine.policy.documents import Effect
from iamlab.engine.trace import ElementTrace, Evaluation, Gate, PolicyTrace, StatementTrace


def near_misses(evaluation: Evaluation, names: Names) -> tuple[NearMiss, ...]:
    """Every statement that did not apply. Allows that were missed come first, and of each the nearest."""
    found = [
        (gate, _near_miss(gate, policy, statement, names))
        for gate in evaluation.gates
        for policy in gate.policies
        for statement in policy.statements
        if not statement.applies
    ]
    found.sort(key=lambda pair: _rank(evaluation, *pair))
    return tuple(miss for _, miss in found)


def _rank(evaluation: Evaluation, gate: Gate, miss: NearMiss) -> tuple[bool, float, int]:
    missed = miss.effect is Effect.ALLOW and state_of(evaluation, gate) is StateWord.IMPLICIT
    return not missed, -miss.matched / miss.total, -miss.matched


def _near_miss(gate: Gate, policy: PolicyTrace, statement: StatementTrace, names: Names) -> NearMiss:
    parts = list(parts_of(statement))
    matched = sum(matches for _, matches in parts)
    failed = next(part for part, matches in parts if not matches)
    if isinstance(failed, ElementTrace):
        remark, name, asked = statements.element(names, failed, policy.policy), failed.name, failed.asked
    else:
        remark, asked = statements.condition(names, failed, policy.policy), ", ".join(failed.asked)
        name = f"{failed.operator} {failed.key}"
    return NearMiss(
        gate.kind,
        policy.policy,
        policy.level,
        statement.index,
        statement.sid,
        statement.effect,
        matched,
        len(parts),
        names.wording.say("near.counts", matched=str(matched), total=str(len(parts))),
        name,
        remark.pattern.text if remark.pattern else "",
        asked,
        failed.path,
        failed.span,
        remark.sentence,
    )
