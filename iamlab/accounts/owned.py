"""Rows that belong to a learner: a member, or a guest until the guest becomes one."""

from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .guests import Learner

Row = TypeVar("Row", bound=models.Model)


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


def owned_by(learner: Learner) -> dict[str, Any]:
    """The fields of something that belongs to a learner."""
    return {"user_id": learner.user_id, "guest_id": learner.guest_id}
