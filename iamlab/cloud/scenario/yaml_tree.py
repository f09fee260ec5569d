"""YAML as a tree with places, and nothing of YAML that a scenario does not need.

Every scalar is text: YAML would read `012345678901` as a number and `2012-10-17` as a date. Aliases, anchors and tags
are refused, since they let a short text stand for a huge or a strange one; so are equal keys and deep nesting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from iamlab.cloud.scenario.problems import Place, Report
from iamlab.engine import in_backticks

MAX_DEPTH, MAX_VALUES = 10, 100_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `indent` is by how much a block (`|`), which begins on the line below, is set in; else None."""

    text: str
    place: Place
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with values, in the order written; every name once."""

    members: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Listing | Fields


def read_tree(text: str, report: Report) -> Node | None:
    """The tree of a YAML text; None, and problems in the report, for a text that cannot be read.

    Raises StopReading for a text that is larger, or nested deeper, than any scenario.
    """
    before = len(report.problems)
    try:
        tree = _Builder(text, report).document()
    except yaml.YAMLError as error:
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        place = _place(getattr(error, "problem_mark", None))
        report.add(place, f"the text is not YAML: {what}", "Check indentation, colons and quotes around this place.")
        return None
    except UnicodeEncodeError:
        report.add(Place(), "the text holds half of a character", "Save the file as UTF-8.")
        return None
    return tree if len(report.problems) == before else None


class _Mark(Protocol):
    line: int
    column: int


def _place(mark: _Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


class _Builder:
    """Builds the tree from the parser's events, so that a hostile text is refused before it grows."""

    def __init__(self, text: str, report: Report) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._lines = text.split("\n")
        self._report = report
        self._count = 0

    def document(self) -> Node:
        tree: Node = Fields((), Place())
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report.add(
                        _place(event.start_mark), "a second document begins", "Keep one scenario in a file."
                    )
            elif isinstance(event, yaml.NodeEvent):
                tree = self._node(event, 1)
        return tree

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = _place(event.start_mark)
        if depth > MAX_DEPTH:
            self._report.stop(place, f"the text is nested more than {MAX_DEPTH} levels deep", "A scenario needs fewer.")
        self._count += 1
        if self._count > MAX_VALUES:
            self._report.stop(place, f"the text holds more than {MAX_VALUES} values", "A scenario needs fewer.")
        self._refuse_shorthand(event, place)
        if isinstance(event, yaml.ScalarEvent) and "\0" in event.value:
            # YAML refuses it as it is and takes it as an escape; a database may refuse either.
            self._report.add(place, "an invisible character stands here: NUL (U+0000)", "Remove it.")
        if isinstance(event, yaml.MappingStartEvent):
            return Fields(tuple(self._members(depth)), place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), place)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, place, self._indent(place) if event.style == "|" else None)
        return Scalar("", place)

    def _refuse_shorthand(self, event: yaml.Event, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._report.add(place, f"the alias `*{event.anchor}` is not read here", "Write the value out.")
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._report.add(place, f"the anchor `&{event.anchor}` is not read here", "Remove it.")
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None:
            self._report.add(place, f"the tag {in_backticks(event.tag)} is not read here", "Remove it.")

    def _indent(self, place: Place) -> int:
        below = (line for line in map(self._lines.__getitem__, range(place.line, len(self._lines))) if line.strip())
        first = next(below, "")
        return len(first) - len(first.lstrip(" "))

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _members(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._report.add(key.place, "a name has to be text", "Write `name: value`.")
            elif key.text in seen:
                self._report.add(key.place, f"{in_backticks(key.text)} stands here twice", "Keep one of the two.")
            else:
                seen.add(key.text)
                yield key, value
