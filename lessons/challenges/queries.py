"""What the list of challenges reads."""

from dataclasses import dataclass
from uuid import UUID

from iamlab.accounts.guests import Learner
from lessons.library.models import Activity, Challenge, Module
from lessons.progress.models import Record


@dataclass(frozen=True, slots=True)
class Listed:
    """A challenge and where its learner stands: `state` is `new`, `tried` or `passed`."""

    challenge: Challenge
    attempts: int
    best: float

    @property
    def state(self) -> str:
        """How far the learner is."""
        return "passed" if self.best else "tried" if self.attempts else "new"

    @property
    def percent(self) -> int:
        """The best score in hundredths."""
        return int(self.best * 100)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A module's challenges."""

    module: Module
    challenges: tuple[Listed, ...]


def following(task: UUID) -> Challenge | None:
    """The challenge after one, in the order of the course; None after the last. One query."""
    tasks = list(Challenge.objects.published())
    place = next((number for number, each in enumerate(tasks) if each.pk == task), len(tasks))
    return tasks[place + 1] if place + 1 < len(tasks) else None


def shelves(learner: Learner | None) -> tuple[Shelf, ...]:
    """All challenges, module by module: two queries."""
    records: dict[UUID, Record] = {
        record.activity_id: record
        for record in Record.objects.of(learner).filter(activity__kind=Activity.Kind.CHALLENGE)
    }
    by_module: dict[UUID, list[Listed]] = {}
    modules: dict[UUID, Module] = {}
    for challenge in Challenge.objects.published():
        module = modules.setdefault(challenge.lesson.module_id, challenge.lesson.module)
        record = records.get(challenge.pk)
        listed = Listed(challenge, record.attempt_count if record else 0, (record.best or 0) if record else 0)
        by_module.setdefault(module.pk, []).append(listed)
    return tuple(Shelf(modules[pk], tuple(listed)) for pk, listed in by_module.items())
