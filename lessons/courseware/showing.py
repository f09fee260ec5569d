"""Directives that show something: the bodies of trap, takeaways, interview and compare are Markdown, others YAML."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from iamlab.cloud import policy_slots
from iamlab.engine import FindingType, PolicyKind
from iamlab.engine.lint import Finding, lint_policy
from lessons.courseware.blocks import (
    Block,
    Compare,
    Figure,
    Interview,
    LineNote,
    PolicyText,
    SameInAws,
    Takeaways,
    TermBox,
    Trap,
)
from lessons.courseware.command_lines import command_problem
from lessons.courseware.directive import Directive
from lessons.courseware.drawings import read_drawing, with_words
from lessons.courseware.scenario_figure import WHO_MAY_ASSUME, who_may_assume
from lessons.courseware.schema import Schema


def _numbers(written: object) -> object:
    """Line numbers as a list: `3`, `[3, 5-7]` and `5-7` are read."""
    texts = written if isinstance(written, list) else [written]
    found: list[object] = []
    for text in texts:
        first, dash, last = str(text).partition("-")
        is_range = bool(dash) and first.strip().isdecimal() and last.strip().isdecimal()
        found += range(int(first), int(last) + 1) if is_range else [text]
    return found


class FigureFields(Schema):
    """The body of `::: figure file.svg`."""

    alt: str
    caption: str = Field(default="", min_length=0)


class MadeFigureFields(Schema):
    """The body of `::: figure who-may-assume`, whose words are made with it."""

    caption: str


class PolicyFields(Schema):
    """The body of `::: policy kind` and of `::: policy place`; a place brings its own text."""

    title: str
    text: str = Field(default="", min_length=0)
    mark: Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(_numbers)] = ()
    notes: dict[Annotated[int, Field(ge=1)], str] = {}
    finds: tuple[str, ...] = ()


class SameInAwsFields(Schema):
    """The body of `::: same-in-aws title`."""

    console: Annotated[tuple[str, ...], Field(min_length=1)]
    cli: str
    note: str = Field(default="", min_length=0)


def read_trap(directive: Directive) -> Block | None:
    """A belief of the front matter, and what is so."""
    misconception = directive.lesson.misconceptions.get(directive.argument)
    if misconception is None:
        hint = "Name one of the lesson's `misconceptions`."
        directive.problem("unknown-misconception", f"`{directive.argument}` is no misconception of this lesson", hint)
        return None
    return Trap(misconception=directive.argument, belief=misconception.belief, html=directive.html())


def read_takeaways(directive: Directive) -> Block | None:
    """What to remember."""
    return Takeaways(html=directive.html())


def read_interview(directive: Directive) -> Block | None:
    """A question as asked aloud."""
    return Interview(question=directive.argument, html=directive.html())


def read_compare(directive: Directive) -> Block | None:
    """A table."""
    return Compare(caption=directive.argument, html=directive.html())


def read_figure(directive: Directive) -> Block | None:
    """A drawing in the lesson's folder, or one that is made from the scenario."""
    if directive.argument == WHO_MAY_ASSUME:
        return _made_figure(directive)
    fields = directive.fields(FigureFields)
    svg = read_drawing(directive.lesson.folder / directive.argument, directive.lesson.report, directive.place)
    return Figure(svg=with_words(svg, fields.alt), alt=fields.alt, caption=fields.caption) if fields and svg else None


def _made_figure(directive: Directive) -> Block | None:
    fields = directive.fields(MadeFigureFields)
    if fields is None or directive.lesson.scenario is None:
        return None
    made = who_may_assume(directive.lesson.scenario)
    if made is None:
        directive.problem("no-roles", "the scenario has no role that anybody could assume")
        return None
    svg, words = made
    return Figure(svg=with_words(svg, words), alt=words, caption=fields.caption)


def read_term(directive: Directive) -> Block | None:
    """A term of the glossary with its meaning."""
    term = directive.lesson.terms.get(directive.argument)
    if term is None:
        hint = f"Add `glossary/{directive.argument}.md`."
        directive.problem("unknown-term", f"the glossary has no term `{directive.argument}`", hint)
        return None
    return TermBox(title=term.title, html=term.meaning)


def read_policy(directive: Directive) -> Block | None:
    """A policy, linted; its notes stand under their lines."""
    fields = directive.fields(PolicyFields)
    found = _policy_text(directive, fields) if fields else None
    if fields is None or found is None:
        return None
    kind, text = found
    last = text.count("\n") + 1
    beyond = [number for number in (*fields.mark, *fields.notes) if number > last]
    if beyond:
        directive.problem("no-such-line", f"the policy has no line {min(beyond)}: it ends at line {last}")
    return PolicyText(
        title=fields.title,
        policy_kind=kind,
        text=text,
        marked=tuple(sorted({*fields.mark, *fields.notes})),
        notes=tuple(LineNote(line=line, text=text) for line, text in sorted(fields.notes.items())),
        remarks=tuple(_remarks(directive, fields, lint_policy(text, kind))),
    )


def _policy_text(directive: Directive, fields: PolicyFields) -> tuple[PolicyKind, str] | None:
    """The kind and the text: as written, or those of a place in the scenario; None after a mistake."""
    name, kinds = directive.argument, tuple(PolicyKind)
    if name in kinds:
        if not fields.text:
            directive.problem(
                "missing-field", "`text` is missing", "Write the policy, or name a place of the scenario."
            )
            return None
        return PolicyKind(name), fields.text
    if directive.lesson.scenario is None:
        return None
    slots = policy_slots(directive.lesson.scenario.cloud)
    slot = next((slot for slot in slots if str(slot.ref) == name and slot.text is not None), None)
    if slot is None:
        hint = f"Write one of {', '.join(kinds)}, or a place such as `111122223333/user/ana/inline/ana-dev`."
        directive.problem("unknown-policy", f"`{name}` is no kind of policy, and no policy of the scenario", hint)
        return None
    if fields.text:
        directive.problem("unknown-field", "the text comes from the scenario", "Remove `text`.")
    return slot.kind, (slot.text or "").strip()


def _remarks(directive: Directive, fields: PolicyFields, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What lint says and the lesson expects. Errors that it does not expect are problems, other remarks warnings."""
    for code in fields.finds:
        if code not in {finding.code for finding in findings}:
            directive.problem("false-claim", f"the lesson expects lint to find `{code}`, and it does not")
    for finding in findings:
        if finding.code in fields.finds:
            yield f"{finding.message[:1].upper()}{finding.message[1:]}. {finding.help}"
            continue
        where = f"line {finding.span.start.line} of the policy: " if finding.span else ""
        is_error = finding.finding_type is FindingType.ERROR
        note = directive.lesson.report.add if is_error else directive.lesson.report.warn
        hint = f"{finding.help} If the lesson is about that, write `finds: [{finding.code}]`."
        note(directive.place, "policy-error" if is_error else "policy-remark", f"{where}{finding.message}", hint)


def read_same_in_aws(directive: Directive) -> Block | None:
    """The same thing in AWS: the way through the console, and the command."""
    fields = directive.fields(SameInAwsFields)
    if fields is None:
        return None
    wrong = command_problem(fields.cli)
    if wrong:
        directive.problem("wrong-command", wrong, "Write it as the AWS CLI reference has it.")
    return SameInAws(title=directive.argument, console=fields.console, cli=fields.cli.strip(), note=fields.note)
