"""What `check_lessons` says about questions that the engine answers."""

import shutil
from pathlib import Path

import pytest

from lessons.courseware import CONTENT, load_course

QUIZZES = {
    "cloze-solution-fails": ("2-reading-and-writing-policies/5-what-if-the-key-isnt-in-the-request", '"1": StringEquals', '"1": StringNotEquals'),
    "impossible-question": ("3-how-aws-decides/2-what-is-a-permissions-boundary", "action: iam:GetUser\n      resource: arn:aws:iam::111122223333:user/ben", 'action: ec2:StartInstances\n      resource: "*"'),
    "wrong-value": ("1-who-is-asking/4-what-is-an-iam-role", "right: How long may it last?", "right: May Ana ask for it?"),
    "one-key": ("3-how-aws-decides/2-what-is-a-permissions-boundary", "action: <asked.action>\n      resource: <asked.resource>", "action: iam:DeleteUser\n      resource: <asked.resource>"),
}  # fmt: skip


@pytest.mark.parametrize("code", QUIZZES)
def test_a_question_that_cannot_hold_is_told(tmp_path: Path, code: str) -> None:
    folder, old, new = QUIZZES[code]
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    quiz = content / folder / "quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    assert old in text
    quiz.write_text(text.replace(old, new), encoding="utf-8")
    assert code in {problem.code for problem in load_course(content).problems}
