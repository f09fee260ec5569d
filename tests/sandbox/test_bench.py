"""The workbench as a value."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iamlab.cloud import MAX_SESSIONS, InvalidState, RequestProblem, Session, policy_slots
from iamlab.sandbox.bench import (
    MOST_WORN,
    Bench,
    as_caller,
    bench_from_json,
    bench_of,
    bench_to_json,
    drop,
    put_on,
    read_context,
    scenario_of_bench,
    wait,
    wearing,
    with_policies,
)
from iamlab.sandbox.watches.watch import Expected, Watch

from .conftest import ANA, ROLE, SESSION, TRUST


def test_the_first_request_is_watched_too_where_something_is_expected_of_it(bench: Bench) -> None:
    asked = replace(scenario_of_bench(bench).requests[0], expect="allow")
    (watch,) = bench_of(replace(scenario_of_bench(bench), requests=(asked,))).watches
    assert (watch.action, watch.expected) == (asked.action, Expected.ALLOWED)


def test_a_role_that_both_sides_allow_is_worn(bench: Bench) -> None:
    worn = put_on(bench, ROLE, "ana")
    assert worn.caller == SESSION
    assert drop(worn).caller == ANA


def test_a_refused_role_leaves_the_caller_who_they_are(bench: Bench) -> None:
    closed = with_policies(bench, {TRUST: '{"Version": "2012-10-17", "Statement": []}'})
    tried = put_on(closed, ROLE, "ana")
    assert tried.caller == ANA
    assert tried.tried is not None


def test_assuming_a_role_again_and_again_leaves_a_bounded_number_of_sessions(bench: Bench) -> None:
    watch = Watch(1, put_on(bench, ROLE, "watched").caller, "s3:GetObject", "*")
    bench = replace(drop(put_on(bench, ROLE, "watched")), watches=(watch,))
    for number in range(50):
        bench = put_on(drop(bench), ROLE, f"name-{number}")
    assert len(bench.cloud.sessions) == MAX_SESSIONS
    assert bench.cloud.session(bench.who)
    assert bench.cloud.session(watch.caller)


def test_sessions_pile_up_to_a_limit(bench: Bench) -> None:
    cloud = bench.cloud
    for number in range(MOST_WORN + 5):
        session = Session(ROLE, f"name-{number}", cloud.now, cloud.now + timedelta(hours=1))
        bench = wearing(bench, bench.cloud.with_session(session), session)
    assert len(bench.worn) == MOST_WORN
    assert bench.who == session.arn


def test_texts_are_kept_also_when_nobody_can_read_them(bench: Bench) -> None:
    broken = with_policies(bench, {TRUST: "{", "no/such/place": "x", "": "y"})
    assert {str(slot.ref): slot.text for slot in policy_slots(broken.cloud)}[TRUST] == "{"


def test_becoming_a_session_assumes_its_role(bench: Bench) -> None:
    session = as_caller(bench, SESSION)
    assert session.caller == SESSION
    assert as_caller(session, SESSION) == session
    assert as_caller(session, ANA).caller == ANA


def test_becoming_the_root_user_drops_what_is_worn(bench: Bench) -> None:
    root = as_caller(put_on(bench, ROLE, "ana"), "arn:aws:iam::111122223333:root")
    assert root.caller == root.you == "arn:aws:iam::111122223333:root"
    assert as_caller(root, ANA).caller == ANA


@pytest.mark.parametrize(
    "caller", ["", "arn:aws:sts::999900001111:assumed-role/x/y", SESSION.replace("reader", "writer")]
)
def test_becoming_somebody_unknown_leaves_the_user(bench: Bench, caller: str) -> None:
    assert as_caller(bench, caller).caller == ANA


def test_a_workbench_comes_back_from_json_as_it_was(bench: Bench) -> None:
    worn = wait(put_on(bench, ROLE, "ana"), 30)
    assert bench_from_json(bench_to_json(worn)) == worn
    assert bench_from_json(bench_to_json(bench)) == bench


@pytest.mark.parametrize("state", [{}, {"cloud": 1}, {"tried": {"x": 1}}, {"tried": None, "cloud": None}])
def test_anything_else_is_no_state(state: dict[str, object]) -> None:
    with pytest.raises(InvalidState):
        bench_from_json(state)


def test_context_keys_are_typed_one_a_line() -> None:
    assert read_context("aws:SourceIp = 203.0.113.9\n\naws:TagKeys=a\naws:TagKeys = b=c") == {
        "aws:SourceIp": ("203.0.113.9",),
        "aws:TagKeys": ("a", "b=c"),
    }
    problem = read_context("aws:SourceIp = 1\nnonsense")
    assert isinstance(problem, RequestProblem)
    assert problem.message == "line 2 is not a condition key and its value"
