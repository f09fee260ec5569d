"""The sandbox beside a lesson: where it starts, and what the lesson's own blocks load into it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from iamlab.accounts.guests import Learner
from iamlab.engine import Decision
from iamlab.sandbox.bench import Asked, Bench, as_caller, ask, bench_of, context_lines, with_file_texts
from iamlab.sandbox.beside import Beside
from iamlab.sandbox.posted import digest_of
from iamlab.sandbox.predicting import prediction_answered
from iamlab.sandbox.showing.decision import VERDICTS
from lessons.courseware import Load, Loadable, TryIt, Variation, WorkedDecision, scenario_of
from lessons.courseware import varied as varied_cloud
from lessons.library.models import Lesson

PREDICTIONS = {"allow": "allowed", "deny": "denied"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim that was loaded: the verdict, and what was predicted ("" where nothing was)."""

    decision: Decision
    predicted: str

    @property
    def state(self) -> str:
        """The verdict as the style sheets name it."""
        return VERDICTS[self.decision][0]

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        return VERDICTS[self.decision][1]

    @property
    def held(self) -> bool:
        """Whether what was predicted is so."""
        return (self.predicted == "allow") == (self.decision is Decision.ALLOW)

    @property
    def said(self) -> str:
        """The prediction, and whether it held."""
        return f"You predicted: {PREDICTIONS[self.predicted]}. {'So it is.' if self.held else 'It is otherwise.'}"


def outcome_of(block: Loadable, prediction: str) -> Outcome | None:
    """Compare what a block claims, which was checked when its lesson was read, with a prediction.

    An unknown prediction is none. A block that claims nothing has no outcome.
    """
    if isinstance(block, Load):
        return None
    return Outcome(block.variation.expect.decision, prediction if prediction in PREDICTIONS else "")


@lru_cache(maxsize=64)
def _start(scenario: str) -> Bench:
    return bench_of(scenario_of(scenario))


def start_of(lesson: Lesson) -> Bench:
    """The workbench that a lesson starts with."""
    return _start(lesson.content.scenario)


def varied(lesson: Lesson, variation: Variation) -> Bench:
    """The lesson's own workbench in the cloud that a variation is decided in, asked what it asks, as its caller.

    Where the caller is a session that the lesson's user assumes, that call of AssumeRole is shown, too.
    """
    start, request = start_of(lesson), variation.request
    cloud = varied_cloud(start.cloud, scenario_of(lesson.content.scenario).you, variation)
    bench = as_caller(with_file_texts(replace(start, cloud=cloud), variation.policies), request.caller)
    asker = "" if bench.who == request.caller else request.caller
    assumed = as_caller(start, request.caller)
    tried = assumed.tried if assumed.who == request.caller else None
    asked = Asked(request.action, request.resource, context_lines(request.context), asker)
    return ask(replace(bench, tried=tried), asked)


def loaded(lesson: Lesson, block: Loadable) -> Bench:
    """The workbench after a block of the lesson was loaded."""
    if block.variation is None:
        return with_file_texts(start_of(lesson), block.policies)
    return varied(lesson, block.variation)


def keep_predicted(learner: Learner, lesson: Lesson, block: Loadable, outcome: Outcome) -> None:
    """Tell what was predicted of a block, once for each decision of it, as the sandbox tells its own predictions."""
    prediction_answered.send(
        Outcome,
        learner=learner,
        origin=lesson.uuid,
        asked=digest_of(f"{lesson.uuid}/{block.id}/{outcome.state}"),
        said=outcome.state if outcome.held else outcome.predicted,
        decided=outcome.state,
    )


def beside(lesson: Lesson) -> Beside:
    """The sandbox beside a lesson."""
    return Beside(
        lesson.uuid, lambda: start_of(lesson), "courses:begin", lesson.slug, holds_back=_asks_its_start(lesson)
    )


def _asks_its_start(lesson: Lesson) -> bool:
    """Whether a block of the lesson has its reader predict what the sandbox begins with."""
    start = start_of(lesson)
    begun = (start.caller, start.asked.action, start.asked.resource)
    asked = (block.variation.request for block in lesson.content.blocks() if isinstance(block, TryIt | WorkedDecision))
    return any((request.caller, request.action, request.resource) == begun for request in asked)
