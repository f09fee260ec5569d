"""Predict mode: what AWS will answer is said first and shown then, and the score is kept with the visitor's session.

Whoever keeps what people did for good receives `prediction_answered`.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.dispatch import Signal
from django.http import HttpRequest

from iamlab.accounts.guests import known_learner
from iamlab.cloud import policy_slots

from .bench import Bench
from .posted import digest_of
from .showing.decision import VERDICTS
from .showing.highlight import policy_lines
from .showing.panel import Panel, Prediction, panel_of

prediction_answered = Signal()
"""Sent with `learner: Learner`, `origin: UUID | None` (the lesson or challenge of the sandbox), `asked: str` (a name
for the request with its policies), and `said: str` and `decided: str`, states as the style sheets name them."""

KEY = "predictions"
STATES = frozenset(state for state, _ in VERDICTS.values())


def switch(request: HttpRequest) -> None:
    """Keep whether the form that was sent has *Predict first* ticked."""
    kept = request.session.get(KEY, {})
    if "action" in request.POST and bool(kept.get("on")) is not ("predict" in request.POST):
        request.session[KEY] = {**kept, "on": "predict" in request.POST}


def forget(request: HttpRequest) -> None:
    """Forget the score, and that predictions are asked for."""
    request.session.pop(KEY, None)


def with_prediction(request: HttpRequest, panel: Panel, origin: UUID | None) -> Panel:
    """Hold the decision back until it was predicted, once for each request with its policies; off, change nothing."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    if not kept.get("on"):
        return panel
    right, made = kept.get("right", 0), kept.get("made", 0)
    if panel.decision is None:
        return replace(panel, prediction=Prediction(right, made))
    asked, said = _asked(panel), request.POST.get("predicted", "")
    if kept.get("asked") == asked:
        said = kept["said"]
    elif said in STATES:
        right, made = right + (said == panel.state), made + 1
        request.session[KEY] = {**kept, "right": right, "made": made, "asked": asked, "said": said}
        learner = known_learner(request)
        if learner:
            prediction_answered.send(
                type(panel), learner=learner, origin=origin, asked=asked, said=said, decided=panel.state
            )
    else:
        return holding_back(panel, Prediction(right, made, waits=True))
    return replace(panel, prediction=Prediction(right, made, said=said, is_right=said == panel.state))


def holding_back(panel: Panel, prediction: Prediction) -> Panel:
    """The panel without its decision and whatever tells it, while a prediction waits."""
    panes = tuple(replace(pane, lit=policy_lines(pane.text)) for pane in panel.panes)
    gates = tuple(gate.name for gate in panel.decision.rail) if panel.decision else ()
    return replace(panel, decision=None, panes=panes, prediction=replace(prediction, gates=gates))


def is_awaited(request: HttpRequest, bench: Bench, origin: UUID | None) -> bool:
    """Whether what a workbench asks is still to be predicted, so that nothing on the page may tell the answer."""
    if not request.session.get(KEY, {}).get("on"):
        return False
    prediction = with_prediction(request, panel_of(bench), origin).prediction
    return prediction is not None and prediction.waits


def _asked(panel: Panel) -> str:
    """A short name for this request with these policies and this answer."""
    bench = panel.bench
    asked = bench.asked
    texts = [slot.text or "" for slot in policy_slots(bench.cloud)]
    parts = [bench.caller, asked.action, asked.resource, asked.context, *asked.absent, panel.state, *bench.off, *texts]
    return digest_of("\0".join(parts))
