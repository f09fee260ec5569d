"""What can be wrong with questions and with a course as a whole, beyond the shape of its files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from iamlab.cloud import Scenario, policy_slots
from iamlab.engine import Decision, Evaluation, GateKind, GateOutcome, deciding_statements
from lessons.courseware.blocks import ChallengeLink, Figure, PlacedQuestion
from lessons.courseware.claims import ImpossibleVariation, decide
from lessons.courseware.course import Course, Lesson, Misconception
from lessons.courseware.drawing import GATES, drawn_values, slot_names, slots, varied_by
from lessons.courseware.grading import grade, resolve
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.questions import (
    ClozeQuestion,
    Computed,
    FixQuestion,
    GateQuestion,
    OneQuestion,
    Question,
    ReasonQuestion,
    SeveralQuestion,
    StatementQuestion,
    TrapQuestion,
    VerdictQuestion,
)
from lessons.courseware.requests import Variation

DRAWS = 200
FEWEST_VARIANTS, FEWEST_KEYS = 8, 2
FEWEST_FIGURES = 2
NEARLY_ALIKE = 0.85
"""The share of words in common, in their order, from which two stems ask the same."""


def check_question(
    question: Question,
    misconceptions: Mapping[str, Misconception],
    scenario: Scenario | None,
    report: FileReport,
    place: Place,
) -> None:
    """Report what is wrong with a question: unknown beliefs, slots that nothing fills, draws that can't be decided."""
    for id in _named_misconceptions(question):
        if id not in misconceptions:
            hint = "Name one of the lesson's `misconceptions`."
            report.add(place, "unknown-misconception", f"`{id}` is no misconception of this lesson", hint)
    if isinstance(question, VerdictQuestion | GateQuestion | StatementQuestion):
        _check_slots(question, report, place)
        if scenario is not None:
            _check_shown(question, scenario, report, place)
            _check_draws(question, scenario, report, place)


def right_gates(evaluation: Evaluation) -> tuple[GateKind, ...]:
    """Every gate that somebody may name with good reason as the one that decides. A fair question has one.

    A denial has each gate that denies or, without a Deny, each that lacks an Allow on the request's way: AWS doesn't
    document which of them it names (E13). An allow has each that it rests on, and in one account each side that would
    have been enough.
    """
    if evaluation.decision is Decision.IMPLICIT_DENY:
        return evaluation.in_the_way or (evaluation.decided_by,)
    outcomes = {gate.kind: gate.outcome for gate in evaluation.gates}
    if evaluation.decision is Decision.EXPLICIT_DENY:
        return tuple(kind for kind, outcome in outcomes.items() if outcome is GateOutcome.DENY)
    rests_on = tuple(gate.kind for gate in evaluation.gates if gate.decisive)
    limits = (outcomes[GateKind.BOUNDARY], outcomes[GateKind.SESSION])
    enough = outcomes[GateKind.IDENTITY] is GateOutcome.ALLOW and GateOutcome.NO_ALLOW not in limits
    return (*rests_on, GateKind.IDENTITY) if rests_on == (GateKind.RESOURCE,) and enough else rests_on


def check_stems(questions: Sequence[Question], places: Sequence[Place], report: FileReport) -> None:
    """Warn of two questions of a lesson whose stems are nearly alike. Each question's place is in `places`."""
    stems = [re.findall(r"[^\s.,;:?!`*]+", question.ask.lower()) for question in questions]
    for later, place in enumerate(places):
        for earlier in range(later):
            if SequenceMatcher(None, stems[earlier], stems[later], autojunk=False).ratio() >= NEARLY_ALIKE:
                message = f"question {later + 1} asks nearly in the words of question {earlier + 1}"
                report.warn(place, "stems-alike", message, "Ask about something else, or in another way.")


def check_placed(lesson: Lesson, folder: Path, report: FileReport) -> None:
    """Report questions and challenges that a text places and that the lesson does not have, or has twice.

    A file that is there and could not be read has been reported already; what it should have held is not missed.
    """
    known = {question.uuid for question in lesson.questions}
    placed = [block.uuid for block in lesson.blocks() if isinstance(block, PlacedQuestion)]
    for uuid in placed:
        if uuid not in known and (known or not (folder / "quiz.yaml").exists()):
            report.add(Place(), "unknown-question", f"`quiz.yaml` has no question `{uuid}`")
        elif placed.count(uuid) > 1:
            report.add(Place(), "duplicate-question", f"question `{uuid}` is placed twice", "Keep one of the two.")
    if lesson.places_challenge and not (folder / "challenge.yaml").exists():
        hint = "Write it, or take the directive out."
        report.add(Place(), "unknown-challenge", "the text places a challenge, and there is no `challenge.yaml`", hint)
    if sum(isinstance(block, ChallengeLink) for block in lesson.blocks()) > 1:
        report.add(Place(), "duplicate-challenge", "the challenge is placed twice", "Keep one of the two.")


def check_course(course: Course, report: FileReport) -> None:
    """Report prerequisites that are missing or go round, modules without figures, keys that their length gives away."""
    lessons = {lesson.fields.uuid: lesson for lesson in course.lessons()}
    for lesson in lessons.values():
        for uuid in lesson.fields.prerequisites:
            if uuid not in lessons:
                report.add(
                    Place(), "unknown-prerequisite", f"lesson {lesson.number} builds on `{uuid}`, which is not here"
                )
    try:
        TopologicalSorter({uuid: lesson.fields.prerequisites for uuid, lesson in lessons.items()}).prepare()
    except CycleError as circle:
        numbers = " on ".join(lessons[uuid].number for uuid in circle.args[1] if uuid in lessons)
        report.add(Place(), "prerequisite-circle", f"lessons build on each other in a circle: {numbers}")
    _check_figures(course, report)
    _check_lengths([question for lesson in lessons.values() for question in lesson.questions], report)


def _named_misconceptions(question: Question) -> Iterator[str]:
    match question:
        case VerdictQuestion():
            yield from question.misconceptions.values()
        case GateQuestion():
            yield from question.misconceptions.values()
        case OneQuestion() | SeveralQuestion() | ReasonQuestion() | TrapQuestion():
            yield from (option.misconception for option in question.options if option.misconception)


def _check_slots(question: Computed, report: FileReport, place: Place) -> None:
    written, filled = slots(question), slot_names(question)
    for name in sorted(written - filled):
        report.add(place, "unfilled-slot", f"nothing fills `<{name}>`", "Give its `values`.")
    for name in sorted(filled - written):
        report.warn(place, "unused-slot", f"`<{name}>` stands nowhere", "Use it, or remove its values.")


def _check_shown(question: Computed, scenario: Scenario, report: FileReport, place: Place) -> None:
    known = {str(slot.ref) for slot in policy_slots(scenario.cloud) if slot.text is not None}
    for name in question.shows:
        if name not in known:
            report.add(place, "unknown-policy", f"the scenario has no policy `{name}` to show")


def _check_draws(question: Computed, scenario: Scenario, report: FileReport, place: Place) -> None:
    """Draw a template many times: it has to have enough variants, more than one key, and no impossible draw."""
    variations = {repr(drawn): drawn for drawn in (varied_by(question, seed) for seed in range(DRAWS))}
    try:
        keys = {_key(question, variation, scenario) for variation in variations.values()}
    except ImpossibleVariation as impossible:
        report.add(place, "impossible-draw", f"a draw can't be decided: {impossible}")
        return
    if len(variations) < FEWEST_VARIANTS:
        message = f"{DRAWS} draws gave {len(variations)} variants, and {FEWEST_VARIANTS} are the least"
        report.add(place, "few-variants", message, "Add values.")
    if len(keys) < FEWEST_KEYS:
        report.add(place, "one-key", f"every draw has the answer `{min(keys)}`", "Add values that change the decision.")
    if isinstance(question, GateQuestion):
        _check_gates(question, scenario, report, place)


def _check_gates(question: GateQuestion, scenario: Scenario, report: FileReport, place: Place) -> None:
    """Report draws for which more than one gate is a right answer."""
    draws = {repr(varied_by(question, seed)): seed for seed in range(DRAWS)}
    found = [(right_gates(decide(scenario, varied_by(question, seed))), seed) for seed in draws.values()]
    several = sorted((seed, gates) for gates, seed in found if len(gates) > 1)
    if several:
        seed, gates = several[0]
        drawn = ", ".join(f"{name} `{text}`" for name, text in drawn_values(question, seed).items())
        named = " and ".join(f"`{gate}`" for gate in gates)
        message = f"{len(several)} of {len(draws)} draws have more than one right gate, such as {named} with {drawn}"
        hint = "Write values that belong together as a group, so that one gate refuses or one gate allows."
        report.add(place, "several-gates", message, hint)


def _key(question: Computed, variation: Variation, scenario: Scenario) -> str:
    evaluation = decide(scenario, variation)
    if isinstance(question, VerdictQuestion):
        return str(evaluation.decision)
    if isinstance(question, GateQuestion):
        if evaluation.decided_by not in GATES:
            raise ImpossibleVariation(f"the gate `{evaluation.decided_by}` decides, which is not offered")
        return str(evaluation.decided_by)
    deciding = [f"{each.policy.policy.name}/{each.statement.index}" for each in deciding_statements(evaluation)]
    if len(deciding) > 1:
        raise ImpossibleVariation(f"{len(deciding)} statements decide it")
    return deciding[0] if deciding else "none"


def check_engine_questions(question: Question, scenario_text: str, report: FileReport, place: Place) -> None:
    """Report a cloze whose own solution fails, or that any words solve, and fixes of which none is the smallest."""
    try:
        if isinstance(question, ClozeQuestion):
            sent = {f"blank-{name}": [word] for name, word in question.solution.items()}
            graded = grade(question, 0, scenario_text, sent)
            if graded is None or graded.score < 1:
                wrong = next((part for part in graded.parts if not part.right), None) if graded else None
                message = f"its solution does not do what it has to: {wrong.text if wrong else 'a blank is empty'}"
                report.add(place, "cloze-solution-fails", message)
        elif isinstance(question, FixQuestion):
            resolve(question, 0, scenario_text)
    except ImpossibleVariation as impossible:
        report.add(place, "impossible-question", f"the engine can't decide it: {impossible}")


def _check_figures(course: Course, report: FileReport) -> None:
    """Report modules with too few figures. One lesson alone needs one, so that a module can begin with it."""
    for module in course.modules:
        blocks = (block for lesson in module.lessons for block in lesson.blocks())
        figures, fewest = sum(isinstance(block, Figure) for block in blocks), min(FEWEST_FIGURES, len(module.lessons))
        if figures < fewest:
            message = f"module {module.number} has {figures} figures, and {fewest} are the least"
            report.add(Place(), "few-figures", message, "Draw what its lessons explain.")


def _check_lengths(questions: list[Question], report: FileReport) -> None:
    """Warn when guessing the longest option beats chance over the whole course."""
    written = [question for question in questions if isinstance(question, OneQuestion)]
    longest = sum(_key_is_longest(question) for question in written)
    chance = sum(1 / len(question.options) for question in written)
    if longest > max(1.0, chance):
        message = f"the longest option is the right one in {longest} of {len(written)} questions"
        report.warn(Place(), "long-keys", message, "Shorten keys, or lengthen other options.")


def _key_is_longest(question: OneQuestion) -> bool:
    others = max(len(option.text) for option in question.options if not option.right)
    return all(len(option.text) > others for option in question.options if option.right)
