"""YAML with places: every scalar is text, and what a course never needs is refused.

YAML would read `2012-10-17` as a date and `012345678901` as a number, so nothing is converted here. Tags and aliases
are refused (they make one text mean another), duplicate keys too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from lessons.courseware.problems import FileReport, Place

Yaml = dict[str, "Yaml"] | list["Yaml"] | str
Path = tuple[str | int, ...]

_PLAIN_TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A text's values, and where each stands; `places` always holds the path `()`, the document itself."""

    data: Yaml
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where the value at a path stands, or the nearest value around it.

        Steps that the document does not have are left out: a missing field is reported where it belongs.
        """
        found: Path = ()
        for step in path:
            if (*found, step) in self.places:
                found = (*found, step)
        return self.places[found]


def read_yaml(text: str, report: FileReport, *, first_line: int = 1) -> YamlDocument | None:
    """Read a YAML text that starts on `first_line` of the report's file; None after a mistake, which is reported."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        report.add(
            _mark_of(error, first_line), "yaml-syntax", _sentence(error), "Check indentation, colons and quotes."
        )
        return None
    if node is None:
        return YamlDocument({}, {(): Place(first_line)})
    before = len(report.problems)
    reader = _Reader(report, first_line)
    data = reader.value(node, ())
    return YamlDocument(data, reader.places) if len(report.problems) == before else None


class _Reader:
    """Turns nodes into values and keeps their places."""

    def __init__(self, report: FileReport, first_line: int) -> None:
        self.places: dict[Path, Place] = {}
        self._report = report
        self._first_line = first_line
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Yaml:
        """The value of a node; mistakes are reported and leave a hole."""
        place = self._place(node)
        self.places[path] = place
        if id(node) in self._seen:
            self._report.add(place, "yaml-alias", "aliases are not read here", "Write the value out.")
            return ""
        self._seen.add(id(node))
        if not node.tag.startswith(_PLAIN_TAGS):
            self._report.add(place, "yaml-tag", f"the tag `{node.tag}` is not read here", "Remove the tag.")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Yaml]:
        values: dict[str, Yaml] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report.add(self._place(key), "yaml-key", "a field's name has to be text")
            elif key.value in values:
                hint = "Keep one of the two."
                self._report.add(self._place(key), "yaml-duplicate", f"`{key.value}` stands here twice", hint)
            else:
                values[key.value] = self.value(value, (*path, key.value))
        return values

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._first_line + node.start_mark.line, node.start_mark.column + 1)


def _mark_of(error: yaml.YAMLError, first_line: int) -> Place:
    mark = getattr(error, "problem_mark", None)
    return Place(first_line + mark.line, mark.column + 1) if mark else Place(first_line)


def _sentence(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "the text cannot be read as YAML")
