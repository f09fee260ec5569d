"""Who is learning: a member, or a guest known by a random id in the session's data.

The id lies in the session's data because `login()` changes the session's key but keeps its data. Whatever belongs to a
learner (progress, sandboxes) is keyed on `Learner`; when a guest signs up or in, `learner_merged` tells its owners to
hand it over.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from .models import User

GUEST_ID = "guest_id"

learner_merged = Signal()
"""Sent with `guest_id: UUID` and `user: User`, in a transaction. Receivers hand over the guest's rows, and may be
called again for rows handed over already."""


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
