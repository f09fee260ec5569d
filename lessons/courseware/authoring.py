"""The guide for authors: its text, and examples cut out of a lesson that is read and checked like any other.

`content/authoring/guide.md` has a line `{{directive predict}}`, `{{question one}}`, `{{file scenario.yaml}}`,
`{{glossary explicit-deny.md}}` or `{{front-matter}}` where an example belongs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.courseware.blocks import Block
from lessons.courseware.course import Lesson
from lessons.courseware.front_matter import FENCE
from lessons.courseware.lesson_text import slug_of
from lessons.courseware.loading import CONTENT, load_course
from lessons.courseware.markdown import block_html

AUTHORING = CONTENT / "authoring"
"""A course of one lesson that has every directive and every kind of question, and the guide."""

_EXAMPLE = re.compile(r"^\{\{([a-z-]+)(?: ([a-z0-9.-]+))?\}\}$", re.MULTILINE)
_HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of the example lesson as its author wrote it, and the block it makes, where it makes one."""

    source: str
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class GuidePart:
    """The text under one heading of the guide, in pieces of HTML and examples. `level` is 2 or 3."""

    id: str
    title: str
    level: int
    pieces: tuple[str | Example, ...]


@cache
def read_guide() -> tuple[GuidePart, ...]:
    """The guide. Raises LookupError for an example that the lesson does not have."""
    text = (AUTHORING / "guide.md").read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    lesson, folder = example_lesson()
    parts, module = [], ""
    for heading, end in zip(headings, ends, strict=True):
        level, title = len(heading[1]), heading[2]
        module = slug_of(title) if level == 2 else module
        id = slug_of(title) if level == 2 else f"{module}-{slug_of(title)}"
        parts.append(GuidePart(id, title, level, tuple(_pieces(text[heading.end() : end], lesson, folder))))
    return tuple(parts)


@cache
def example_lesson() -> tuple[Lesson, Path]:
    """The example as read, and its folder. Raises LookupError when it has problems."""
    reading = load_course(AUTHORING)
    for lesson in reading.course.lessons():
        return lesson, next(AUTHORING.glob(f"*/*-{lesson.slug}"))
    raise LookupError("; ".join(map(str, reading.problems)))


def _pieces(text: str, lesson: Lesson, folder: Path) -> Iterator[str | Example]:
    start = 0
    for found in _EXAMPLE.finditer(text):
        yield block_html(text[start : found.start()])
        yield _example(found[1], found[2] or "", lesson, folder)
        start = found.end()
    yield block_html(text[start:])


def _example(what: str, name: str, lesson: Lesson, folder: Path) -> Example:
    written = (folder / "lesson.md").read_text(encoding="utf-8")
    match what:
        case "directive":
            block = next(block for block in lesson.blocks() if block.kind == name)
            return Example(_cut(written, rf"^::: {name}\b.*?^:::$"), block)
        case "question":
            quiz = (folder / "quiz.yaml").read_text(encoding="utf-8")
            return Example(_cut(quiz, rf"^  - kind: {name}$.*?(?=^  - kind:|\Z)").rstrip())
        case "front-matter":
            return Example(_cut(written, rf"\A{FENCE}$.*?^{FENCE}$"))
        case "glossary":
            return Example((AUTHORING / "glossary" / name).read_text(encoding="utf-8").rstrip())
        case "file":
            return Example((folder / name).read_text(encoding="utf-8").rstrip())
    raise LookupError(f"the guide asks for `{what} {name}`, which is no example")


def _cut(text: str, pattern: str) -> str:
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError(f"the example lesson has nothing like `{pattern}`")
    return found[0]
