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

UNFAIR = {
    "`identity` and `session`": ("3-how-aws-decides/5-what-is-a-session-policy", '- alpine/*\n        - "*"', "- alpine/*\n        - baltic/*"),
    "`rcp` and `scp`": ("3-how-aws-decides/4-and-an-rcp", "scp: s3:*\n          rcp: sqs:*", "scp: s3:*\n          rcp: s3:*"),
    "`resource` and `identity` with edit.named": ("5-other-accounts-other-people/7-keys-have-the-last-word", "key: arn:aws:kms:eu-central-1:111122223333:key/*", 'key: "*"'),
    "`resource` and `identity` with own": ("5-other-accounts-other-people/4-signing-in-with-the-company-directory", '"Sid": "KeepOut",\n              "Effect": "Deny"', '"Sid": "KeepOut",\n              "Effect": "Allow"'),
}  # fmt: skip
"""Two silent gates, two Denies, two accounts that both had to allow, and two sides of which one would do."""


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


def test_a_draw_in_which_two_gates_are_right_is_told(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    for folder, old, new in UNFAIR.values():
        quiz = content / folder / "quiz.yaml"
        text = quiz.read_text(encoding="utf-8")
        assert old in text
        quiz.write_text(text.replace(old, new), encoding="utf-8")
    told = {each.file: each for each in load_course(content).problems if each.code == "several-gates"}
    assert set(told) == {f"{folder}/quiz.yaml" for folder, _, _ in UNFAIR.values()}
    for gates, (folder, _, _) in UNFAIR.items():
        problem = told[f"{folder}/quiz.yaml"]
        assert gates in problem.message
        assert "one gate refuses or one gate allows" in problem.hint
