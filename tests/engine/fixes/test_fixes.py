"""Fixes flip the decision, need every part of them, and bring no wildcard: on random denials and on every case."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine import Case, Fix, PolicyChange, Reach, after, is_allowed, read_case, smallest_fixes
from tests.engine.naive.generator import random_case

DENIALS = json.loads((Path(__file__).parent / "denials.json").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=case["id"])
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


def written_out(value: Any) -> Any:
    """A case with every policy as text, as people write them."""
    if isinstance(value, list):
        return [written_out(each) for each in value]
    if not isinstance(value, dict):
        return value
    shown = {key: written_out(each) for key, each in value.items()}
    if "document" in shown and not isinstance(shown["document"], str):
        shown["document"] = json.dumps(shown["document"], indent=2)
    return shown


def allowed_after(case: Case, changes: tuple[Any, ...]) -> bool:
    """Whether the case is allowed once these changes are made."""
    changed = after(case, changes)
    return changed is not None and is_allowed(changed)


def assert_sound(case: Case, fixes: tuple[Fix, ...]) -> None:
    """What holds for all fixes of a denial."""
    asked = {case.request.action, case.request.resource}
    for fix in fixes:
        assert allowed_after(case, fix.changes), fix
        for index in range(len(fix.changes)):
            rest = (*fix.changes[:index], *fix.changes[index + 1 :])
            assert not allowed_after(case, rest), (index, fix)
        for change in fix.changes:
            if isinstance(change, PolicyChange):
                starred = {value for value in change.values if "*" in value and change.kind != "exception"}
                context = {value for entry in case.request.context.entries.values() for value in entry.values}
                assert starred <= asked | context, fix
    assert [fix.weakens for fix in fixes] == sorted(fix.weakens for fix in fixes), "guardrails come last"


@given(st.integers(min_value=0, max_value=10_000_000))
def test_every_fix_of_a_random_denial_flips_it_and_needs_all_its_parts(seed: int) -> None:
    case = read_case(written_out(random_case(seed)))
    assert_sound(case, smallest_fixes(case))


@pytest.mark.parametrize("shape", CASES)
def test_every_fix_of_a_case_flips_it_and_needs_all_its_parts(shape: dict[str, Any]) -> None:
    case = read_case(written_out({key: shape[key] for key in shape if key not in ("id", "title", "rules", "expect")}))
    assert_sound(case, smallest_fixes(case))


@pytest.mark.parametrize("denial", DENIALS, ids=lambda denial: denial["title"])
def test_the_first_fix_of_a_denial_is_of_the_kind_and_at_the_place_expected(denial: dict[str, Any]) -> None:
    case = read_case(written_out({key: denial[key] for key in denial if key not in ("title", "first")}))
    assert not is_allowed(case)
    fixes = smallest_fixes(case)
    assert_sound(case, fixes)
    assert [shape_of(change) for change in fixes[0].changes] == denial["first"]


def shape_of(change: Any) -> dict[str, Any]:
    """The slot and kind of a change, as the table writes them."""
    if isinstance(change, PolicyChange):
        return {"gate": change.gate.value, "kind": change.kind.value, "elements": list(change.elements)}
    return {"ask": change.key, "value": change.value}


def test_what_is_allowed_needs_no_fix() -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    case = read_case(
        {
            "request": {
                "principal": "arn:aws:iam::111122223333:user/ana",
                "action": "s3:GetObject",
                "resource": "arn:aws:s3:::reports/q1.csv",
            },
            "identity_policies": [{"name": "all", "document": {"Version": "2012-10-17", "Statement": [statement]}}],
        }
    )
    assert smallest_fixes(case) == ()


def nothing(*_: object) -> bool:
    """Nobody may change anything."""
    return False


def test_only_what_may_be_changed_is_changed() -> None:
    case = read_case(written_out({key: DENIALS[0][key] for key in DENIALS[0] if key not in ("title", "first")}))
    assert smallest_fixes(case, Reach(nothing, nothing, nothing)) == ()


def test_a_crowd_of_denies_has_no_smallest_fix() -> None:
    denies = [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"} for _ in range(20)]
    shape = {**DENIALS[0], "identity_policies": [{"name": "crowd", "document": policy_of(*denies)}]}
    assert (
        smallest_fixes(read_case(written_out({key: shape[key] for key in shape if key not in ("title", "first")})))
        == ()
    )


def test_who_may_ask_otherwise_and_has_to_be_allowed_too_needs_both() -> None:
    mfa = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
    guard = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": mfa}
    shape = {**DENIALS[0], "identity_policies": [{"name": "dev", "document": policy_of(guard)}]}
    case = read_case(written_out({key: shape[key] for key in shape if key not in ("title", "first")}))
    fix = smallest_fixes(case)[0]
    assert not fix.weakens
    assert [shape_of(change) for change in fix.changes] == [
        {"ask": "aws:MultiFactorAuthPresent", "value": "true"},
        {"gate": "identity", "kind": "new_statement", "elements": []},
    ]


@pytest.mark.parametrize(
    ("element", "changed"),
    [({"NotAction": "iam:*"}, "NotAction"), ({"Action": "*", "NotResource": "arn:aws:s3:::other/*"}, "NotResource")],
)
def test_a_deny_that_spares_some_spares_one_more(element: dict[str, str], changed: str) -> None:
    guard = {"Effect": "Deny", "Resource": "*", **element}
    if "NotResource" in guard:
        del guard["Resource"]
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    shape = {**DENIALS[0], "identity_policies": [{"name": "dev", "document": policy_of(allow, guard)}]}
    case = read_case(written_out({key: shape[key] for key in shape if key not in ("title", "first")}))
    fix = smallest_fixes(case)[0]
    assert fix.weakens
    assert [shape_of(change)["elements"] for change in fix.changes] == [[changed]]


def test_what_lies_in_one_region_is_not_asked_for_in_another() -> None:
    europe = {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}
    queue = "arn:aws:sqs:us-east-1:111122223333:overflow"
    policy = policy_of(
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": europe},
    )
    request = {**DENIALS[0]["request"], "action": "sqs:SendMessage", "resource": queue}
    request["context"] = {"aws:RequestedRegion": "us-east-1"}
    case = read_case(written_out({"request": request, "identity_policies": [{"name": "dev", "document": policy}]}))
    fixes = smallest_fixes(case)
    assert fixes
    assert all(isinstance(change, PolicyChange) for fix in fixes for change in fix.changes)


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
OFFICE = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
TEAM = {"StringEquals": {"aws:ResourceTag/team": "web"}}


@pytest.mark.parametrize("condition", [MFA, OFFICE, TEAM])
def test_a_grant_of_the_resource_that_gets_round_the_callers_condition_says_so_and_comes_last(
    condition: dict[str, object],
) -> None:
    """D21: in one account either side is enough, so that the resource's policy goes past the condition."""
    limited = policy_of({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": condition})
    request = {**DENIALS[0]["request"], "context": {"aws:SourceIp": "198.51.100.7", "aws:ResourceTag/team": "sales"}}
    case = read_case(written_out({"request": request, "identity_policies": [{"name": "dev", "document": limited}]}))
    edits = [fix for fix in smallest_fixes(case) if any(isinstance(each, PolicyChange) for each in fix.changes)]
    assert edits
    assert all(fix.weakens for fix in edits)


def test_a_grant_of_the_caller_that_gets_round_the_resources_condition_says_so() -> None:
    """D20: the identity policy alone is enough in one account."""
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": MFA}
    shape = {"request": DENIALS[0]["request"], "resource_policy": {"name": "own", "document": policy_of(statement)}}
    fixes = smallest_fixes(read_case(written_out(shape)))
    assert [fix.weakens for fix in fixes if isinstance(fix.changes[0], PolicyChange)][:1] == [True]


def policy_of(*statements: dict[str, Any]) -> dict[str, Any]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}
