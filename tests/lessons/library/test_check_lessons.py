"""`manage.py check_lessons` tells everything at once."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.lessons.one_lesson import copy_card, copy_one_lesson


def check(*arguments: object) -> str:
    """Run the command; return what it wrote."""
    out = StringIO()
    call_command("check_lessons", *arguments, stdout=out)
    return out.getvalue()


def test_the_course_that_ships_is_clean() -> None:
    assert check().endswith("problems 0, warnings 0\n")


def test_json_counts_and_lists(tmp_path: Path) -> None:
    content = copy_one_lesson(tmp_path / "content")
    copy_card(content)
    report = json.loads(check(content, "--format", "json"))
    assert (report["lessons"], report["questions"], report["computed"], report["terms"]) == (1, 7, 2, 4)
    assert report["cards"] == 1
    assert set(report) == {
        "lessons", "questions", "computed", "challenges", "cards", "terms", "figures", "problems", "warnings"
    }  # fmt: skip
    assert report["problems"] == report["warnings"] == []


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_problem_ends_with_status_1_and_its_place(tmp_path: Path, format: str) -> None:
    content = copy_one_lesson(tmp_path / "content")
    module = content / "1-who-is-asking/module.md"
    module.write_text(module.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("check_lessons", content, "--format", format, stdout=out)
    assert stop.value.code == 1
    if format == "json":
        (missing, unknown) = json.loads(out.getvalue())["problems"]
        assert set(missing) == {"file", "line", "column", "code", "message", "hint"}
        assert (unknown["file"], unknown["line"]) == ("1-who-is-asking/module.md", 3)
    else:
        assert "1-who-is-asking/module.md:3:" in out.getvalue()


@pytest.mark.parametrize("part", ["1-who-is-asking", "1-who-is-asking/4-what-is-an-iam-role"])
def test_a_part_of_a_course_is_not_taken_for_one(tmp_path: Path, part: str) -> None:
    content = copy_one_lesson(tmp_path / "content")
    with pytest.raises(CommandError, match=f"Give the whole course: {content}$"):
        check(content / part)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Give the folder of a course"):
        check(tmp_path / "nothing")
