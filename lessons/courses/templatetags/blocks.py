"""Which template shows a block of a lesson."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.safestring import SafeString, mark_safe

from iamlab.sandbox.showing.highlight import policy_lines
from lessons.courseware import Block, PlacedQuestion, PolicyText, Predict, inline_html
from lessons.quizzes.queries import Quiz, ShownQuestion

register = template.Library()

TEMPLATES = {
    "prose": "courses/_prose.html",
    "predict": "courses/_predict.html",
    "try-it": "courses/_try_it.html",
    "decision": "courses/_decision.html",
    "trap": "courses/_trap.html",
    "takeaways": "courses/_takeaways.html",
    "interview": "courses/_interview.html",
    "compare": "courses/_compare.html",
    "figure": "courses/_figure.html",
    "sandbox": "courses/_sandbox.html",
    "policy": "courses/_policy.html",
    "same-in-aws": "courses/_same_in_aws.html",
    "term": "courses/_term.html",
    "quiz": "courses/_placed_question.html",
    "challenge": "courses/_challenge.html",
}


@register.filter
def block_template(block: Block) -> str:
    """Return the name of the template for a block, by its kind."""
    return TEMPLATES[block.kind]


@register.filter
def printed_template(block: Block) -> str:
    """Return the name of the template for a block on paper: what asks something has another there."""
    asks = {"predict": "courses/_printed_predict.html", "interview": "courses/_printed_interview.html"}
    claims = {"try-it": "courses/_printed_claim.html", "decision": "courses/_printed_claim.html"}
    elsewhere = dict.fromkeys(("sandbox", "quiz", "challenge"), "courses/_not_printed.html")
    return (asks | claims | elsewhere).get(block.kind, TEMPLATES[block.kind])


@register.filter
def annotated_lines(block: PolicyText) -> SafeString:
    """Return a policy line by line, with marked lines as `<mark>` and each note under its line."""
    notes = {note.line: note.text for note in block.notes}
    lines = policy_lines(block.text).removeprefix("<code>").removesuffix("</code>").split("\n")
    shown = (_annotated(line, number in block.marked, notes.get(number, "")) for number, line in enumerate(lines, 1))
    return mark_safe(f"<code>{chr(10).join(shown)}</code>")  # noqa: S308 - highlight and inline_html clean their parts


def _annotated(line: str, is_marked: bool, note: str) -> str:
    if is_marked:
        line = f"<mark{line.removeprefix('<span').removesuffix('</span>')}</mark>"
    return f'{line}<span class="line-note">{inline_html(note)}</span>' if note else line


@register.filter
def question_of(quiz: Quiz, block: PlacedQuestion) -> ShownQuestion | None:
    """Return the question of a quiz that a block places."""
    return quiz.question(block.uuid)


@register.filter
def chosen_for(predictions: Mapping[UUID, int], block: Predict) -> int | None:
    """Return the option predicted for a block, or None where nothing was."""
    return predictions.get(block.uuid)
