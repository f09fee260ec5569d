"""Figures: SVG files that may only draw. They stand in the page itself, so that they follow its colours."""

import re
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from lessons.courseware.problems import FileReport, Place

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    {"svg", "g", "defs", "marker", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
)
_FORBIDDEN_ATTRIBUTE = re.compile(r"on|style$|.*href$|id$")


def read_drawing(file: Path, report: FileReport, place: Place) -> str | None:
    """The text of an SVG file without its XML head; None after a mistake, which is reported at `place`.

    What runs, loads, links or carries an id is refused: a figure is part of a page with a strict security policy and
    ids of its own.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        report.add(place, "missing-file", f"there is no file `{file.name}` beside the lesson")
        return None
    if "<!" in text:
        report.add(place, "drawing", f"`{file.name}` has a document type or a comment", "Keep elements only.")
        return None
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no document type, so no entities
    except ElementTree.ParseError as error:
        report.add(place, "drawing", f"`{file.name}` is not well-formed: {error}")
        return None
    wrong = sorted({name for element in root.iter() for name in _refused(element)})
    if wrong:
        report.add(
            place, "drawing", f"`{file.name}` uses {', '.join(wrong)}", "Draw with shapes, text and classes only."
        )
        return None
    return text[text.index("<svg") :].strip()


def with_words(svg: str, alt: str) -> str:
    """The drawing as one image for a screen reader, which reads `alt` in its place."""
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)


def _refused(element: ElementTree.Element) -> list[str]:
    tag = element.tag.removeprefix(_SVG)
    refused = [] if tag in _ELEMENTS else [f"`<{tag}>`"]
    return refused + [f"`{name}=`" for name in element.attrib if _FORBIDDEN_ATTRIBUTE.match(name)]
