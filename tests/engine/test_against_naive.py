"""The engine against the naive evaluator of this folder: random requests, equal answers."""

import json
from typing import Any

import pytest

from iamlab.engine import answer, read_case
from tests.engine.naive.evaluator import answer as naive_answer
from tests.engine.naive.generator import random_case

COMPARED = ("decision", "decided_by", "same_account", "blocked_by", "missing_context")
BLOCK = 200


def compared(found: dict[str, Any]) -> dict[str, Any]:
    """The fields that both give; key names without case, because a policy may write them in any case."""
    fields = {name: found[name] for name in COMPARED}
    return fields | {"missing_context": sorted(key.lower() for key in found["missing_context"])}


@pytest.mark.parametrize("first", range(0, 2400, BLOCK))
def test_engine_answers_random_cases_as_the_naive_evaluator_does(first: int) -> None:
    for seed in range(first, first + BLOCK):
        case = random_case(seed)
        expected = compared(naive_answer(case))
        assert compared(answer(read_case(case))) == expected, f"seed {seed}: {json.dumps(case, indent=1)}"


def test_the_same_seed_gives_the_same_case() -> None:
    assert random_case(7) == random_case(7)


def test_random_cases_reach_every_decision_by_every_gate_that_can_take_it() -> None:
    reached = {(found["decision"], found["decided_by"]) for found in map(naive_answer, map(random_case, range(1500)))}
    denying = {"scp", "vpc_endpoint", "resource", "identity", "boundary", "session"}
    assert {gate for decision, gate in reached if decision == "allow"} == {"identity", "resource", "service"}
    assert {gate for decision, gate in reached if decision == "implicit_deny"} == denying | {"service"}
    assert {gate for decision, gate in reached if decision == "explicit_deny"} == denying | {"rcp"}
