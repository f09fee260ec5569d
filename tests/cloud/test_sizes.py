"""What a cloud holds at most."""

from dataclasses import replace
from datetime import timedelta

from iamlab.cloud import (
    MAX_SESSIONS,
    Changed,
    Cloud,
    ControlPolicy,
    FederatedSession,
    Session,
    TokenSession,
    Unit,
    create_rcp,
    create_unit,
    delete_unit,
    without_old_sessions,
)
from tests.cloud.northwind import ANA, DEV, northwind, policy
from tests.cloud.test_organization import deny, organized

DENY = policy(deny("s3:*", Principal="*"))


def crowded(units: int = 0, policies: int = 0) -> Cloud:
    """An organization with so many units and control policies."""
    cloud = organized()
    assert cloud.organization
    organization = replace(
        cloud.organization,
        units=tuple(Unit(f"unit-{number}") for number in range(units)),
        scps=tuple(ControlPolicy(f"scp-{number}", "{}") for number in range(policies)),
    )
    return replace(cloud, organization=organization)


def help_of(outcome: Changed) -> str:
    (problem,) = outcome.problems
    return problem.help


def test_an_organization_grows_up_to_its_limits_which_the_refusal_names() -> None:
    assert create_unit(crowded(units=99), "one-more").problems == ()
    assert "at most 100" in help_of(create_unit(crowded(units=100), "one-more"))
    assert create_rcp(crowded(policies=299), ControlPolicy("one-more", DENY)).problems == ()
    assert "at most 300" in help_of(create_rcp(crowded(policies=300), ControlPolicy("one-more", DENY)))


def test_an_organization_over_its_limits_can_shrink() -> None:
    assert delete_unit(crowded(units=102), "unit-1").problems == ()


def with_sessions(number: int) -> Cloud:
    """A cloud with so many sessions, each a minute younger than the one before."""
    cloud = northwind()
    role = f"arn:aws:iam::{DEV}:role/deployer"
    sessions = []
    for each in range(number):
        issued = cloud.now - timedelta(minutes=number - each)
        sessions.append(Session(role, f"s{each:02}", issued, issued + timedelta(hours=12)))
    return replace(cloud, sessions=tuple(sessions))


def names(cloud: Cloud) -> list[str]:
    return [session.name for session in cloud.sessions]


def test_the_oldest_sessions_that_nobody_uses_go() -> None:
    cloud = with_sessions(MAX_SESSIONS + 3)
    kept = without_old_sessions(cloud, {cloud.sessions[1].arn})
    assert names(kept) == ["s01", *names(cloud)[4:]]
    assert without_old_sessions(kept, set()) == kept


def test_sessions_that_have_expired_go_first_whatever_their_kind() -> None:
    cloud = with_sessions(MAX_SESSIONS)
    ended = cloud.now - timedelta(minutes=1)
    cloud = replace(
        cloud,
        federated_sessions=(FederatedSession(ANA, "guest", ended - timedelta(seconds=900), ended),),
        token_sessions=(TokenSession(ANA, cloud.now, cloud.now + timedelta(hours=1)),),
    )
    kept = without_old_sessions(cloud, set())
    assert kept.federated_sessions == ()
    assert kept.token_sessions == cloud.token_sessions
    assert names(kept) == names(cloud)[1:]


def test_sessions_in_use_all_stay() -> None:
    cloud = with_sessions(MAX_SESSIONS + 3)
    assert without_old_sessions(cloud, {session.arn for session in cloud.sessions}) == cloud
