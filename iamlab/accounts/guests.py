"""Who is learning: a member, or a guest known by a random id in the session's data.

The id lies in the session's data because `login()` changes the session's key but keeps its data. Whatever belongs to a
learner (progress, sandboxes) is keyed on `Learner`; when a guest signs up or in, `learner_merged` tells its owners to
hand it over. What a guest leaves behind goes some time after the session has ended, as nobody can reach it any more:
`guests_expired` tells its owners.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.utils import timezone

from .models import User

GUEST_ID = "guest_id"

learner_merged = Signal()
"""Sent with `guest_id: UUID` and `user: User`, in a transaction. Receivers hand over the guest's rows, and may be
called again for rows handed over already."""

guests_expired = Signal()
"""Sent with `living: frozenset[UUID]`, the guests whom a session still knows, and `before: datetime`. Receivers delete
what belongs to other guests and has not changed since then."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who learns here: exactly one of the two is set."""

    user_id: int | None
    guest_id: UUID | None


def learner_for(request: HttpRequest) -> Learner:
    """Return who is asking; a visitor without an id becomes a guest, remembered in the session.

    For requests that store something. A page that only shows asks `known_learner`, so that a glance sets no cookie.
    """
    learner = known_learner(request)
    if learner is None:
        guest_id = uuid4()
        request.session[GUEST_ID] = str(guest_id)
        learner = Learner(user_id=None, guest_id=guest_id)
    return learner


def known_learner(request: HttpRequest) -> Learner | None:
    """Return who is asking, or None for a visitor who has left nothing here yet."""
    if request.user.is_authenticated:
        return Learner(user_id=request.user.pk, guest_id=None)
    guest_id = request.session.get(GUEST_ID)
    return Learner(user_id=None, guest_id=UUID(guest_id)) if guest_id else None


@receiver(user_logged_in)
def merge_guest(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Hand the guest's work to the member who signed in or up; the guest's id is forgotten afterwards."""
    guest_id = request.session.get(GUEST_ID)
    if guest_id is None:
        return
    with transaction.atomic():
        learner_merged.send(sender=User, guest_id=UUID(guest_id), user=user)
    del request.session[GUEST_ID]


def forget_expired_guests() -> None:
    """Have everything deleted that belongs to guests whose session is over and that is as old as a session gets."""
    now = timezone.now()
    sessions = Session.objects.filter(expire_date__gt=now).iterator()
    known = (session.get_decoded().get(GUEST_ID) for session in sessions)
    living = frozenset(UUID(guest_id) for guest_id in known if guest_id)
    before = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    guests_expired.send(sender=User, living=living, before=before)
