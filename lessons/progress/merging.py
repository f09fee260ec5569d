"""A guest who signs up or in takes the progress along; one who is gone leaves none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from iamlab.accounts.guests import Learner, guests_expired, learner_merged
from iamlab.accounts.models import User
from lessons.library.course_tests import TESTS
from lessons.library.models import Activity

from .given_terms import assigned_to, given_to
from .models import Attempt, Record, SandboxPrediction
from .recording import next_number, settle


@receiver(learner_merged)
def hand_over(sender: type[User], guest_id: UUID, user: User, **kwargs: Any) -> None:
    """Give the guest's records to the member; where both have one, its attempts follow the member's own."""
    _leave_second_tests(guest_id, user)
    _leave_assigned(guest_id, user)
    own = {record.activity_id: record for record in Record.objects.select_for_update().filter(user=user)}
    for record in Record.objects.filter(guest_id=guest_id):
        if record.activity_id in own:
            _join(own[record.activity_id], record)
        else:
            record.user, record.guest_id = user, None
            record.save(update_fields=["user", "guest_id", "updated"])
    _hand_over_predictions(guest_id, user)
    _finish_lessons(user)


@receiver(guests_expired)
def delete_of_the_gone(sender: type[User], living: frozenset[UUID], before: datetime, **kwargs: Any) -> None:
    """Delete what guests did who are gone."""
    Record.objects.all().delete_of_gone_guests(living, before)
    SandboxPrediction.objects.all().delete_of_gone_guests(living, before, changed="created")


def _leave_second_tests(guest_id: UUID, user: User) -> None:
    """A test is taken once: where both have begun it, the member's own counts."""
    begun = Record.objects.filter(user=user, activity__kind__in=TESTS).values("activity__kind").distinct()
    Record.objects.filter(guest_id=guest_id, activity__kind__in=begun).delete()


def _leave_assigned(guest_id: UUID, user: User) -> None:
    """Where the member obeys terms, only what the member answered counts: a guest answers without any."""
    learner = Learner(user.pk, None)
    Record.objects.filter(guest_id=guest_id, activity__in=assigned_to(learner)).delete()
    Record.objects.filter(guest_id=guest_id, activity__in=given_to(learner)).update(done=None)


def _hand_over_predictions(guest_id: UUID, user: User) -> None:
    """Give the guest's predictions to the member, who keeps the own one where both predicted the same."""
    theirs = SandboxPrediction.objects.filter(guest_id=guest_id)
    theirs.filter(asked__in=SandboxPrediction.objects.filter(user=user).values("asked")).delete()
    theirs.update(user=user, guest_id=None)


def _join(own: Record, guest: Record) -> None:
    """Move a guest's attempts to the member's record of the same activity."""
    added = list(guest.attempts.all())
    for number, attempt in enumerate(added, next_number(own.attempts.all())):
        attempt.record, attempt.number = own, number
    Attempt.objects.bulk_update(added, ["record", "number"])
    attempts = tuple(own.attempts.all())
    if attempts:
        settle(own, attempts)
    else:
        own.done = min((done for done in (own.done, guest.done) if done), default=None)
    own.place = guest.place or own.place
    own.did = [*own.did, *(id for id in guest.did if id not in own.did)]
    own.started = min(own.started, guest.started)
    own.save()
    guest.delete()


def _finish_lessons(user: User) -> None:
    """Keep which lessons are done by the answers of both together: those with questions, all of them right."""
    records = Record.objects.filter(user=user)
    questions = Activity.objects.filter(kind=Activity.Kind.QUESTION, is_current=True)
    left = questions.exclude(pk__in=records.filter(best=1).values("activity"))
    finished = records.filter(activity__in=questions.values("lesson")).exclude(activity__in=left.values("lesson"))
    finished.filter(done=None).update(done=timezone.now())
