from datetime import timedelta

from iamlab.cloud import Cloud, advance_clock, assume_role, from_state, last_used, record, to_state
from iamlab.cloud.events import MOST_EVENTS
from iamlab.engine import Decision
from tests.cloud.northwind import ANA, READER, READER_SESSION, REVENUE, decision_of, northwind


def asked(cloud: Cloud, caller: str, action: str = "s3:GetObject") -> Cloud:
    """The cloud a minute after somebody asked for the revenue."""
    return advance_clock(record(cloud, decision_of(cloud, caller, action, REVENUE)), 60)


def test_an_event_tells_who_asked_with_which_session_and_what_was_decided() -> None:
    cloud = asked(asked(assume_role(northwind(), ANA, READER, "ana").cloud, READER_SESSION), ANA)
    by_session, by_ana = cloud.events
    assert (by_session.caller, by_session.identity) == (READER_SESSION, READER)
    assert (by_session.decision, by_ana.decision) == (Decision.ALLOW, Decision.IMPLICIT_DENY)
    assert (by_session.mfa, by_ana.mfa) == (False, None)
    assert by_ana.time - by_session.time == timedelta(minutes=1)
    assert from_state(to_state(cloud)) == cloud


def test_the_last_use_of_a_permission_is_its_latest_allowed_request() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    cloud = asked(asked(asked(cloud, READER_SESSION), READER_SESSION), READER_SESSION, "s3:PutObject")
    assert last_used(cloud, READER) == {"s3:GetObject": northwind().now + timedelta(minutes=1)}
    assert last_used(cloud, ANA) == {}


def test_services_have_no_identity_and_old_events_are_forgotten() -> None:
    cloud = northwind()
    evaluation = decision_of(cloud, "ec2.amazonaws.com", "sts:AssumeRole", READER)
    for _ in range(MOST_EVENTS + 1):
        cloud = record(cloud, evaluation)
    assert len(cloud.events) == MOST_EVENTS
    assert cloud.events[0].identity == ""
