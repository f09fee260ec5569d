"""The decision in one sentence, with the names of what decided."""

from iamlab.engine.explanation.gates import (
    Found,
    allowing,
    denying,
    levels_without_allow,
    policy_name,
    policy_names,
)
from iamlab.engine.explanation.naming import Names
from iamlab.engine.trace import Decision, Evaluation, Gate, GateKind, GateOutcome, PrincipalClass, Reason


def verdict_sentence(evaluation: Evaluation, names: Names) -> str:
    """What became of the request and which statement, or whose silence, decided."""
    gate = evaluation.gate(evaluation.decided_by)
    if gate.kind is GateKind.SERVICE:
        return _by_rule(evaluation, gate, names)
    if evaluation.decision is Decision.ALLOW:
        return _allowed(evaluation, gate, names)
    found = denying(gate)
    if found:
        return _of(found, names, "explicit_deny")
    return _denied_implicitly(evaluation, gate, names)


def _of(found: Found, names: Names, key: str, **values: str) -> str:
    statement, policy = names.statement(found.statement), policy_name(found, names)
    return names.wording.sentence(key, **{**names.common(), "statement": statement, "policy": policy, **values})


def _by_rule(evaluation: Evaluation, gate: Gate, names: Names) -> str:
    rule = names.wording.sentence(gate.reason, **names.common())
    key = "allow.service" if evaluation.allowed else "implicit_deny@service"
    return names.wording.sentence(key, rule=rule)


def _allowed(evaluation: Evaluation, gate: Gate, names: Names) -> str:
    resource, own = allowing(evaluation.gate(GateKind.RESOURCE)), allowing(evaluation.gate(GateKind.IDENTITY))
    if evaluation.decided_by is GateKind.RESOURCE and resource:
        named = resource.statement.names_caller_as or PrincipalClass.EVERYONE
        said = names.wording.say(f"named.{named}", **names.common())
        return _of(resource, names, "allow.resource", named=said)
    if evaluation.gate(GateKind.RESOURCE).decisive and resource:
        key = "allow.both_sides" if evaluation.same_account else "allow.both_accounts"
        return _of(resource, names, key, own=_own_side(own, names))
    if own:
        return _of(own, names, "allow.identity")
    session = allowing(evaluation.gate(GateKind.SESSION))
    if session:
        return _of(session, names, "allow.root_federated")
    return names.wording.sentence("allow.root", **names.common())


def _own_side(own: Found | None, names: Names) -> str:
    if own is None:
        return names.wording.say("allow.own_root")
    return names.wording.say("allow.own", statement=names.statement(own.statement), policy=policy_name(own, names))


def _denied_implicitly(evaluation: Evaluation, gate: Gate, names: Names) -> str:
    none = gate.reason in (Reason.NO_POLICY, Reason.FEDERATION_NEEDS_SESSION_POLICY)
    kind = f"{gate.kind}.none" if none else gate.kind.value
    granted = _granted_beside(evaluation, gate)
    other_account = evaluation.request.has_identity_side and evaluation.request.needs_both_sides
    places = [f"{kind}.other_account", kind] if other_account else [kind]
    values = {"policies": policy_names(gate, names), "levels": names.levels(levels_without_allow(gate))}
    if granted:
        places.insert(0, f"{kind}.{'granted_there' if other_account else 'left_to_account'}")
        values |= {"statement": names.statement(granted.statement), "policy": policy_name(granted, names)}
    return names.wording.sentence(names.wording.placed("implicit_deny", *places), **values, **names.common())


def _granted_beside(evaluation: Evaluation, gate: Gate) -> Found | None:
    """The grant of the resource's policy that does not do by itself, where the caller's own account is silent (D30)."""
    resource = evaluation.gate(GateKind.RESOURCE)
    if gate.kind is not GateKind.IDENTITY or resource.outcome is not GateOutcome.ALLOW:
        return None
    found = allowing(resource)
    names_account = found and found.statement.names_caller_as is PrincipalClass.ACCOUNT
    return found if evaluation.request.needs_both_sides or names_account else None
