"""A course's folder is read as a whole, and everything wrong with it is told at once, with its place."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from lessons.courseware import CourseReading, load_course
from tests.lessons.one_lesson import LESSON
from tests.whole_course import whole_course

Reading = Callable[[str, str, str], CourseReading]


def test_the_course_that_ships_has_no_problem() -> None:
    reading = whole_course()
    assert reading.problems == ()
    assert "1.4" in [lesson.number for lesson in reading.course.lessons()]


def test_addresses_and_order_come_from_the_folders(content: Path) -> None:
    (content / "1-who-is-asking").rename(content / "12-who-is-asking")
    (lesson,) = load_course(content).course.lessons()
    assert (lesson.number, lesson.slug) == ("12.4", "what-is-an-iam-role")


def test_a_lesson_keeps_its_identity_when_its_folder_is_renamed(content: Path) -> None:
    before = next(load_course(content).course.lessons())
    (content / LESSON).rename(content / "1-who-is-asking/7-roles")
    after = next(load_course(content).course.lessons())
    assert (after.fields.uuid, after.slug) == (before.fields.uuid, "roles")


def test_folders_without_a_number_are_left_out(content: Path) -> None:
    (content / "drafts").mkdir()
    assert load_course(content).problems == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at"),
    [
        ("lesson.md", "---\n", "", "front-matter", "uuid:"),
        ("lesson.md", "minutes: 12", "minutes: soon", "wrong-value", "minutes:"),
        ("lesson.md", "minutes: 12", "minuts: 12", "unknown-field", "minuts:"),
        ("lesson.md", "minutes: 12", "minutes: &a 12", "yaml", "minutes:"),
        ("lesson.md", "minutes: 12", "minutes: 12\nminutes: 13", "yaml", "minutes: 13"),
        ("lesson.md", "minutes: 12", "minutes: !!python/name:os.system x", "yaml", "minutes:"),
        ("lesson.md", "## Your task", "# Your task", "heading", "# Your task"),
        ("lesson.md", "## Your task", "## Takeaways", "duplicate-anchor", "::: takeaways"),
        ("lesson.md", "::: compare ", "::: comparison ", "unknown-directive", "::: comparison"),
        ("lesson.md", "::: trap role-cannot-ask", "::: trap", "missing-argument", "::: trap\n"),
        ("lesson.md", "::: trap role-cannot-ask", "::: trap nobody", "unknown-misconception", "::: trap nobody"),
        ("lesson.md", "::: try-it take-ana-out", "::: try-it Take Ana out", "wrong-id", "::: try-it Take"),
        ("lesson.md", "::: predict how-should", "::: predict takeaways\n:::\n", "duplicate-anchor", "::: takeaways"),
        (
            "lesson.md",
            "- The [trust policy]",
            "- ::: takeaways\n  x\n  :::\n- The [",
            "misplaced-directive",
            "A role carries",
        ),
        ("lesson.md", "::: interview What", ":::: interview What", "open-directive", ":::: interview"),
        ("lesson.md", "::: figure handshake.svg", "::: figure none.svg", "missing-file", "::: figure"),
        ("lesson.md", "(term:sts)", "(term:stss)", "unknown-term", "(term:stss)"),
        ("lesson.md", "expect: allow by identity", "expect: explicit_deny", "false-claim", "::: try-it ask-as"),
        ("lesson.md", "expect: allow by identity", "expect: allow by resource", "false-claim", "::: try-it ask-as"),
        ("lesson.md", "expect: allow by identity", "expect: perhaps", "wrong-value", "expect: perhaps"),
        ("lesson.md", "action: s3:GetObject", "action: GetObject", "impossible-claim", "::: decision"),
        ("lesson.md", "role/report-reader/trust: |", "role/nobody/trust: |", "impossible-claim", "::: try-it take-ana"),
        ("quiz.yaml", "right: true", "right: false", "wrong-value", "- uuid"),
        ("quiz.yaml", "why: Two is the limit", "reason: Two is the limit", "unknown-field", "reason:"),
        ("quiz.yaml", "misconception: role-is-a-group", "misconception: m", "unknown-misconception", "- uuid"),
        ("quiz.yaml", "<asked.action>", "<asked.verb>", "unfilled-slot", "- uuid: 7159596f"),
        ("quiz.yaml", "assumed-role/report-reader", "assumed-role/nobody", "impossible-draw", "- uuid: 7159596f"),
        ("quiz.yaml", "- 111122223333/user/ana/", "- 111122223333/user/x/", "unknown-policy", "- uuid: 7159596f"),
        ("scenario.yaml", "name: dev", "nam: dev", "scenario", "nam: dev"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    content: Path, reading_with: Reading, file: str, old: str, new: str, code: str, at: str
) -> None:
    reading = reading_with(file, old, new)
    text = (content / LESSON / file).read_text(encoding="utf-8")
    line = 1 + text[: text.index(at)].count("\n")
    assert (f"{LESSON}/{file}", code, line) in {(each.file, each.code, each.line) for each in reading.problems}
    assert list(reading.course.lessons()) == []


def test_all_mistakes_are_told_at_once(reading_with: Reading) -> None:
    reading_with("lesson.md", "minutes: 12", "minuts: 12")
    codes = {problem.code for problem in reading_with("quiz.yaml", "why: Two", "reason: Two").problems}
    assert codes >= {"unknown-field", "missing-field"}


def test_a_misspelt_field_is_recognised(reading_with: Reading) -> None:
    problems = reading_with("lesson.md", "minutes: 12", "minuts: 12").problems
    assert "Did you mean `minutes`?" in {problem.hint for problem in problems}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "challenge.yaml",
            "edits:",
            "policies: {}\nedits:",
            "Known fields: uuid, slug, title, summary, minutes, brief",
        ),
        ("challenge.yaml", "      caller:", "      who:", "Known fields: caller, action, resource, context."),
        ("challenge.yaml", "  plain: 5", "  plainest: 5", "`plainest` is none of 'plain', 'other_principal'"),
        ("lesson.md", "  - title:", "  - name:", "Known fields: title, url."),
        ("lesson.md", "    belief:", "    says:", "Known fields: belief, correction."),
        ("lesson.md", "minutes: 12", "minutes: 12\nstatus: public", "`public` is none of 'draft' or 'published'"),
        ("quiz.yaml", "        why:", "        because:", "Known fields: text, right, why, misconception."),
        (
            "quiz.yaml",
            "    kind: one\n    ask: Chen",
            "    kind: two\n    ask: Chen",
            "`two` is none of 'one', 'several'",
        ),
        ("quiz.yaml", "    kind: one\n    ask: Chen", "    kinds: one\n    ask: Chen", "`kind` is missing"),
    ],
)
def test_what_could_be_written_instead_is_told(reading_with: Reading, file: str, old: str, new: str, told: str) -> None:
    assert told in "\n".join(map(str, reading_with(file, old, new).problems))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("challenge.yaml", "slug: ", "slugs: "),
        ("quiz.yaml", "    kind: one\n    ask: Chen", "    kind: two\n    ask: Chen"),
        ("scenario.yaml", "name: dev", "nam: dev"),
    ],
)
def test_what_a_broken_file_holds_is_not_missed_elsewhere(
    content: Path, reading_with: Reading, file: str, old: str, new: str
) -> None:
    quiz = (content / LESSON / "quiz.yaml").read_text(encoding="utf-8")
    uuid = quiz.partition("uuid: ")[2][:36]
    placed = f"::: quiz {uuid}\n:::\n\n::: policy 444455556666/role/report-reader/trust\ntitle: x\n:::\n\n## Your task"
    reading_with("lesson.md", "## Your task", placed)
    assert {problem.file for problem in reading_with(file, old, new).problems} == {f"{LESSON}/{file}"}


def test_fields_that_never_end_are_told(content: Path) -> None:
    (content / "1-who-is-asking/module.md").write_text("---\ntitle: x\n", encoding="utf-8")
    assert [problem.code for problem in load_course(content).problems] == ["front-matter"]


def test_two_folders_may_not_have_one_number(content: Path) -> None:
    shutil.copytree(content / LESSON, content / "1-who-is-asking/4-the-same-again")
    codes = {problem.code for problem in load_course(content).problems}
    assert codes == {"duplicate-number", "duplicate-uuid", "duplicate-address"}


def test_an_address_belongs_to_one_lesson(content: Path) -> None:
    shutil.copytree(content / "1-who-is-asking", content / "2-again")
    assert "duplicate-address" in {problem.code for problem in load_course(content).problems}


def test_a_missing_scenario_is_told(content: Path) -> None:
    (content / LESSON / "scenario.yaml").unlink()
    assert [problem.code for problem in load_course(content).problems] == ["missing-file"]


def test_a_uuid_belongs_to_one_thing(reading_with: Reading) -> None:
    problems = reading_with("quiz.yaml", "cfc348a4-8848-4e1e-9276-550d881caf88", "7159596f-95e4-4116-869d-1242e95a93c6")
    assert [problem.code for problem in problems.problems] == ["duplicate-uuid"]


def test_a_prerequisite_has_to_exist(reading_with: Reading) -> None:
    reading = reading_with("lesson.md", "minutes: 12", f"minutes: 12\nprerequisites: [{uuid4()}]")
    assert [problem.code for problem in reading.problems] == ["unknown-prerequisite"]


def test_lessons_may_not_build_on_each_other_in_a_circle(reading_with: Reading) -> None:
    own = "78f6c5dc-14a2-40a6-8748-5427c68f0bcb"
    reading = reading_with("lesson.md", "minutes: 12", f"minutes: 12\nprerequisites: [{own}]")
    assert [problem.code for problem in reading.problems] == ["prerequisite-circle"]
