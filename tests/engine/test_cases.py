"""Every case under `cases/`: the decision, the gate that decided, and the same answer with and without a trace."""

import json
from pathlib import Path
from typing import Any

import pytest

from iamlab.engine import answer, evaluate, read_case, to_dict

CASES = [
    pytest.param(case, id=f"{path.stem}-{case['id']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_the_case_is_decided_as_it_says(case: dict[str, Any]) -> None:
    found = answer(read_case(case))
    assert {field: found[field] for field in case["expect"]} == case["expect"], case["title"]


@pytest.mark.parametrize("case", CASES)
def test_the_trace_agrees_with_the_fast_answer(case: dict[str, Any]) -> None:
    fast = answer(read_case(case))
    traced = to_dict(evaluate(read_case(case)))
    assert {field: traced[field] for field in fast} == fast


def test_ids_are_unique() -> None:
    ids = [case.values[0]["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
