"""The two ways to decide a case: with a full trace, or with no more than an answer needs."""

from dataclasses import dataclass, replace

from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.decision import Verdict, combine, counted_on, in_the_way
from iamlab.engine.evaluation.gates import ORDER, Standing, standing, trace_gate
from iamlab.engine.evaluation.missing import missing_context
from iamlab.engine.trace import Decision, Evaluation, Gate, GateKind, GateOutcome


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with the keys that could change it; what the command answers when nobody asks for a trace."""

    verdict: Verdict
    missing_context: tuple[str, ...]


def decide(case: Case) -> Outcome:
    """Decide without a trace. Agrees with `evaluate` on every case."""
    standings = {kind: standing(case, kind) for kind in ORDER}
    verdict = combine(case.request, standings)
    return Outcome(verdict, missing_context(case, standings, verdict.decision))


def verdict_of(case: Case) -> Verdict:
    """The decision and the gate that decided, for callers that decide many; the blockers are not named."""
    standings = {kind: standing(case, kind) for kind in ORDER}
    return combine(case.request, standings, name_blockers=False)


def is_allowed(case: Case) -> bool:
    """Whether a case is allowed, for callers that decide many and ask nothing else."""
    return verdict_of(case).decision is Decision.ALLOW


def evaluate(case: Case) -> Evaluation:
    """Decide a case and keep everything that was looked at: every gate, also after one has decided."""
    gates = [trace_gate(case, kind) for kind in ORDER]
    standings = {gate.kind: _standing(gate) for gate in gates}
    verdict = combine(case.request, standings)
    decisive = counted_on(case.request, verdict)
    marked = tuple(
        replace(gate, decisive=gate.kind in decisive, blocking=gate.kind in verdict.blocked_by) for gate in gates
    )
    return Evaluation(
        case.request,
        case.request.same_account,
        marked,
        verdict.decision,
        verdict.decided_by,
        verdict.blocked_by,
        missing_context(case, standings, verdict.decision),
        _notes(marked, verdict),
        in_the_way(case.request, standings, verdict),
    )


def _standing(gate: Gate) -> Standing:
    """What a traced gate says, for combining. Levels have allowed only if each of them has."""
    denied_by = next((policy.policy for policy in gate.policies if policy.denies), None)
    return Standing(gate.outcome, gate.reason, denied_by, frozenset(gate.grants))


def _notes(gates: tuple[Gate, ...], verdict: Verdict) -> tuple[str, ...]:
    """Ids of undocumented rules that the decision, or the choice of the gate named for it, rests on."""
    notes = {doubt for gate in gates for doubt in gate.doubts}
    for gate in gates:
        for policy in gate.policies:
            for statement in policy.statements:
                notes.update(doubt for condition in statement.conditions for doubt in condition.doubts)
                notes.update(doubt for element in statement.elements for doubt in element.doubts)
    if verdict.decision is not Decision.ALLOW and _several_could_be_named(gates, verdict):
        notes.add("E13")
    if verdict.decided_by is GateKind.VPC_ENDPOINT and len(verdict.blocked_by) > 1:
        notes.add("D6")
    return tuple(sorted(notes))


def _several_could_be_named(gates: tuple[Gate, ...], verdict: Verdict) -> bool:
    if verdict.decision is Decision.EXPLICIT_DENY:
        return sum(gate.outcome is GateOutcome.DENY for gate in gates) > 1
    return len(verdict.blocked_by) > 1
