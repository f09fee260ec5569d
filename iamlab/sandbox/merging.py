"""A guest who signs up or in takes the sandboxes along, and what was shared from them; one who is gone leaves none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from iamlab.accounts.guests import guests_expired, learner_merged
from iamlab.accounts.models import User

from .models import Sandbox, Sharer


@receiver(learner_merged)
def hand_over(sender: type[User], guest_id: UUID, user: User, **kwargs: Any) -> None:
    """Give the guest's sandboxes to the member; where both have one of a lesson, the one used last is shown."""
    for model in (Sandbox, Sharer):
        model.objects.filter(guest_id=guest_id).update(user=user, guest_id=None)


@receiver(guests_expired)
def delete_of_the_gone(sender: type[User], living: frozenset[UUID], before: datetime, **kwargs: Any) -> None:
    """Delete the sandboxes of guests who are gone. What they shared stays: others have its address."""
    Sandbox.objects.all().delete_of_gone_guests(living, before)
