"""A challenge being played: its sandbox, and a learner's solution graded and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from iamlab.accounts.guests import Learner
from iamlab.cloud import policy_slots, session_for
from iamlab.sandbox.bench import Asked, Bench, as_caller, ask, bench_of, context_lines, with_file_texts
from iamlab.sandbox.beside import Beside
from lessons.courseware import (
    AskedRequest,
    Challenge,
    Check,
    Grade,
    challenge_cloud,
    checks_of,
    grade,
    scenario_of,
)
from lessons.library.models import Challenge as Shelved
from lessons.library.models import Lesson
from lessons.progress.given_terms import terms_of
from lessons.progress.models import Attempt, Record
from lessons.progress.recording import Answer, next_number, record_answer, reveal
from lessons.progress.terms import OPEN, Terms

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A challenge with the lesson that it belongs to."""

    lesson: Lesson
    content: Challenge
    scenario: str
    version: str

    @property
    def checks(self) -> tuple[Check, ...]:
        """All requests, in the order in which they are asked."""
        return tuple(checks_of(self.content, self.scenario))


def played(shelved: Shelved) -> Played:
    """The challenge that a shelf's row stands for. Raises LookupError for one whose lesson has none any more."""
    lesson = shelved.lesson
    content = lesson.content
    if content.challenge is None:
        raise LookupError(f"lesson {lesson} has no challenge")
    return Played(lesson, content.challenge, content.scenario, content.challenge.version(content.scenario))


def start_of(task: Played) -> Bench:
    """The workbench that a challenge starts with: its first need is typed in."""
    bench = bench_of(scenario_of(task.scenario))
    bench = replace(bench, cloud=challenge_cloud(task.content, task.scenario))
    texts = {str(slot.ref): slot.text for slot in policy_slots(bench.cloud) if slot.text is not None}
    return asking(with_file_texts(bench, texts), task.content.needs[0].request)


def titles_of(task: Played) -> dict[str, str]:
    """What the sandbox's panes call the policies that may change, by their places."""
    titles = {str(slot.ref): slot.title for slot in policy_slots(challenge_cloud(task.content, task.scenario))}
    return {place: titles[place] for place in task.content.edits if place in titles}


def asking(bench: Bench, request: AskedRequest) -> Bench:
    """The workbench with a request typed in, as its caller, who may be one that can't be played: a service."""
    cloud, caller = session_for(bench.cloud, request.caller)
    bench = as_caller(replace(bench, cloud=cloud), caller)
    named = "" if bench.who == caller else caller
    return ask(bench, Asked(request.action, request.resource, context_lines(request.context), named))


def beside(task: Played) -> Beside:
    """The sandbox beside a challenge."""
    return Beside(task.content.uuid, lambda: start_of(task), "challenges:begin", task.content.slug)


def solution_in(task: Played, bench: Bench) -> dict[str, str]:
    """The texts of a workbench that count: those that may be edited."""
    slots = {str(slot.ref): slot.text or "" for slot in policy_slots(bench.cloud)}
    return {place: slots.get(place, "") for place in task.content.edits}


def grade_of(task: Played, texts: Texts) -> Grade:
    """What becomes of a solution; remembered, since the page shows it again."""
    return _graded(_Solution(task, tuple(sorted(texts.items()))))


@dataclass(frozen=True, slots=True, eq=False)
class _Solution:
    """A solution to be remembered by its challenge's version and its texts."""

    task: Played
    texts: tuple[tuple[str, str], ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Solution) and (self.task.version, self.texts) == (other.task.version, other.texts)

    def __hash__(self) -> int:
        return hash((self.task.version, self.texts))


@lru_cache(maxsize=256)
def _graded(solution: _Solution) -> Grade:
    return grade(solution.task.content, solution.task.scenario, dict(solution.texts))


@dataclass(frozen=True, slots=True)
class Kept:
    """The attempts at a challenge, the terms they obey, and why the last one sent was not taken, if it was not."""

    attempts: tuple[Attempt, ...]
    terms: Terms = OPEN
    refusal: str = ""

    @property
    def is_withheld(self) -> bool:
        """Whether there are attempts, and it does not show yet what became of them."""
        return bool(self.attempts) and not self.terms.shows_correctness(len(self.attempts))

    @property
    def hides_solution(self) -> bool:
        """Whether the solution has to wait until correctness shows."""
        return not self.terms.shows_correctness(len(self.attempts))


def keep(learner: Learner, task: Played, texts: Texts) -> Kept:
    """Grade a solution and keep it as an attempt, once: the same texts sent again are no new attempt."""
    before = kept_of(learner, task)
    last = before.attempts[-1] if before.attempts else None
    if last and last.version == task.version and texts_in(last) == dict(texts):
        return before
    grade = grade_of(task, texts)
    answer = Answer(next_number(before.attempts), task.version, {"policies": dict(texts)}, grade.score)
    standing = record_answer(learner, task.lesson.uuid, task.content.uuid, answer, obeying=task.content.uuid)
    if standing.refusal:
        return replace(before, refusal=standing.refusal)
    return Kept(standing.attempts, standing.terms)


def texts_in(attempt: Attempt) -> Texts | None:
    """The texts that an attempt was made with, by their places; None for one that is no solution."""
    texts = attempt.answer.get("policies")
    is_solution = isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
    return texts if is_solution else None


def kept_of(learner: Learner | None, task: Played) -> Kept:
    """The learner's attempts at a challenge, in order, and their terms."""
    uuid, terms = task.content.uuid, terms_of(learner, task.content.uuid)
    record = Record.objects.of(learner).filter(activity_id=uuid).prefetch_related("attempts").first()
    if record is None:
        return Kept((), terms)
    reveal({uuid: record}, terms, uuid, frozenset())
    return Kept(tuple(record.attempts.all()), terms)
