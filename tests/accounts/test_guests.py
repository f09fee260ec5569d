"""A visitor without an account learns as a guest, and keeps everything on signing up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from iamlab.accounts.guests import (
    GUEST_ID,
    Learner,
    forget_expired_guests,
    guests_expired,
    known_learner,
    learner_for,
    learner_merged,
)
from iamlab.accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    """A visitor's request with a session that holds nothing yet."""
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    return request


@pytest.fixture
def merged() -> Iterator[list[tuple[UUID, User]]]:
    """What `learner_merged` has told, as pairs of guest and member."""
    told: list[tuple[UUID, User]] = []

    def note(sender: type[User], guest_id: UUID, user: User, **kwargs: object) -> None:
        told.append((guest_id, user))

    learner_merged.connect(note)
    yield told
    learner_merged.disconnect(note)


def guest(client: Client) -> UUID:
    """Make the client's visitor a guest, as `learner_for` does."""
    guest_id = uuid4()
    session = client.session
    session[GUEST_ID] = str(guest_id)
    session.save()
    return guest_id


def test_a_glance_makes_nobody_a_guest(visit: HttpRequest) -> None:
    assert known_learner(visit) is None
    assert visit.session.is_empty()


def test_a_guest_is_the_same_at_every_visit(visit: HttpRequest) -> None:
    first = learner_for(visit)
    assert first.user_id is None
    assert learner_for(visit) == known_learner(visit) == first


def test_two_visitors_are_two_guests(visit: HttpRequest, rf: RequestFactory) -> None:
    other = rf.get("/")
    other.user, other.session = AnonymousUser(), SessionStore()
    assert learner_for(visit) != learner_for(other)


def test_a_member_is_known_by_the_account(visit: HttpRequest, bob: User) -> None:
    visit.user = bob
    assert learner_for(visit) == Learner(user_id=bob.pk, guest_id=None)


def test_signing_in_hands_the_guests_work_over_once(client: Client, bob: User, merged: list) -> None:
    guest_id = guest(client)
    client.post("/account/login/", {"login": "bob", "password": PASSWORD})
    assert merged == [(guest_id, bob)]
    assert GUEST_ID not in client.session

    client.post("/account/logout/")
    client.post("/account/login/", {"login": "bob", "password": PASSWORD})
    assert merged == [(guest_id, bob)]


def test_signing_up_hands_the_guests_work_over(client: Client, merged: list) -> None:
    guest_id = guest(client)
    client.post("/account/signup/", {"username": "dana", "password1": PASSWORD, "password2": PASSWORD})
    assert merged == [(guest_id, User.objects.get(username="dana"))]


def test_the_guests_whom_a_session_knows_are_living(client: Client) -> None:
    told: list[tuple[frozenset[UUID], datetime]] = []

    def note(sender: type[User], living: frozenset[UUID], before: datetime, **kwargs: object) -> None:
        told.append((living, before))

    here, away = guest(client), guest(Client())
    expired = Session.objects.exclude(pk=client.session.session_key)
    expired.update(expire_date=timezone.now() - timedelta(days=1))
    guests_expired.connect(note)
    forget_expired_guests()
    guests_expired.disconnect(note)
    ((living, before),) = told
    assert here in living
    assert away not in living
    assert before < timezone.now() - timedelta(days=89)


def test_a_failed_sign_in_hands_nothing_over(client: Client, bob: User, merged: list) -> None:
    guest_id = guest(client)
    client.post("/account/login/", {"login": "bob", "password": "wrong"})
    assert merged == []
    assert client.session[GUEST_ID] == str(guest_id)
