"""Lessons as published, with every earlier revision, and the activities that progress is recorded for."""

from functools import cached_property

from django.db import models

from lessons.courseware import TOPICS, CardFields, Level
from lessons.courseware import Lesson as Content


class Module(models.Model):
    """A module of the course."""

    uuid = models.UUIDField(primary_key=True)
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PublishedLessons(models.QuerySet["Lesson"]):
    """Lessons, and those of them that people may read."""

    def published(self) -> "PublishedLessons":
        """The lessons of the course as it is, in order, with their modules."""
        return self.filter(is_published=True).select_related("module")


class Lesson(models.Model):
    """A lesson: what lists show, and its current revision. A lesson whose files are gone stays, unpublished.

    `teaches` are the ids of its concepts, which its activities give evidence of.
    """

    uuid = models.UUIDField(primary_key=True)
    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    minutes = models.PositiveSmallIntegerField()
    teaches = models.JSONField(default=list)
    is_published = models.BooleanField(default=True)
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+")

    objects = PublishedLessons.as_manager()

    class Meta:
        ordering = ["module__number", "position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """The lesson's number as people say it: `1.4`."""
        return f"{self.module.number}.{self.position}"

    @cached_property
    def content(self) -> Content:
        """The current revision's text, scenario and questions."""
        return self.revision.content


class Revision(models.Model):
    """A lesson's content as it was at one time; `digest` tells revisions apart. Written once, never changed."""

    lesson_uuid = models.UUIDField()
    digest = models.CharField(max_length=64)
    data = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson_uuid", "digest"], name="a_revision_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.lesson_uuid} {self.digest[:8]}"

    @cached_property
    def content(self) -> Content:
        """The content as a value."""
        return Content.model_validate(self.data)


class Activity(models.Model):
    """Something that can be done and is recorded. It stays when its files go."""

    class Kind(models.TextChoices):
        """What can be done."""

        LESSON = "lesson"
        QUESTION = "question"
        PREDICTION = "prediction"
        CHALLENGE = "challenge"
        PRE_TEST = "pre-test"
        POST_TEST = "post-test"

    uuid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.CharField(max_length=16)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class PublishedChallenges(models.QuerySet["Challenge"]):
    """Challenges, and among them those that people may try."""

    def published(self) -> "PublishedChallenges":
        """The challenges of published lessons, in the order of the course, with their lessons and modules."""
        shown = self.filter(activity__is_current=True, activity__lesson__is_published=True)
        return shown.select_related("activity__lesson__module")


class Challenge(models.Model):
    """What lists show of a challenge; the rest stands in its lesson's revision."""

    activity = models.OneToOneField(Activity, models.CASCADE, primary_key=True, related_name="challenge")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    minutes = models.PositiveSmallIntegerField()

    objects = PublishedChallenges.as_manager()

    class Meta:
        ordering = ["activity__lesson__module__number", "activity__lesson__position"]

    def __str__(self) -> str:
        return self.title

    @property
    def lesson(self) -> Lesson:
        """The lesson that it belongs to."""
        return self.activity.lesson


class Misconception(models.Model):
    """A belief that a lesson breaks, as people say it, and what is so. It stays for the answers that showed it."""

    id = models.SlugField(primary_key=True)
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="misconceptions")
    belief = models.CharField(max_length=300)
    correction = models.TextField()
    is_current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.belief


class PublishedCards(models.QuerySet["Card"]):
    """Interview cards, and among them those that people may see."""

    def published(self) -> "PublishedCards":
        """The cards whose lesson can be read, in the order of the deck."""
        return self.filter(is_published=True, lesson__is_published=True)


class Card(models.Model):
    """A card of the interview deck: what lists show, and in `data` all that its file says. It stays when that goes."""

    uuid = models.UUIDField(primary_key=True)
    topic = models.SlugField(choices=list(TOPICS.items()))
    level = models.CharField(max_length=20, choices=[(each.value, each.value.capitalize()) for each in Level])
    slug = models.SlugField(max_length=100)
    position = models.PositiveSmallIntegerField()
    question = models.TextField()
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="cards")
    data = models.JSONField()
    is_published = models.BooleanField(default=True)

    objects = PublishedCards.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.question

    @cached_property
    def content(self) -> CardFields:
        """What its file says."""
        return CardFields.model_validate(self.data)


class Term(models.Model):
    """A word of the glossary as its file has it; `meaning` and `example` are inline HTML."""

    uuid = models.UUIDField(primary_key=True)
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=200)
    meaning = models.TextField()
    example = models.TextField()
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="terms")

    def __str__(self) -> str:
        return self.title


class Path(models.Model):
    """A way through the lessons. `steps` are the uuids of its lessons in order; an empty list means all lessons."""

    class Beginning(models.TextChoices):
        """What comes first in a step."""

        LESSON = "lesson"
        CHALLENGE = "challenge"

    uuid = models.UUIDField(primary_key=True)
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    position = models.PositiveSmallIntegerField()
    begins_with = models.CharField(max_length=20, choices=Beginning)
    has_deck = models.BooleanField(default=False)
    steps = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title
