"""The door of explanations: a traced decision in words."""

from collections.abc import Iterator

from iamlab.engine.explanation.english import ENGLISH
from iamlab.engine.explanation.gates import gate_sentence, sweep_sentence
from iamlab.engine.explanation.message import message_of, reason_of
from iamlab.engine.explanation.model import Explanation, Note, NoteKind
from iamlab.engine.explanation.naming import Names
from iamlab.engine.explanation.near_misses import near_misses
from iamlab.engine.explanation.phrases import Phrases, Wording, quoted
from iamlab.engine.explanation.story import story
from iamlab.engine.explanation.verdict import verdict_sentence
from iamlab.engine.explanation.wire import WireForm, wire_message
from iamlab.engine.rules import rule
from iamlab.engine.trace import Evaluation


def explain(evaluation: Evaluation, phrases: Phrases = ENGLISH) -> Explanation:
    """Say a decision in words: the sentence, AWS's message, the story of steps, what every gate says, what came near,
    everything that blocks, and what is in doubt or depends on untold context.

    `phrases` is the table of another language, with the keys of `ENGLISH`. Raises KeyError when it lacks one. The texts
    of rules (`Note.text` of a doubt) stay as `rules.toml` has them.
    """
    names = Names(Wording(phrases), evaluation.request)
    sentence = verdict_sentence(evaluation, names)
    sweep = sweep_sentence(evaluation, names)
    wire = wire_message(evaluation)
    gates = tuple(gate_sentence(evaluation, gate, names) for gate in evaluation.gates)
    return Explanation(
        sentence,
        message_of(evaluation),
        reason_of(evaluation),
        wire,
        names.wording.sentence(f"wire.{wire.form}") if wire and wire.form is not WireForm.GENERAL else "",
        story(evaluation, names, sentence, sweep, gates),
        sweep,
        gates,
        near_misses(evaluation, names),
        tuple(gate.sentence for gate in gates if gate.kind in evaluation.in_the_way),
        tuple(_notes(evaluation, names.wording)),
    )


def _notes(evaluation: Evaluation, wording: Wording) -> Iterator[Note]:
    """What depends on untold context, then what AWS leaves open."""
    for key in evaluation.missing_context:
        yield Note(NoteKind.CONTEXT, "", key, wording.sentence("note.context", key=quoted(key)))
    for id in evaluation.notes:
        yield Note(NoteKind.DOUBT, id, "", rule(id).doubt or rule(id).text)
