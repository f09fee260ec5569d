"""On which days a learner practised: to look back at, with nothing to keep up."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from iamlab.accounts.guests import Learner

from .models import Attempt, Record

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day and how much was answered on it; `level` is 0 to 3, for the picture."""

    date: date
    answers: int

    @property
    def level(self) -> int:
        """How dark the day is drawn."""
        return 0 if not self.answers else 1 if self.answers < 5 else 2 if self.answers < 15 else 3


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last WEEKS weeks, Monday first."""

    weeks: tuple[tuple[Day, ...], ...]

    @property
    def practised(self) -> tuple[Day, ...]:
        """The days on which something was answered, the latest first."""
        return tuple(day for week in reversed(self.weeks) for day in reversed(week) if day.answers)


def calendar_of(learner: Learner | None) -> Calendar:
    """The days of a learner's answers: one query."""
    today = timezone.localdate()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    attempts = Attempt.objects.filter(record__in=Record.objects.of(learner), created__date__gte=first)
    counted = attempts.annotate(day=TruncDate("created")).values("day").annotate(answers=Count("pk")).order_by("day")
    answers = {row["day"]: row["answers"] for row in counted}
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    shown = [Day(day, answers.get(day, 0)) for day in days]
    return Calendar(tuple(tuple(shown[start : start + 7]) for start in range(0, len(shown), 7)))
