"""What holds for every request and every policy, tried on random ones."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine import Decision, GateKind, GateOutcome, answer, evaluate, is_allowed, read_case, to_dict
from tests.engine.naive.generator import random_case

seeds = st.integers(min_value=0, max_value=10_000_000)
POLICY_FIELDS = ("permissions_boundary", "resource_policy", "vpc_endpoint_policy")
LIST_FIELDS = ("identity_policies", "session_policies")
NEEDS_PRINCIPAL = ("resource_policy", "vpc_endpoint_policy")


def with_statement(case: dict[str, Any], field: str, statement: dict[str, Any]) -> dict[str, Any]:
    """The case with one statement added to the first policy of a field."""
    changed = json.loads(json.dumps(case))
    policy = changed[field][0] if field in LIST_FIELDS else changed[field]
    document = json.loads(policy["document"]) if isinstance(policy["document"], str) else policy["document"]
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    if field in NEEDS_PRINCIPAL:
        statement = {**statement, "Principal": "*"}
    policy["document"] = {**document, "Statement": [*statements, statement]}
    return changed


def fields_present(case: dict[str, Any]) -> list[str]:
    """The fields of a case that hold a policy to which a statement can be added."""
    return [field for field in (*POLICY_FIELDS, *LIST_FIELDS) if case.get(field)]


@given(seeds)
def test_adding_a_deny_never_allows(seed: int) -> None:
    case = random_case(seed)
    before = is_allowed(read_case(case))
    for field in fields_present(case):
        denied = with_statement(case, field, {"Effect": "Deny", "Action": "*", "Resource": "*"})
        assert before or not is_allowed(read_case(denied)), field


@given(seeds)
def test_adding_an_allow_never_denies(seed: int) -> None:
    case = random_case(seed)
    before = is_allowed(read_case(case))
    for field in fields_present(case):
        granted = with_statement(case, field, {"Effect": "Allow", "Action": "*", "Resource": "*"})
        assert not before or is_allowed(read_case(granted)), field


@given(seeds)
def test_the_fast_decision_equals_the_traced_one(seed: int) -> None:
    case = random_case(seed)
    fast = answer(read_case(case))
    traced = to_dict(evaluate(read_case(case)))
    assert {field: traced[field] for field in fast} == fast
    assert is_allowed(read_case(case)) is (fast["decision"] == "allow")


@given(seeds)
def test_an_evaluation_survives_json(seed: int) -> None:
    shape = to_dict(evaluate(read_case(random_case(seed))))
    assert json.loads(json.dumps(shape)) == shape


@given(seeds)
def test_a_denial_names_what_blocks_it_and_an_allow_names_nothing(seed: int) -> None:
    found = evaluate(read_case(random_case(seed)))
    if found.decision is Decision.ALLOW:
        assert found.blocked_by == ()
    else:
        assert found.blocked_by
        assert all(gate.blocking is (gate.kind in found.blocked_by) for gate in found.gates)


@given(seeds)
def test_every_gate_is_there_and_says_what_its_statements_say(seed: int) -> None:
    found = evaluate(read_case(random_case(seed)))
    assert [gate.kind for gate in found.gates] == list(GateKind)
    for gate in found.gates:
        assert any(policy.denies for policy in gate.policies) is (gate.outcome is GateOutcome.DENY)


@given(seeds)
def test_a_statement_applies_when_all_its_parts_match(seed: int) -> None:
    found = evaluate(read_case(random_case(seed)))
    for gate in found.gates:
        for policy in gate.policies:
            for statement in policy.statements:
                parts = [each.matches for each in statement.elements] + [each.holds for each in statement.conditions]
                assert statement.applies is all(parts)


@pytest.mark.parametrize("field", ["identity_policies", "resource_policy"])
def test_the_order_of_statements_does_not_matter(field: str) -> None:
    for seed in range(150):
        case = random_case(seed)
        if not case.get(field):
            continue
        policy = case[field][0] if field in LIST_FIELDS else case[field]
        document = json.loads(policy["document"]) if isinstance(policy["document"], str) else policy["document"]
        before = answer(read_case(case))
        if isinstance(document["Statement"], list):
            document["Statement"].reverse()
        policy["document"] = document
        assert answer(read_case(case))["decision"] == before["decision"]
