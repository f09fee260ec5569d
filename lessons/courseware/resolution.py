"""How a computed question is resolved, step by step, as the engine went."""

from iamlab.engine import StateWord, explain
from lessons.courseware.claims import decide, scenario_of
from lessons.courseware.drawing import varied_by
from lessons.courseware.questions import GateQuestion, Question, StatementQuestion, VerdictQuestion


def steps_of(question: Question, seed: int, scenario: str) -> tuple[str, ...]:
    """What the engine looked at and found, in its order, the decision last, as inline Markdown.

    Gates that have no say are left out. Empty for a question that the engine did not decide.
    """
    if not isinstance(question, VerdictQuestion | GateQuestion | StatementQuestion):
        return ()
    told = explain(decide(scenario_of(scenario), varied_by(question, seed)))
    said = (gate.sentence for gate in told.gates if gate.state is not StateWord.NOT_APPLICABLE)
    return tuple(dict.fromkeys((told.sweep.sentence, *said, told.sentence)))
