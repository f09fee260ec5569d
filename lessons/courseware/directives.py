"""Directives: `::: name argument`, a body, `:::`. Each makes one block of a lesson.

The body of trap, takeaways, interview and compare is Markdown; that of predict, try-it, decision and figure is YAML. A
body that holds a directive's fence itself is closed by a longer one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from markdown_it.token import Token
from pydantic import Field

from iamlab.cloud import Scenario
from lessons.courseware.blocks import Block, Compare, Figure, Interview, Predict, Takeaways, Trap, TryIt, WorkedDecision
from lessons.courseware.claims import ImpossibleVariation, decided, holds
from lessons.courseware.course import Misconception, Term
from lessons.courseware.drawings import read_drawing, with_words
from lessons.courseware.identities import Identities
from lessons.courseware.markdown import UnknownTerm, parser, render_tokens
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.requests import Claim, DecidedClaim, OneRight, is_id
from lessons.courseware.schema import Model, Schema, read_model
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


class PredictFields(OneRight):
    """The body of `::: predict id`."""

    uuid: UUID
    question: str
    answer: str


class ClaimFields(Claim):
    """The body of `::: try-it id` and `::: decision id`."""

    title: str
    note: str


class FigureFields(Schema):
    """The body of `::: figure file.svg`."""

    alt: str
    caption: str = Field(default="", min_length=0)


def read_directive(token: Token, lesson: LessonSource) -> Block | None:
    """The block that a `colon_fence` token stands for; None after mistakes, which are reported."""
    name, _, argument = token.info.strip().partition(" ")
    directive = Directive(name, argument.strip(), token.content, lesson.place(token), lesson)
    if _is_open(token):
        directive.problem("open-directive", f"`{name}` is never closed", "Write `:::` on a line of its own after it.")
        return None
    if name not in _READERS:
        directive.problem("unknown-directive", f"`{name}` is no directive", f"There are: {', '.join(_READERS)}.")
        return None
    read, needs = _READERS[name]
    if needs and not directive.argument:
        directive.problem("missing-argument", f"`{name}` needs {needs} after its name")
        return None
    if needs == ID:
        if not is_id(directive.argument):
            directive.problem("wrong-id", f"`{directive.argument}` is no id", "Write lower-case words with hyphens.")
            return None
        lesson.take_anchor(directive.argument, directive.place)
    return read(directive)


def _is_open(token: Token) -> bool:
    """Whether the text ended before the directive: then all lines below the first are its body."""
    first, end = token.map or (0, 0)
    return token.content.count("\n") == end - first - 1


def _predict(directive: Directive) -> Block | None:
    fields = directive.fields(PredictFields)
    if fields is None:
        return None
    directive.lesson.identities.take_uuid(fields.uuid, directive.lesson.report, directive.place)
    return Predict(id=directive.argument, **dict(fields))


def _try_it(directive: Directive) -> Block | None:
    fields = directive.fields(ClaimFields)
    if fields is None:
        return None
    claim = _claim(fields)
    said = directive.executed(claim)
    return TryIt(id=directive.argument, title=fields.title, note=fields.note, variation=claim, decided=said)


def _decision(directive: Directive) -> Block | None:
    fields = directive.fields(ClaimFields)
    if fields is None:
        return None
    claim = _claim(fields)
    said = directive.executed(claim)
    return WorkedDecision(id=directive.argument, title=fields.title, note=fields.note, variation=claim, decided=said)


def _claim(fields: ClaimFields) -> Claim:
    return Claim(
        policies=fields.policies, session_policy=fields.session_policy, request=fields.request, expect=fields.expect
    )


def _trap(directive: Directive) -> Block | None:
    misconception = directive.lesson.misconceptions.get(directive.argument)
    if misconception is None:
        hint = "Name one of the lesson's `misconceptions`."
        directive.problem("unknown-misconception", f"`{directive.argument}` is no misconception of this lesson", hint)
        return None
    return Trap(misconception=directive.argument, belief=misconception.belief, html=directive.html())


def _takeaways(directive: Directive) -> Block | None:
    return Takeaways(html=directive.html())


def _interview(directive: Directive) -> Block | None:
    return Interview(question=directive.argument, html=directive.html())


def _compare(directive: Directive) -> Block | None:
    return Compare(caption=directive.argument, html=directive.html())


def _figure(directive: Directive) -> Block | None:
    fields = directive.fields(FigureFields)
    svg = read_drawing(directive.lesson.folder / directive.argument, directive.lesson.report, directive.place)
    return Figure(svg=with_words(svg, fields.alt), alt=fields.alt, caption=fields.caption) if fields and svg else None


ID = "an id"
_READERS: Mapping[str, tuple[Callable[[Directive], Block | None], str]] = {
    "predict": (_predict, ID),
    "try-it": (_try_it, ID),
    "decision": (_decision, ID),
    "trap": (_trap, "the id of a misconception"),
    "takeaways": (_takeaways, ""),
    "interview": (_interview, "the question"),
    "compare": (_compare, "a caption"),
    "figure": (_figure, "the name of an SVG file"),
}
"""What reads each directive, and what has to stand after its name."""
