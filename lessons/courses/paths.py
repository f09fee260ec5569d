"""Paths through the lessons, and how far a learner is on each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from iamlab.accounts.guests import Learner
from lessons.challenges.queries import Listed
from lessons.challenges.queries import shelves as challenge_shelves
from lessons.library.models import Misconception, Path
from lessons.progress.queries import LessonProgress, Progress, progress_of


@dataclass(frozen=True, slots=True)
class WalkedPath:
    """A path with where its learner stands in each of its lessons."""

    path: Path
    lessons: tuple[LessonProgress, ...]

    @property
    def done(self) -> int:
        """Lessons that are done."""
        return sum(each.state == "done" for each in self.lessons)

    @property
    def hours(self) -> int:
        """How long its lessons take, in hours."""
        return max(1, round(sum(each.lesson.minutes for each in self.lessons) / 60))

    @property
    def next(self) -> LessonProgress | None:
        """The first lesson that is not done; None when all are."""
        return next((each for each in self.lessons if each.state != "done"), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson of a path; where the path begins with what tests it, `challenge` and `traps` are that."""

    each: LessonProgress
    traps: tuple[Misconception, ...] = ()
    challenge: Listed | None = None


def walked_paths(progress: Progress) -> tuple[WalkedPath, ...]:
    """All paths, for whoever this progress is of: one query."""
    return tuple(_walked(path, progress) for path in Path.objects.all())


def walked_path(slug: str, learner: Learner | None) -> WalkedPath:
    """One path. Raises Http404 for a name that none has."""
    return _walked(get_object_or_404(Path, slug=slug), progress_of(learner))


def steps_of(walked: WalkedPath, learner: Learner | None) -> tuple[Step, ...]:
    """The steps of a path: three queries where each begins with what tests it, else none."""
    if walked.path.begins_with != Path.Beginning.CHALLENGE:
        return tuple(map(Step, walked.lessons))
    listed = (each for shelf in challenge_shelves(learner) for each in shelf.challenges)
    challenges = {each.challenge.lesson.pk: each for each in listed}
    traps = _by_lesson(Misconception.objects.filter(is_current=True).order_by("id"))
    return tuple(
        Step(each, tuple(traps.get(each.lesson.pk, ())), challenges.get(each.lesson.pk)) for each in walked.lessons
    )


def _walked(path: Path, progress: Progress) -> WalkedPath:
    if not path.steps:
        return WalkedPath(path, progress.lessons)
    there = {str(each.lesson.pk): each for each in progress.lessons}
    return WalkedPath(path, tuple(there[uuid] for uuid in path.steps if uuid in there))


def _by_lesson(misconceptions: Iterable[Misconception]) -> dict[UUID, list[Misconception]]:
    found: dict[UUID, list[Misconception]] = {}
    for each in misconceptions:
        found.setdefault(each.lesson_id, []).append(each)
    return found
