"""The text of a lesson: Markdown with directives, cut into sections at its headings of the second level."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from lessons.courseware.blocks import Block, Prose
from lessons.courseware.course import Section
from lessons.courseware.directive import LessonSource
from lessons.courseware.directives import read_directive
from lessons.courseware.markdown import parser

FIRST_SECTION = "start"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def read_sections(body: str, lesson: LessonSource) -> tuple[Section, ...]:
    """The sections of a text; mistakes are reported, and what is wrong is left out."""
    tokens = parser().parse(f"{body}\n")
    sections: list[Section] = []
    for title, part in _parts(tokens, lesson):
        id = slug_of(title) if title else FIRST_SECTION
        lesson.take_anchor(id, lesson.place(part[0]))
        sections.append(Section(id=id, title=title, blocks=tuple(_blocks(part, lesson))))
    return tuple(sections)


def slug_of(title: str) -> str:
    """A heading as an anchor: `Two policies, two questions` becomes `two-policies-two-questions`."""
    return _NOT_IN_IDS.sub("-", title.lower()).strip("-") or "section"


def _parts(tokens: Sequence[Token], lesson: LessonSource) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each heading's title with the tokens under it; the tokens before the first heading come with an empty title."""
    title, start = "", 0
    for number, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        if token.tag == "h1":
            lesson.report.add(lesson.place(token), "heading", "a lesson's title is in its fields", "Start with `##`.")
        elif token.tag == "h2":
            if number > start:
                yield title, tokens[start:number]
            title, start = tokens[number + 1].content, number + 3
    if len(tokens) > start:
        yield title, tokens[start:]


def _blocks(tokens: Sequence[Token], lesson: LessonSource) -> Iterator[Block]:
    """Directives as their blocks, and what lies between them as prose."""
    prose: list[Token] = []
    for token in tokens:
        if token.type != "colon_fence" or token.level:
            prose.append(token)
            continue
        yield from _prose(prose, lesson)
        prose = []
        block = read_directive(token, lesson)
        if block is not None:
            yield block
    yield from _prose(prose, lesson)


def _prose(tokens: list[Token], lesson: LessonSource) -> Iterator[Prose]:
    if tokens:
        place = lesson.place(tokens[0])
        html = lesson.html(tokens, f"term-{place.line}", place)
        if html:
            yield Prose(html=html)
