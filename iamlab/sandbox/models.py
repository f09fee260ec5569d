"""What is kept of a learner's workbench: inputs, never a trace."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from iamlab.accounts.guests import Learner

from .bench import Bench, bench_from_json, bench_to_json

SANDBOXES_PER_LEARNER = 50


class SandboxQuerySet(models.QuerySet["Sandbox"]):
    """Sandboxes by whose they are."""

    def of(self, learner: Learner | None) -> "SandboxQuerySet":
        """Return the learner's own; none for a visitor who has left nothing here yet."""
        if learner is None:
            return self.none()
        if learner.user_id is not None:
            return self.filter(user_id=learner.user_id)
        return self.filter(guest_id=learner.guest_id)

    def of_lesson(self, learner: Learner | None, origin: uuid.UUID) -> "Sandbox | None":
        """Return the learner's sandbox of a lesson, the one used last where merging left two."""
        return self.of(learner).filter(origin=origin).order_by("-updated").first()

    def open_for(self, learner: Learner, origin: uuid.UUID, start: Bench) -> "Sandbox":
        """Return the learner's sandbox of a lesson, made from `start` where there is none yet.

        A learner keeps SANDBOXES_PER_LEARNER: beyond that, those not used for the longest time give way.
        """
        found = self.of_lesson(learner, origin)
        if found:
            return found
        kept = self.of(learner).order_by("-updated").values("pk")[: SANDBOXES_PER_LEARNER - 1]
        self.of(learner).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        beginning = bench_to_json(start)
        owner = {"user_id": learner.user_id, "guest_id": learner.guest_id}
        return self.create(**owner, origin=origin, start=beginning, state=beginning)


class Sandbox(models.Model):
    """A learner's copy of a scenario: the cloud as it is now, who asks, and what was asked last.

    `origin` is the uuid of the lesson it came from, `start` what *Reset* goes back to, `previous` what
    *Undo* goes back to: the state before texts were replaced at one stroke. `version` grows with every
    change: the browser drops its own copy of a text when the server has a newer one.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sandboxes")
    guest_id = models.UUIDField(null=True)
    origin = models.UUIDField()
    start = models.JSONField()
    state = models.JSONField()
    previous = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = SandboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(guest_id__isnull=True), name="sandbox_of_a_member_or_of_a_guest"
            ),
        ]
        indexes = [models.Index(fields=["user", "origin"]), models.Index(fields=["guest_id", "origin"])]

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return f"sandbox {self.uuid}"

    @property
    def bench(self) -> Bench:
        """The workbench as a value. Raises InvalidState for a row that another program changed."""
        return bench_from_json(self.state)

    @property
    def first_bench(self) -> Bench:
        """The workbench as it was when it was opened."""
        return bench_from_json(self.start)

    def keep(self, bench: Bench) -> None:
        """Store a changed workbench under the next version; one that is as before is not stored again."""
        self._store(bench_to_json(bench), self.previous)

    def replace_by(self, bench: Bench) -> None:
        """Store a workbench whose texts did not come from its learner's typing, so that `undo` can go back."""
        self._store(bench_to_json(bench), self.state)

    def undo(self) -> None:
        """Go back to the state before the last `replace_by`; once more comes forward again."""
        if self.previous is not None:
            self._store(self.previous, self.state)

    def _store(self, state: dict[str, Any], previous: dict[str, Any] | None) -> None:
        if state != self.state:
            self.state, self.previous = state, previous
            self.version += 1
            self.save(update_fields=["state", "previous", "version", "updated"])
