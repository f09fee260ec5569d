"""One directive as written, with what it may need to know of its lesson."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it.token import Token

from iamlab.cloud import Scenario
from lessons.courseware.claims import ImpossibleVariation, decided, holds
from lessons.courseware.course import Misconception, Term
from lessons.courseware.identities import Identities
from lessons.courseware.markdown import UnknownTerm, parser, render_tokens
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.requests import Claim, DecidedClaim
from lessons.courseware.schema import Model, read_model
from lessons.courseware.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class LessonSource:
    """What a directive may need to know of its lesson; `first_line` is where the lesson's text starts in its file."""

    folder: Path
    report: FileReport
    first_line: int
    terms: Mapping[str, Term]
    misconceptions: Mapping[str, Misconception]
    scenario: Scenario | None
    identities: Identities
    anchors: set[str] = field(default_factory=set)

    def place(self, token: Token) -> Place:
        """Where a block token starts in the file."""
        return Place(self.first_line + (token.map[0] if token.map else 0))

    def take_anchor(self, anchor: str, place: Place) -> None:
        """Note an anchor of the page; one that is there already is reported."""
        if anchor in self.anchors:
            message = f"`{anchor}` is the anchor of two things on this page"
            self.report.add(place, "duplicate-anchor", message, "Rename one of them.")
        self.anchors.add(anchor)

    def html(self, tokens: Sequence[Token], prefix: str, place: Place) -> str:
        """Render block tokens; a link to an unknown term and a directive inside something else are reported."""
        if any(token.type == "colon_fence" for token in tokens):
            message = "a directive stands inside a list, a quotation or another directive"
            self.report.add(place, "misplaced-directive", message, "Let it start at the margin, between two blocks.")
        try:
            return render_tokens(tokens, self.terms, prefix)
        except UnknownTerm as unknown:
            hint = f"Add `glossary/{unknown.slug}.md`, or link to one of: {', '.join(sorted(self.terms))}."
            self.report.add(place, "unknown-term", f"the glossary has no term `{unknown.slug}`", hint)
            return ""


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive as written, on its way to a block."""

    name: str
    argument: str
    body: str
    place: Place
    lesson: LessonSource

    def html(self) -> str:
        """The body rendered as Markdown."""
        return self.lesson.html(parser().parse(self.body), f"term-{self.place.line}", self.place)

    def fields(self, model: type[Model]) -> Model | None:
        """The body read as YAML of a given shape; None after mistakes, which are reported."""
        document = read_yaml(self.body, self.lesson.report, first_line=self.place.line + 1)
        return read_model(model, document, self.lesson.report) if document else None

    def executed(self, claim: Claim) -> DecidedClaim | None:
        """What the engine says to a claim. One that is false, or that can't be decided, is reported."""
        if self.lesson.scenario is None:
            return None
        try:
            said = decided(self.lesson.scenario, claim)
        except ImpossibleVariation as impossible:
            self.problem("impossible-claim", f"the request can't be decided: {impossible}")
            return None
        if not holds(claim, said):
            message = f"the lesson expects `{claim.expect}`, and the engine says `{said.decision} by {said.decided_by}`"
            self.problem("false-claim", message, said.sentence)
        return said

    def problem(self, code: str, message: str, hint: str = "") -> None:
        """Report a mistake where the directive starts."""
        self.lesson.report.add(self.place, code, message, hint)
