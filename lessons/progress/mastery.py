"""How much of each concept a learner has shown, and the evidence for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from iamlab.accounts.guests import Learner
from lessons.library.models import Activity, Lesson

from .models import Record

ENOUGH = 3
"""So many activities have to be answered before a concept counts as shown."""
SHOWN_FROM = 0.8
SHORT = frozenset(("abac", "arn", "scp", "rcp", "mfa", "iam", "kms"))
IN_CASE = {
    "access-denied-message": "Access-denied message",
    "cross-account-role": "Cross-account role",
    "forallvalues": "ForAllValues",
    "foranyvalue": "ForAnyValue",
    "identity-based-policy": "Identity-based policy",
    "ifexists": "IfExists",
    "notaction": "NotAction",
    "notresource": "NotResource",
    "sts": "AWS STS",
}
"""Concepts that AWS writes with capitals or hyphens, which their ids don't tell."""
EVIDENCE = (Activity.Kind.QUESTION, Activity.Kind.PREDICTION, Activity.Kind.CHALLENGE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a learner did last in one activity that is about a concept."""

    activity: Activity
    score: float
    attempts: int
    when: datetime

    @property
    def percent(self) -> int:
        """The last score in hundredths."""
        return int(self.score * 100)

    @property
    def what(self) -> str:
        """What kind of activity it is, as people say it."""
        return {"question": "a question", "prediction": "a prediction", "challenge": "the challenge"}[
            self.activity.kind
        ]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its evidence, the latest first; `there` counts the activities that could give some."""

    id: str
    evidence: tuple[Evidence, ...]
    there: int

    @property
    def name(self) -> str:
        """The concept as people write it."""
        if self.id in IN_CASE:
            return IN_CASE[self.id]
        words = " ".join(word.upper() if word in SHORT else word for word in self.id.split("-"))
        return words[:1].upper() + words[1:]

    @property
    def share(self) -> float:
        """The average of the last scores, between 0 and 1; 0 without evidence."""
        return sum(each.score for each in self.evidence) / len(self.evidence) if self.evidence else 0.0

    @property
    def percent(self) -> int:
        """The share in hundredths."""
        return int(self.share * 100)

    @property
    def state(self) -> str:
        """`new` without evidence, `shown` with enough that is good enough, else `begun`."""
        if not self.evidence:
            return "new"
        enough = len(self.evidence) >= min(ENOUGH, self.there)
        return "shown" if enough and self.share >= SHOWN_FROM else "begun"


def concepts_of(learner: Learner | None) -> tuple[Concept, ...]:
    """All concepts of the course, in the order in which it teaches them: three queries."""
    lessons = list(Lesson.objects.published())
    activities = Activity.objects.filter(is_current=True, lesson__is_published=True)
    records = {record.activity_id: record for record in Record.objects.of(learner)}
    return concepts_from(lessons, activities, records)


def concepts_from(
    lessons: Iterable[Lesson], activities: Iterable[Activity], records: Mapping[UUID, Record]
) -> tuple[Concept, ...]:
    """The concepts of lessons, from what was read already."""
    of_lesson: dict[UUID, list[Activity]] = {}
    for activity in activities:
        if activity.kind in EVIDENCE:
            of_lesson.setdefault(activity.lesson_id, []).append(activity)
    found: dict[str, list[Activity]] = {}
    for lesson in lessons:
        for activity in of_lesson.get(lesson.pk, []):
            activity.lesson = lesson
        for concept in lesson.teaches:
            found.setdefault(concept, []).extend(of_lesson.get(lesson.pk, []))
    return tuple(_concept(id, about, records) for id, about in found.items())


def concept_of(learner: Learner | None, id: str) -> Concept | None:
    """One concept; None where the course teaches none of that name."""
    return next((concept for concept in concepts_of(learner) if concept.id == id), None)


def _concept(id: str, about: list[Activity], records: Mapping[UUID, Record]) -> Concept:
    evidence = sorted(_evidence(about, records), key=lambda each: each.when, reverse=True)
    return Concept(id, tuple(evidence), len(about))


def _evidence(about: list[Activity], records: Mapping[UUID, Record]) -> Iterator[Evidence]:
    for activity in about:
        record = records.get(activity.pk)
        if record and record.attempt_count and record.last is not None:
            yield Evidence(activity, record.last, record.attempt_count, record.updated)
