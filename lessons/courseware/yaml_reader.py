"""YAML as plain values with the place of each, for pydantic to check. Every scalar is text.

What a text may hold is the same as in a scenario file, and is read by the same reader: no aliases, tags or equal keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from iamlab.cloud.scenario.problems import Report
from iamlab.cloud.scenario.yaml_tree import Listing, Node, Scalar, read_tree
from lessons.courseware.problems import FileReport, Place

Yaml = dict[str, "Yaml"] | list["Yaml"] | str
Path = tuple[str | int, ...]


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
    found = Report(report.file)
    tree = read_tree(text, found)
    for problem in found.problems:
        place = Place(problem.line + first_line - 1, problem.column)
        report.add(place, "yaml", problem.message, problem.hint)
    if tree is None:
        return None
    places: dict[Path, Place] = {}
    return YamlDocument(_value(tree, (), places, first_line - 1), places)


def _value(node: Node, path: Path, places: dict[Path, Place], lines_before: int) -> Yaml:
    """The value of a node; its place and those of everything in it are added to `places`."""
    places[path] = Place(node.place.line + lines_before, node.place.column)
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_value(item, (*path, index), places, lines_before) for index, item in enumerate(node.items)]
    return {name.text: _value(value, (*path, name.text), places, lines_before) for name, value in node.members}
