from dataclasses import replace

import pytest

from iamlab.cloud import (
    ANYBODY,
    AccessDiff,
    Bucket,
    Cloud,
    InlinePolicy,
    Turn,
    User,
    VpcEndpoint,
    access_diff,
    answers,
    assume_role,
    case_for,
    universe,
    with_every_role_worn,
)
from iamlab.cloud.universe import MOST_REQUESTS, Family
from iamlab.engine import Decision, GateKind, evaluate
from tests.cloud.northwind import ANA, BEN, PROD, READER, READER_SESSION, REPORTS, allow, northwind, policy, trust
from tests.cloud.test_organization import scps_on
from tests.cloud.test_resources import prod as resources

READS = InlinePolicy("reads", policy(allow("s3:GetObject", f"{REPORTS}/*")))
READS_WITH_MFA = InlinePolicy(
    "reads", policy(allow("s3:GetObject", f"{REPORTS}/*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}))
)
OPEN_TO_PROD = policy({**allow("s3:GetObject", f"{REPORTS}/*"), "Principal": {"AWS": BEN}})
OPEN_TO_ALL = policy({**allow("s3:GetObject", f"{REPORTS}/*"), "Principal": "*"})
GUARD = policy({**allow("s3:*"), "Effect": "Deny", "Principal": "*"})


def with_ben(*policies: InlinePolicy) -> Cloud:
    return northwind(ben={"inline_policies": policies})


def turns(diff: AccessDiff) -> set[tuple[Turn, str, str]]:
    """Every turn with who asks and for which action."""
    return {
        (change.turn, caller, action)
        for change in diff.changes
        for caller in change.callers
        for action in change.actions
    }


PAIRS = [
    (northwind(), with_ben(READS)),
    (with_ben(READS), with_ben(READS_WITH_MFA)),
    (with_ben(READS), northwind(ben={"inline_policies": (READS,)}, reports={"policy": OPEN_TO_PROD})),
    (with_ben(READS), northwind(ben={"inline_policies": (READS,)}, reports={"policy": GUARD})),
    (northwind(), northwind(reader={"inline_policies": ()})),
    (scps_on(unit=("only-ec2",)), scps_on()),
    (resources(), northwind()),
    (northwind(), Cloud()),
    (northwind(), northwind(reports={"policy": OPEN_TO_ALL})),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_nothing_that_turns_is_missed_and_nothing_else_is_told(before: Cloud, after: Cloud) -> None:
    before, after = with_every_role_worn(before), with_every_role_worn(after)
    diff = access_diff(before, after)
    requests = {*universe(before), *universe(after)}
    then, now = answers(before, requests), answers(after, requests)
    told = {turn: {(c, a) for t, c, a in turns(diff) if t is turn} for turn in Turn}
    for request in requests:
        asked = (request.caller, request.action)
        if bool(then[request]) is not bool(now[request]):
            assert asked in told[Turn.NOW_ALLOWED if now[request] else Turn.NO_LONGER], request


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_witness_is_decided_as_its_change_says(before: Cloud, after: Cloud) -> None:
    diff = access_diff(before, after)
    for change in diff.changes:
        for cloud, told in ((diff.before, change.before), (diff.after, change.after)):
            witness = change.witness
            case = case_for(cloud, witness.caller, witness.action, witness.resource, dict(witness.context)).case
            evaluation = evaluate(case) if case else None
            assert told == (evaluation and (evaluation.decision, evaluation.decided_by))


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_other_way_round_what_is_now_allowed_no_longer_is(before: Cloud, after: Cloud) -> None:
    there, back = access_diff(before, after), access_diff(after, before)
    assert there.count(Turn.NOW_ALLOWED) == back.count(Turn.NO_LONGER)
    assert there.count(Turn.NO_LONGER) == back.count(Turn.NOW_ALLOWED)
    assert there.count(Turn.ELSEWHERE) == back.count(Turn.ELSEWHERE)


def test_equal_states_need_no_question() -> None:
    diff = access_diff(northwind(), northwind())
    assert (diff.changes, diff.searched, diff.undecided, diff.is_cut) == ((), 0, 0, False)


def test_a_grant_is_one_change_and_names_who_and_what() -> None:
    diff = access_diff(northwind(), with_ben(READS))
    [change] = diff.changes
    assert (change.turn, change.callers, change.actions) == (Turn.NOW_ALLOWED, (BEN,), ("s3:GetObject",))
    assert f"{REPORTS}/example" in change.resources
    assert change.before == (Decision.IMPLICIT_DENY, GateKind.IDENTITY)
    assert change.after == (Decision.ALLOW, GateKind.IDENTITY)
    assert {request.caller for request in (change.witness,)} == {BEN}


def test_a_bucket_that_everybody_can_read_is_told_for_callers_without_credentials() -> None:
    """M30."""
    diff = access_diff(northwind(), northwind(reports={"policy": OPEN_TO_ALL}))
    [change] = [change for change in diff.changes if "anonymous" in change.callers]
    assert (change.turn, change.actions) == (Turn.NOW_ALLOWED, ("s3:GetObject",))
    assert change.after == (Decision.ALLOW, GateKind.RESOURCE)
    assert f"{REPORTS}/reports/q1.csv" in change.resources


@pytest.mark.parametrize(
    ("named", "caller"),
    [
        ("123456789012", "arn:aws:iam::123456789012:user/any-user"),
        ("arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/any-user"),
        ("arn:aws:iam::123456789012:user/team/eve", "arn:aws:iam::123456789012:user/team/eve"),
        ("arn:aws:iam::123456789012:role/team/auditor", "arn:aws:sts::123456789012:assumed-role/auditor/"),
    ],
)
def test_an_account_outside_that_a_bucket_is_shared_with_is_told(named: str, caller: str) -> None:
    """D30: such an account can give its own people all that the bucket allows it."""
    shared = policy({**allow("s3:GetObject", f"{REPORTS}/*"), "Principal": {"AWS": named}})
    there, back = northwind(), northwind(reports={"policy": shared})
    [change] = access_diff(there, back).changes
    assert (change.turn, change.actions) == (Turn.NOW_ALLOWED, ("s3:GetObject",))
    assert [each.startswith(caller) for each in change.callers] == [True]
    assert access_diff(back, there).count(Turn.NO_LONGER) == change.count


def test_a_role_that_trusts_an_account_outside_is_told() -> None:
    trusting = northwind(reader={"trust_policy": trust("123456789012")})
    callers = {caller for change in access_diff(northwind(), trusting).changes for caller in change.callers}
    assert "arn:aws:iam::123456789012:user/any-user" in callers


def test_nobody_without_credentials_asks_for_what_is_not_open() -> None:
    """A deny for everybody opens nothing."""
    for cloud in (northwind(reports={"policy": GUARD}), northwind(reports={"policy": OPEN_TO_PROD})):
        assert not [request for request in universe(cloud) if request.caller == "anonymous"]


def test_what_the_bucket_allows_now_is_decided_elsewhere() -> None:
    diff = access_diff(*PAIRS[2])
    [change] = diff.changes
    assert change.turn is Turn.ELSEWHERE
    assert change.before == (Decision.ALLOW, GateKind.IDENTITY)
    assert change.after == (Decision.ALLOW, GateKind.RESOURCE)


def test_a_guardrail_turns_an_implicit_deny_into_an_explicit_one() -> None:
    changes = access_diff(*PAIRS[3]).changes
    assert {change.turn for change in changes} == {Turn.NO_LONGER, Turn.ELSEWHERE}
    elsewhere = [change for change in changes if change.turn is Turn.ELSEWHERE]
    assert {change.after for change in elsewhere} == {(Decision.EXPLICIT_DENY, GateKind.RESOURCE)}
    assert any(len(change.callers) > 1 for change in elsewhere), "callers for whom the same turned share a row"


def test_what_hangs_on_mfa_alone_is_told_with_its_corner() -> None:
    diff = access_diff(with_ben(READS), with_ben(READS_WITH_MFA))
    assert [(change.turn, change.corner) for change in diff.changes] == [(Turn.NO_LONGER, Family.NO_MFA)]
    whole = access_diff(with_ben(READS_WITH_MFA), with_ben())
    assert [change.corner for change in whole.changes] == [None]


def test_a_user_who_is_gone_is_not_allowed_and_not_decided() -> None:
    before = with_ben(READS)
    account = before.accounts[1]
    after = before.with_account(replace(account, users=(User("eva", inline_policies=(READS,)),)))
    by_turn = {change.turn: change for change in access_diff(before, after).changes}
    assert by_turn[Turn.NO_LONGER].callers == (BEN,)
    assert by_turn[Turn.NO_LONGER].after is None
    assert by_turn[Turn.NOW_ALLOWED].before is None


def test_a_role_that_nobody_wears_is_compared_too() -> None:
    [change] = access_diff(northwind(), northwind(reader={"inline_policies": ()})).changes
    assert change.callers == (f"arn:aws:sts::{PROD}:assumed-role/report-reader/{ANYBODY}",)


def test_a_session_of_today_is_asked_with_in_the_state_before() -> None:
    after = assume_role(northwind(), ANA, READER, "ana").cloud
    before = northwind(reader={"inline_policies": ()})
    [change] = access_diff(before, after).changes
    assert (change.turn, change.callers) == (Turn.NOW_ALLOWED, (READER_SESSION,))


def test_time_that_passed_is_no_change() -> None:
    worn = assume_role(northwind(), ANA, READER, "ana").cloud
    assert access_diff(northwind(), worn).changes == ()


def test_a_policy_that_cannot_be_read_is_counted_and_not_told_as_a_change() -> None:
    diff = access_diff(with_ben(READS), with_ben(InlinePolicy("reads", "{")))
    assert diff.changes == ()
    assert diff.undecided > 0


def test_what_a_vpc_endpoint_lets_through_is_asked_through_it() -> None:
    def with_endpoint(text: str | None) -> Cloud:
        cloud = with_ben(READS)
        endpoint = VpcEndpoint("vpce-0a1b2c3d", "vpc-1", "s3", text)
        return cloud.with_account(replace(cloud.accounts[1], vpc_endpoints=(endpoint,)))

    only_dev = policy({**allow("s3:*", "arn:aws:s3:::northwind-dev/*"), "Principal": "*"})
    changes = access_diff(with_endpoint(None), with_endpoint(only_dev)).changes
    no_longer = [change for change in changes if change.turn is Turn.NO_LONGER]
    assert [change.corner for change in no_longer] == [Family.THROUGH_ENDPOINT]
    assert no_longer[0].after == (Decision.IMPLICIT_DENY, GateKind.VPC_ENDPOINT)
    assert {BEN} < {caller for change in changes for caller in change.callers}


def test_a_pattern_of_a_changed_policy_is_asked_for() -> None:
    deep = InlinePolicy("deep", policy(allow("s3:GetObject", f"{REPORTS}/2026/*/sums?.csv")))
    [change] = access_diff(northwind(), with_ben(deep)).changes
    assert change.resources == (f"{REPORTS}/2026/example/sumsx.csv",)


def test_a_large_cloud_is_asked_up_to_a_limit_and_says_so() -> None:
    crowd = tuple(User(f"u{number}", inline_policies=(READS,)) for number in range(200))
    cloud = northwind()
    account = replace(
        cloud.accounts[1], users=crowd, buckets=(*cloud.accounts[1].buckets, *(Bucket(f"b{n}") for n in range(50)))
    )
    after = cloud.with_account(account)
    before = cloud.with_account(replace(account, users=tuple(replace(user, inline_policies=()) for user in crowd)))
    diff = access_diff(before, after)
    assert (diff.searched, diff.is_cut) == (MOST_REQUESTS, True)
    assert {len(change.callers) for change in diff.changes} - {1}, "the same grant to many is one change"
