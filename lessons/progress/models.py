"""Records: where a learner stands in an activity, and every attempt at it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from iamlab.accounts.owned import Owned, OwnedQuerySet
from lessons.library.models import Activity

from .terms import Shows


class Record(Owned):
    """Where one learner stands in one activity: a lesson, a question, a prediction.

    While correctness is withheld (`terms`), `best`, `last` and `done` stay empty beside attempts.
    `attempt_count`, `best`, `last` and `done` follow from the attempts, for lists that count many. A score is between 0
    and 1. A lesson has no attempts: it is started, has a `place` (the section to come back to) and what its learner
    `did` (the ids of the blocks that were loaded into the sandbox), and is done or not.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="records")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="records")
    attempt_count = models.PositiveIntegerField(default=0)
    best = models.FloatField(null=True)
    last = models.FloatField(null=True)
    place = models.SlugField(max_length=200, blank=True)
    did = models.JSONField(default=list)
    started = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    done = models.DateTimeField(null=True)

    objects = OwnedQuerySet["Record"].as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "activity"], name="one_record_a_member_and_activity"),
            models.UniqueConstraint(fields=["guest_id", "activity"], name="one_record_a_guest_and_activity"),
        ]

    @property
    def is_withheld(self) -> bool:
        """Whether there are attempts of which it does not show yet what was right."""
        return self.attempt_count > 0 and self.last is None

    def __str__(self) -> str:
        """What it is, for people who look into the database."""
        return f"record {self.pk} of {self.activity_id}"


class GivenTerms(models.Model):
    """The terms that one member was given for an activity; see `terms.Terms`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="terms")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="terms")
    opens = models.DateTimeField(null=True)
    closes = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(null=True)
    shows = models.CharField(max_length=20, choices=Shows, default=Shows.AT_ONCE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "activity"], name="one_terms_a_member_and_activity")]
        verbose_name_plural = "given terms"

    def __str__(self) -> str:
        """What it is, for people who look into the database."""
        return f"terms of {self.user_id} for {self.activity_id}"


class SandboxPrediction(Owned):
    """What a learner said that AWS would answer, before the sandbox showed it: once for each request with its policies.

    `origin` is the lesson or challenge that the sandbox belongs to. `decided` is a state such as `implicit`; so is
    `said`, or it is `deny` where no kind of denial was asked for.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sandbox_predictions")
    origin = models.UUIDField(null=True)
    asked = models.CharField(max_length=64)
    said = models.CharField(max_length=20)
    decided = models.CharField(max_length=20)
    created = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet["SandboxPrediction"].as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "asked"], name="a_member_predicts_once"),
            models.UniqueConstraint(fields=["guest_id", "asked"], name="a_guest_predicts_once"),
        ]

    def __str__(self) -> str:
        """What it is, for people who look into the database."""
        return f"prediction {self.pk}: {self.said}, and it was {self.decided}"


class Attempt(models.Model):
    """One answer, kept for good. `number` counts from 1 in its record, so that one form sent twice counts once.

    `version` is the activity's version that was answered, `seed` what its values were drawn from. `misconception` is
    the id of the belief that a wrong answer shows; `confidence` is how sure its learner was, where one said so.
    """

    class Confidence(models.TextChoices):
        """How sure somebody is of an answer."""

        SURE = "sure", "Sure"
        FAIRLY = "fairly", "Fairly sure"
        GUESS = "guess", "A guess"

    record = models.ForeignKey(Record, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=16)
    seed = models.PositiveIntegerField(default=0)
    answer = models.JSONField()
    score = models.FloatField()
    misconception = models.SlugField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="an_attempt_counts_once")]

    def __str__(self) -> str:
        """What it is, for people who look into the database."""
        return f"attempt {self.number} of record {self.record_id}"

    @property
    def is_right(self) -> bool:
        """Whether the answer was wholly right."""
        return self.score == 1
