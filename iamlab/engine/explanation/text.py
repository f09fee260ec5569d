"""An explanation as plain text, for terminals and logs."""

from collections.abc import Iterator

from iamlab.engine.explanation.english import ENGLISH
from iamlab.engine.explanation.explain import explain
from iamlab.engine.explanation.model import Explanation, Note, NoteKind, Step, StepKind
from iamlab.engine.explanation.phrases import Phrases, Wording
from iamlab.engine.trace import Evaluation

_OUTER = frozenset({StepKind.SWEEP, StepKind.GATE, StepKind.DECISION})


def explain_text(evaluation: Evaluation, phrases: Phrases = ENGLISH) -> str:
    """What `manage.py evaluate --format text` prints: the decision, AWS's message, the story, every blocker, the notes.

    Lines about statements are indented below the gate that reads them. Ends without a line break.
    """
    return "\n".join(_lines(explain(evaluation, phrases), Wording(phrases)))


def _lines(explanation: Explanation, wording: Wording) -> Iterator[str]:
    yield explanation.sentence
    if explanation.message:
        yield wording.say("text.message", message=explanation.message)
    yield ""
    yield from (_line(step, wording) for step in explanation.story if step.kind is not StepKind.DECISION)
    if len(explanation.blockers) > 1:
        yield ""
        yield wording.say("text.blockers")
        yield from (f"  - {blocker}" for blocker in explanation.blockers)
    if explanation.notes:
        yield ""
        yield from (_note(note, wording) for note in explanation.notes)


def _line(step: Step, wording: Wording) -> str:
    if step.kind in _OUTER:
        place = wording.say(f"gate.name.{step.gate}" if step.gate else "gate.name.sweep")
        return f"  {place}: {step.sentence}"
    policy = f"{step.policy.name}: " if step.policy and step.kind is not StepKind.LEVEL else ""
    return f"    {policy}{step.sentence}"


def _note(note: Note, wording: Wording) -> str:
    if note.kind is NoteKind.CONTEXT:
        return note.text
    return wording.say("text.doubt", rule=note.rule, text=note.text)
