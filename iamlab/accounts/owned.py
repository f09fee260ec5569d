"""Rows that belong to a learner: a member, or a guest until the guest becomes one."""

from collections.abc import Set
from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from .guests import Learner

Row = TypeVar("Row", bound=models.Model)

GUESTS_AT_ONCE = 500
"""So many fit into one statement of every database."""


class Owned(models.Model):
    """Something that belongs to a member or to a guest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    guest_id = models.UUIDField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(guest_id__isnull=True), name="%(class)s_of_a_member_or_of_a_guest"
            ),
        ]


class OwnedQuerySet(models.QuerySet[Row]):
    """Rows by whose they are."""

    def of(self, learner: Learner | None) -> Self:
        """The learner's own; none for a visitor who has left nothing here yet."""
        return self.none() if learner is None else self.filter(**owned_by(learner))

    def delete_of_gone_guests(self, living: Set[UUID], before: datetime, changed: str = "updated") -> None:
        """Delete the rows of guests other than `living` that have not changed since a moment.

        `changed` names the field that tells when a row changed.
        """
        old = self.filter(guest_id__isnull=False, **{f"{changed}__lt": before})
        gone = list(set(old.values_list("guest_id", flat=True)) - living)
        for start in range(0, len(gone), GUESTS_AT_ONCE):
            old.filter(guest_id__in=gone[start : start + GUESTS_AT_ONCE]).delete()


def owned_by(learner: Learner) -> dict[str, Any]:
    """The fields of something that belongs to a learner."""
    return {"user_id": learner.user_id, "guest_id": learner.guest_id}
