"""A guest who signs up or in takes the sandboxes along, and what was shared from them."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from iamlab.accounts.guests import learner_merged
from iamlab.accounts.models import User

from .models import Sandbox, Sharer


@receiver(learner_merged)
def hand_over(sender: type[User], guest_id: UUID, user: User, **kwargs: Any) -> None:
    """Give the guest's sandboxes to the member; where both have one of a lesson, the one used last is shown."""
    for model in (Sandbox, Sharer):
        model.objects.filter(guest_id=guest_id).update(user=user, guest_id=None)
