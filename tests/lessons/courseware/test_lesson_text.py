"""The text of a lesson becomes sections of clean HTML and blocks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.courseware import CourseReading, Lesson, block_html, inline_html, load_course

from .conftest import LESSON

Reading = Callable[[str, str, str], CourseReading]
MARK = "Nothing forbids this request."


def section_html(reading: CourseReading, id: str) -> str:
    (lesson,) = reading.course.lessons()
    section = next(section for section in lesson.sections if section.id == id)
    return "\n".join(block.html for block in section.blocks if hasattr(block, "html"))


def test_headings_make_sections_with_anchors(content: Path) -> None:
    (lesson,) = load_course(content).course.lessons()
    assert [section.id for section in lesson.sections][:3] == ["start", "first-without-the-role", "a-hat-on-a-hook"]
    assert lesson.sections[0].title == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "[here](data:text/html,x)",
        "![x](javascript:alert(1))",
        "<svg onload=alert(1)>",
    ],
)
def test_nothing_in_a_text_can_run(reading_with: Reading, hostile: str) -> None:
    html = section_html(reading_with("lesson.md", MARK, hostile), "first-without-the-role")
    assert not any(bad in html for bad in ("<script", "<img", "<svg", 'href="javascript', 'href="data'))


def test_inline_text_is_clean_too() -> None:
    assert inline_html("`a < b` **x** <b>y</b>") == "<code>a &lt; b</code> <strong>x</strong> &lt;b&gt;y&lt;/b&gt;"


def test_code_that_is_too_wide_is_reached_by_keys() -> None:
    assert block_html("```\naws sts get-caller-identity\n```").startswith(
        '<pre tabindex="0" role="group" aria-label="Code">'
    )


def test_a_term_carries_its_meaning(reading_with: Reading) -> None:
    html = section_html(reading_with("lesson.md", MARK, "Ask [STS](term:sts)."), "first-without-the-role")
    assert 'class="term" type="button"' in html
    assert 'role="tooltip"' in html
    assert "AWS Security Token Service" in html


def test_the_first_cell_of_a_row_is_its_heading(content: Path) -> None:
    (lesson,) = load_course(content).course.lessons()
    (table,) = (block.html for block in lesson.blocks() if block.kind == "compare")
    assert '<th scope="col">IAM user</th>' in table
    assert '<th scope="row">Stands for</th>' in table
    assert table.count("<td") == table.count("</td>") == 9
    assert "<td></td>" in table


def test_the_cells_of_a_wide_table_are_named_after_their_columns() -> None:
    wide = block_html("| | `A` | *B* | C |\n|---|---|---|---|\n| x | 1 | | 3 |")
    assert '<table class="plain-table stacks">' in wide
    assert '<td data-label="A">1</td>' in wide
    assert '<td data-label="B"></td>' in wide
    assert '<th scope="row">x</th>' in wide
    narrow = block_html("| | A | B |\n|---|---|---|\n| x | 1 | 2 |")
    assert "stacks" not in narrow
    assert "data-label" not in narrow


def test_a_figure_stands_in_the_page_as_drawn(content: Path) -> None:
    figure = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path class="ink" d="m0 0h10"/></svg>'
    lesson = with_figure(content, figure)
    block = next(block for block in lesson.blocks() if block.kind == "figure")
    assert block.svg == figure.replace("<svg", '<svg role="img" aria-label="A line"')


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onclick="x()"/>',
        '<path style="fill:red"/>',
        "<style>path {}</style>",
        '<a href="https://example.com"><path/></a>',
        '<path id="start"/>',
        "<foreignObject/>",
        "<path>",
        "<!-- a comment -->",
    ],
)
def test_a_figure_may_only_draw(content: Path, inside: str) -> None:
    with pytest.raises(StopIteration):
        with_figure(content, f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')
    assert {problem.code for problem in load_course(content).problems} == {"drawing"}


def with_figure(content: Path, svg: str) -> Lesson:
    """The lesson with a figure added. Raises StopIteration when the lesson can't be read."""
    (content / LESSON / "line.svg").write_text(svg, encoding="utf-8")
    lesson = content / LESSON / "lesson.md"
    text = lesson.read_text(encoding="utf-8").replace(MARK, f"{MARK}\n\n::: figure line.svg\nalt: A line\n:::\n")
    lesson.write_text(text, encoding="utf-8")
    return next(load_course(content).course.lessons())
