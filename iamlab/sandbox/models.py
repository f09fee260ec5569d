"""What is kept of a learner's workbench: inputs, never a trace."""

import uuid
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import Owned, OwnedQuerySet, owned_by

from .bench import Bench, bench_from_json, bench_to_json
from .steps import MOST_WORDS, what_changed

SANDBOXES_PER_LEARNER = 50
STEPS_KEPT = 50
REVISIONS_KEPT = 20
DAYS_TO_RESTORE = 30


class TooManySandboxes(Exception):
    """Raised for a learner who has as many sandboxes of their own as one keeps."""


class SandboxQuerySet(OwnedQuerySet["Sandbox"]):
    """Sandboxes by whose they are. A learner keeps SANDBOXES_PER_LEARNER of lessons, and as many of their own."""

    def of(self, learner: Learner | None) -> Self:
        """Return the learner's own, without deleted ones; none for a visitor who has left nothing here yet."""
        return self.every_of(learner).filter(deleted=None)

    def every_of(self, learner: Learner | None) -> Self:
        """Return the learner's own, deleted ones among them."""
        return super().of(learner)

    def of_lesson(self, learner: Learner | None, origin: uuid.UUID) -> "Sandbox | None":
        """Return the learner's sandbox of a lesson, the one used last where merging left two."""
        return self.of(learner).filter(origin=origin).order_by("-updated").first()

    def open_for(self, learner: Learner, origin: uuid.UUID, start: Bench) -> "Sandbox":
        """Return the learner's sandbox of a lesson, made from `start` where there is none yet.

        Of more than a learner keeps, those of lessons not used for the longest time give way: they can be opened anew.
        """
        found = self.of_lesson(learner, origin)
        if found:
            return found
        self.every_of(learner).exclude(origin=None)._keep_newest(SANDBOXES_PER_LEARNER - 1)
        return self._made(learner, start, origin=origin)

    def copy(self, learner: Learner, bench: Bench, title: str) -> "Sandbox":
        """Make the learner a sandbox of their own that starts with `bench`. Raises TooManySandboxes."""
        if not self.has_room(learner):
            raise TooManySandboxes
        return self._made(learner, bench, title=title[:TITLE_LENGTH])

    def has_room(self, learner: Learner | None) -> bool:
        """Whether a learner may have one more of their own: none of these is thrown out for another."""
        return self.of(learner).filter(origin=None).count() < SANDBOXES_PER_LEARNER

    def _made(self, learner: Learner, start: Bench, **fields: Any) -> "Sandbox":
        beginning = bench_to_json(start)
        return self.create(**owned_by(learner), start=beginning, state=beginning, **fields)

    def _keep_newest(self, number: int) -> None:
        newest = list(self.order_by("-updated").values_list("pk", flat=True)[:number])
        self.exclude(pk__in=newest).delete()

    def restorable(self, learner: Learner | None) -> "SandboxQuerySet":
        """Return the learner's deleted sandboxes that can still be restored, the last one first."""
        since = timezone.now() - timedelta(days=DAYS_TO_RESTORE)
        return self.every_of(learner).filter(deleted__gte=since).order_by("-deleted")

    def throw_away(self, sandbox: "Sandbox") -> None:
        """Delete a sandbox so that it can be restored; what can't be any more is deleted for good."""
        now = timezone.now()
        self.filter(pk=sandbox.pk).update(deleted=now)
        self.filter(deleted__lt=now - timedelta(days=DAYS_TO_RESTORE)).delete()
        thrown = self.filter(user=sandbox.user_id, guest_id=sandbox.guest_id).exclude(deleted=None)
        thrown._keep_newest(SANDBOXES_PER_LEARNER)


TITLE_LENGTH = 80


class Sandbox(Owned):
    """A learner's copy of a scenario: the cloud as it is now, who asks, and what was asked last.

    `origin` is the uuid of the lesson or challenge it came from, if any; `start` is what *Reset* goes back to.
    `position` is the number of the step of its history that `state` shows, between `oldest` and `newest`, and `doing`
    what that step does: whatever continues it is no step of its own. `version` grows with every change: the browser
    drops its own copy of a text when the server has a newer one.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.UUIDField(null=True)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    start = models.JSONField()
    state = models.JSONField()
    position = models.PositiveIntegerField(default=0)
    oldest = models.PositiveIntegerField(default=0)
    newest = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=MOST_WORDS, blank=True)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True)

    objects = SandboxQuerySet.as_manager()

    class Meta(Owned.Meta):
        indexes = [models.Index(fields=["user", "origin"]), models.Index(fields=["guest_id", "origin"])]

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return f"sandbox {self.uuid}"

    @property
    def name(self) -> str:
        """What lists and pages call it."""
        return self.title or "Sandbox"

    @property
    def bench(self) -> Bench:
        """The workbench as a value. Raises InvalidState for a row that another program changed."""
        return bench_from_json(self.state)

    @property
    def first_bench(self) -> Bench:
        """The workbench as it was when it was opened."""
        return bench_from_json(self.start)

    def keep(self, bench: Bench) -> None:
        """Store what was typed or asked. Texts are a step of the history, one for a while of typing in one policy."""
        state = bench_to_json(bench)
        if state == self.state:
            return
        what = what_changed(self.state, state)
        if what:
            self._step(state, what, joins=True)
        else:
            self._store(state)

    def replace_by(self, bench: Bench, what: str = "Loaded") -> None:
        """Store a workbench as a step of its own, which *Undo* takes back; `what` names it in the history."""
        state = bench_to_json(bench)
        if state != self.state:
            self._step(state, what[:MOST_WORDS], joins=False)

    @property
    def neighbouring_steps(self) -> frozenset[int]:
        """Which of -1 (*Undo*) and 1 (*Redo*) there is a step for."""
        return frozenset({-1} if self.position > self.oldest else ()) | ({1} if self.position < self.newest else set())

    def undo(self) -> None:
        """Go back to the state before the last step."""
        self.go_to(self.position - 1)

    def redo(self) -> None:
        """Come forward again to the step that was taken back."""
        self.go_to(self.position + 1)

    def go_to(self, number: int) -> None:
        """Show the state of a step of the history; one that is not there changes nothing."""
        step = self.steps.filter(number=number).first()
        if step and number != self.position:
            self._leave_step()
            self.position, self.doing = number, ""
            self._store(step.state)

    def _step(self, state: dict[str, Any], what: str, *, joins: bool) -> None:
        """Add a step after the one shown, in place of those taken back; one like it before may be continued."""
        if joins and what == self.doing and self.position == self.newest:
            self._store(state)
            return
        if self.newest == 0:
            Step.objects.create(sandbox=self, number=0, what="Opened", state=self.state)
        else:
            self._leave_step()
        if self.position < self.newest:
            self.steps.filter(number__gt=self.position).delete()
        self.position += 1
        self.newest, self.doing = self.position, what
        Step.objects.create(sandbox=self, number=self.position, what=what, state=state)
        if self.newest - self.oldest >= STEPS_KEPT:
            self.oldest = self.newest - STEPS_KEPT + 1
            self.steps.filter(number__lt=self.oldest).delete()
        self._store(state)

    def _leave_step(self) -> None:
        """Keep with the step shown what was typed and asked since it was made."""
        self.steps.filter(number=self.position).update(state=self.state)

    def _store(self, state: dict[str, Any]) -> None:
        self.state = state
        self.version += 1
        fields = ["state", "position", "oldest", "newest", "doing", "version", "updated"]
        self.save(update_fields=fields)


class Step(models.Model):
    """One step of a sandbox's history: what was done, and the state after it, with whatever was asked since."""

    sandbox = models.ForeignKey(Sandbox, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=MOST_WORDS)
    state = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["sandbox", "number"], name="a_step_has_its_number")]

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return f"step {self.number} of {self.sandbox_id}"


class Revision(models.Model):
    """A state of a sandbox that its learner named, to come back to."""

    sandbox = models.ForeignKey(Sandbox, models.CASCADE, related_name="revisions")
    name = models.CharField(max_length=TITLE_LENGTH)
    state = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [models.UniqueConstraint(fields=["sandbox", "name"], name="a_revision_has_its_name")]

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return self.name

    @property
    def bench(self) -> Bench:
        """The workbench as it was."""
        return bench_from_json(self.state)


class Share(models.Model):
    """A state that anybody with its address may look at. `digest` names exactly this state and step."""

    digest = models.CharField(max_length=32, primary_key=True)
    state = models.JSONField()
    step = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return self.digest

    @property
    def bench(self) -> Bench:
        """The workbench that it shows."""
        return bench_from_json(self.state)


class Sharer(Owned):
    """Somebody who shared a state: two who share the same have one address, and each may take theirs back."""

    share = models.ForeignKey(Share, models.CASCADE, related_name="sharers")
    created = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet["Sharer"].as_manager()

    class Meta(Owned.Meta):
        ordering = ["-created"]

    def __str__(self) -> str:
        """Return what it is, for people who look into the database."""
        return f"sharer of {self.share_id}"
