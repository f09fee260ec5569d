from datetime import timedelta

from iamlab.cloud import (
    Cloud,
    TokenSession,
    advance_clock,
    assume_role,
    from_state,
    get_session_token,
    last_used,
    record,
    to_state,
)
from iamlab.cloud.events import MOST_EVENTS
from iamlab.engine import Decision
from tests.cloud.northwind import ANA, READER, READER_SESSION, REVENUE, decision_of, northwind


def asked(cloud: Cloud, caller: str, action: str = "s3:GetObject") -> Cloud:
    """The cloud a minute after somebody asked for the revenue."""
    return advance_clock(record(cloud, decision_of(cloud, caller, action, REVENUE), caller), 60)


def test_an_event_tells_who_asked_with_which_session_and_what_was_decided() -> None:
    cloud = asked(asked(assume_role(northwind(), ANA, READER, "ana").cloud, READER_SESSION), ANA)
    by_session, by_ana = cloud.events
    assert (by_session.caller, by_session.identity) == (READER_SESSION, READER)
    assert (by_session.decision, by_ana.decision) == (Decision.ALLOW, Decision.IMPLICIT_DENY)
    assert (by_session.mfa, by_ana.mfa) == (False, None)
    assert (by_session.session, by_ana.session) == (READER_SESSION, "")
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


def test_two_session_tokens_of_a_user_are_told_apart_also_of_the_same_moment() -> None:
    first = get_session_token(northwind(), ANA)
    second = get_session_token(first.cloud, ANA, duration_seconds=900)
    tokens = [grant.session.access_key for grant in (first, second) if isinstance(grant.session, TokenSession)]
    assert len({*tokens}) == len(second.cloud.token_sessions) == 2
    cloud = asked(asked(asked(second.cloud, tokens[0]), tokens[1]), ANA)
    assert [event.session for event in cloud.events] == [*tokens, ""]
    assert {event.caller for event in cloud.events} == {ANA}


def test_a_call_that_needs_no_credentials_is_not_made_with_the_session_worn() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    evaluation = decision_of(cloud, "ec2.amazonaws.com", "sts:AssumeRole", READER)
    (event,) = record(cloud, evaluation, READER_SESSION).events
    assert (event.caller, event.session) == ("ec2.amazonaws.com", "")


def test_a_session_token_takes_a_call_that_can_be_recorded() -> None:
    """S40: nothing can deny it."""
    grant = get_session_token(northwind(), ANA)
    assert grant.evaluation
    (event,) = record(grant.cloud, grant.evaluation, ANA).events
    assert (event.action, event.decision) == ("sts:GetSessionToken", Decision.ALLOW)
