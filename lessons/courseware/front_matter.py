"""Front matter: the YAML between two lines of three dashes at the head of a Markdown file."""

from dataclasses import dataclass

from lessons.courseware.problems import FileReport, Place
from lessons.courseware.yaml_reader import YamlDocument, read_yaml

FENCE = "---"


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A Markdown file's fields and its text; `first_line` is where the text starts in the file."""

    fields: YamlDocument
    body: str
    first_line: int


def read_markdown_file(text: str, report: FileReport) -> MarkdownFile | None:
    """Split a file into fields and text; None after a mistake, which is reported."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        report.add(
            Place(), "front-matter", "the file does not start with `---`", "Put its fields between two such lines."
        )
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        report.add(Place(), "front-matter", "the fields never end", "Close them with a second line `---`.")
        return None
    fields = read_yaml("\n".join(lines[1:end]), report, first_line=2)
    if fields is None:
        return None
    return MarkdownFile(fields, "\n".join(lines[end + 1 :]), end + 2)
