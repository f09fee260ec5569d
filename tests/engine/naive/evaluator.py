"""Combine what the gates say into the answer of a case (D1 to D35, E13)."""

from dataclasses import replace
from itertools import combinations
from typing import Any

from tests.engine.naive.facts import Facts, Reader
from tests.engine.naive.missing import missing_context

ORDER = ("rcp", "scp", "vpc_endpoint", "resource", "identity", "boundary", "session", "service")


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return decision, decided_by, same_account, blocked_by and missing_context of a readable case."""
    reader = Reader(case)
    facts = reader.facts()
    decision, decided_by = decide(facts)
    return {
        "decision": decision,
        "decided_by": decided_by,
        "same_account": facts.same_account,
        "blocked_by": [] if decision == "allow" else blocked_by(facts, decided_by),
        "missing_context": missing_context(case, reader.context, decision, decision_of),
    }


def decision_of(case: dict[str, Any]) -> str:
    return decide(Reader(case).facts())[0]


def decide(facts: Facts) -> tuple[str, str]:
    if facts.always_allowed:
        return "allow", "service"
    for gate in ORDER:
        if gate in facts.denies:
            return "explicit_deny", gate
    if facts.forbidden:
        return "implicit_deny", "service"
    if not facts.scp:
        return "implicit_deny", "scp"
    if not facts.vpc_endpoint:
        return "implicit_deny", "vpc_endpoint"
    if facts.owner_root:  # D91, within the task policy of an AssumeRoot session (D17)
        return ("allow", "service") if facts.session else ("implicit_deny", "session")
    if not facts.caller.belongs_to_account:  # D14, D15, D35
        return ("allow" if facts.granted else "implicit_deny"), "resource"
    if not facts.same_account and not facts.assumes_root:
        return across_accounts(facts)
    return root_at_home(facts) if facts.caller.kind == "root" else at_home(facts)


def across_accounts(facts: Facts) -> tuple[str, str]:
    """D30 to D34: both sides, and every limit."""
    is_root = facts.caller.kind == "root"
    missing = first_missing(facts, *(() if is_root else ("identity", "boundary")), "session")
    if missing:
        return "implicit_deny", missing
    if not facts.granted:
        return "implicit_deny", "resource"
    return "allow", "resource" if is_root else "identity"


def root_at_home(facts: Facts) -> tuple[str, str]:
    """D13, D17, D70: everything, but a key or a role asks for its own policy."""
    if facts.resource_kind != "resource" and not facts.granted:
        return "implicit_deny", "resource"
    if not facts.session:
        return "implicit_deny", "session"
    return "allow", "resource" if facts.granted else "identity"


def at_home(facts: Facts) -> tuple[str, str]:
    """D10 to D12, D21, D70 to D72, S2, S4."""
    is_user = facts.caller.kind == "user"
    unlimited = {"star", "user"} if is_user else {"star", "session"}
    enough = unlimited | ({"user"} if facts.caller.kind == "federated" else {"role"})
    limited_by_s4 = is_user and facts.resource_kind == "trust"
    if facts.granted & unlimited and not limited_by_s4:
        return "allow", "resource"
    if facts.resource_kind != "resource" and not facts.granted:
        return "implicit_deny", "resource"
    if facts.granted & enough:
        missing = first_missing(facts, "boundary", "session")
        return ("implicit_deny", missing) if missing else ("allow", "resource")
    missing = first_missing(facts, "identity", "boundary", "session")
    return ("implicit_deny", missing) if missing else ("allow", "identity")


def first_missing(facts: Facts, *gates: str) -> str | None:
    return next((gate for gate in gates if not getattr(facts, gate)), None)


def blocked_by(facts: Facts, decided_by: str) -> list[str]:
    """The smallest set of gates which, made to allow everything, let the request through."""
    for size in range(1, len(ORDER) + 1):
        enough = [gates for gates in combinations(ORDER, size) if decide(opened(facts, gates))[0] == "allow"]
        if enough:
            return list(min(enough, key=lambda gates: decided_by not in gates))
    return []


def opened(facts: Facts, gates: tuple[str, ...]) -> Facts:
    no_policy = facts.assumes_root and facts.caller.has_identity_side
    has_policy = facts.resource != "*" and not no_policy
    changeable = [gate for gate in gates if gate != "resource" or has_policy]
    changed = replace(facts, denies=facts.denies - set(changeable))
    for gate in changeable:
        if gate in ("scp", "vpc_endpoint", "boundary", "session"):
            setattr(changed, gate, True)
    if "identity" in gates and facts.caller.has_identity_side:
        changed.identity = True
    if "service" in gates:
        changed.forbidden = False
    if "resource" in changeable:
        changed.granted = {"star"}
    return changed
