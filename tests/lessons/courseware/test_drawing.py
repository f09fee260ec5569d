"""Computed questions: the engine makes key and feedback, from the scenario as it is."""

import pytest

from iamlab.cloud import dump_scenario, load_scenario, parse_policy_ref, set_policy_text
from lessons.courseware import (
    Course,
    Lesson,
    OneQuestion,
    VerdictQuestion,
    draw,
    question_version,
    resolve,
)

ANA = "arn:aws:iam::111122223333:user/ana"
DENY_ALL = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return next(course.lessons())


@pytest.fixture(scope="module")
def computed(lesson: Lesson) -> VerdictQuestion:
    return next(question for question in lesson.questions if isinstance(question, VerdictQuestion))


def key_of(question: VerdictQuestion, seed: int, scenario: str) -> str:
    (right,) = [option.id for option in resolve(question, seed, scenario) if option.right]
    return right


def with_policy(scenario: str, place: str, text: str) -> str:
    """The scenario's text with one policy replaced."""
    read = load_scenario(scenario, "scenario.yaml").scenario
    ref = parse_policy_ref(place)
    assert read is not None
    assert ref is not None
    changed = set_policy_text(read.cloud, ref, text)
    return dump_scenario(type(read)(changed, read.you, read.requests))


def seed_of(question: VerdictQuestion, key: str, scenario: str) -> int:
    """A seed whose draw has this key."""
    return next(seed for seed in range(100) if key_of(question, seed, scenario) == key)


def test_the_key_flips_when_one_policy_of_the_scenario_flips(lesson: Lesson, computed: VerdictQuestion) -> None:
    seed = seed_of(computed, "allow", lesson.scenario)
    flipped = with_policy(lesson.scenario, "444455556666/role/report-reader/inline/read-reports", DENY_ALL)
    assert key_of(computed, seed, flipped) == "explicit_deny"


def test_the_feedback_names_what_decided(lesson: Lesson, computed: VerdictQuestion) -> None:
    seed = seed_of(computed, "allow", lesson.scenario)
    told = {option.id: option.why for option in resolve(computed, seed, lesson.scenario)}
    assert "`read-reports`" in told["allow"]
    assert "Deny" in told["explicit_deny"]
    assert "allows" in told["implicit_deny"]


@pytest.mark.parametrize("key", ["allow", "implicit_deny", "explicit_deny"])
def test_every_verdict_can_be_the_key_of_the_handshake_question(lesson: Lesson, key: str) -> None:
    handshake = [question for question in lesson.questions if isinstance(question, VerdictQuestion)][1]
    options = resolve(handshake, seed_of(handshake, key, lesson.scenario), lesson.scenario)
    assert [option.id for option in options if option.right] == [key]


def test_a_computed_question_has_one_right_option_and_says_why_for_all(lesson: Lesson) -> None:
    for question in (each for each in lesson.questions if isinstance(each, OneQuestion | VerdictQuestion)):
        for seed in range(30):
            options = resolve(question, seed, lesson.scenario)
            assert sum(option.right for option in options) == 1
            assert all(option.why for option in options)
            assert [option.id for option in options] == [id for id, _ in draw(question, seed).choices]


def test_no_slot_is_left_open(lesson: Lesson) -> None:
    for question in lesson.questions:
        for seed in range(30):
            drawn = draw(question, seed)
            assert "<" not in drawn.ask + repr(drawn.variation).replace("<Decision", "")


def test_the_same_seed_draws_the_same_question(lesson: Lesson) -> None:
    for question in lesson.questions:
        assert draw(question, 7) == draw(question, 7)


def test_options_of_a_written_question_change_their_order(lesson: Lesson) -> None:
    written = next(question for question in lesson.questions if isinstance(question, OneQuestion))
    assert len({draw(written, seed).choices for seed in range(20)}) > 1


def test_a_version_follows_the_question_and_a_computed_one_the_scenario_too(lesson: Lesson) -> None:
    computed = next(question for question in lesson.questions if isinstance(question, VerdictQuestion))
    written = next(question for question in lesson.questions if isinstance(question, OneQuestion))
    other = lesson.scenario + "\n"
    assert question_version(computed, lesson.scenario) != question_version(computed, other)
    assert question_version(written, lesson.scenario) == question_version(written, other)
    assert question_version(written, "") != question_version(written.model_copy(update={"ask": "?"}), "")
