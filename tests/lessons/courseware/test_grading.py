"""Every kind of question: drawn, answered rightly, wrongly, partly, and with nothing that could be graded."""

import pytest

from lessons.courseware import Lesson, Question, grade_answer
from tests.lessons.right_answers import right_answer
from tests.whole_course import whole_course

KINDS = {"one", "several", "match", "cloze", "order", "reason", "statement", "gate", "fix", "trap", "text", "verdict"}


@pytest.fixture(scope="module")
def asked() -> dict[str, tuple[Question, Lesson]]:
    """One question of each kind, with its lesson, from three lessons that hold every kind between them."""
    found: dict[str, tuple[Question, Lesson]] = {}
    for lesson in whole_course().course.lessons():
        for question in lesson.questions if lesson.number in ("1.4", "2.5", "3.2") else ():
            found.setdefault(question.kind, (question, lesson))
    return found


def test_the_course_has_every_kind(asked: dict[str, tuple[Question, Lesson]]) -> None:
    assert set(asked) == KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("seed", [1, 7, 99])
def test_a_right_answer_scores_one_and_every_part_has_its_reason(
    asked: dict[str, tuple[Question, Lesson]], kind: str, seed: int
) -> None:
    question, lesson = asked[kind]
    graded = grade_answer(question, seed, lesson.scenario, right_answer(question, lesson.scenario, seed))
    assert graded
    assert graded.score == 1
    assert graded.misconception == ""
    assert all(part.right for part in graded.parts if part.chosen)
    again = grade_answer(question, seed, lesson.scenario, graded.data)
    assert again == graded


WRONG: dict[str, tuple[dict[str, list[str]], float]] = {
    "several": ({"option": ["0", "2"]}, 0.0),
    "order": ({"place-0": ["2"], "place-1": ["1"], "place-2": ["3"], "place-3": ["4"]}, 0.5),
    "match": ({"pair-0": ["1"], "pair-1": ["0"], "pair-2": ["2"], "pair-3": ["3"]}, 0.5),
    "cloze": ({"blank-1": ["StringEqualsIfExists"]}, 2 / 3),
    "text": ({"option": ["0.5"], "text": ["x"]}, 0.5),
    "reason": ({"option": ["0"]}, 0.0),
    "trap": ({"option": ["3"]}, 0.0),
    "fix": ({"option": ["0"]}, 0.0),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_scores_what_of_it_is_right(asked: dict[str, tuple[Question, Lesson]], kind: str) -> None:
    question, lesson = asked[kind]
    sent, score = WRONG[kind]
    graded = grade_answer(question, 3, lesson.scenario, sent)
    assert graded
    assert graded.score == pytest.approx(score)


def test_a_wrong_answer_names_the_belief_that_it_shows(asked: dict[str, tuple[Question, Lesson]]) -> None:
    for kind, belief in (("reason", "false-means-no-mfa"), ("trap", "boundary-grants"), ("one", "role-is-a-group")):
        question, lesson = asked[kind]
        sent = {"one": ["3"], "reason": ["0"], "trap": ["3"]}[kind]
        graded = grade_answer(question, 3, lesson.scenario, {"option": sent})
        assert graded
        assert graded.misconception == belief


def test_a_wrong_choice_among_several_names_its_belief() -> None:
    lesson = next(lesson for lesson in whole_course().course.lessons() if lesson.number == "4.5")
    question = next(question for question in lesson.questions if question.kind == "several")
    graded = grade_answer(question, 3, lesson.scenario, {"option": ["0", "3"]})
    assert graded
    assert graded.misconception == "pass-is-use"


@pytest.mark.parametrize("words", ["StringEquals", "StringLike", "StringEqualsIgnoreCase"])
def test_a_blank_is_graded_by_what_the_policy_does(asked: dict[str, tuple[Question, Lesson]], words: str) -> None:
    question, lesson = asked["cloze"]
    graded = grade_answer(question, 3, lesson.scenario, {"blank-1": [words]})
    assert graded
    assert graded.score == 1


@pytest.mark.parametrize("words", ['"', "}", "Bool", "NoSuchOperator", "{{1}}", "x" * 500])
def test_no_words_break_a_blank(asked: dict[str, tuple[Question, Lesson]], words: str) -> None:
    question, lesson = asked["cloze"]
    graded = grade_answer(question, 3, lesson.scenario, {"blank-1": [words]})
    assert graded
    assert graded.score < 1


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"option": []},
        {"option": ["99"]},
        {"place-0": ["1"]},
        {"place-0": ["9"], "pair-0": ["-1"], "blank-1": [" "]},
    ],
)
def test_what_is_missing_or_forged_is_not_graded(
    asked: dict[str, tuple[Question, Lesson]], kind: str, sent: dict[str, list[str]]
) -> None:
    question, lesson = asked[kind]
    assert grade_answer(question, 3, lesson.scenario, sent) is None
