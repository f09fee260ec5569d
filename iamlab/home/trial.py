"""A visitor's own policy, decided on the front page."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from iamlab.cloud import PolicyProblem, case_for, policy_slots
from iamlab.engine import MAX_POLICY_LENGTH
from iamlab.sandbox.posted import clean
from iamlab.sandbox.showing.decision import decision_view
from iamlab.sandbox.showing.highlight import policy_lines
from iamlab.sandbox.showing.panes import bars_of, fault_of, marks_of

from . import example

PREDICTIONS = ("allow", "deny")


@dataclass(frozen=True, slots=True)
class Trial:
    """A policy as typed, the number of the request it is tried with, and what the visitor predicted, if anything.

    `predicted_of` is the `digest` of what was predicted, as the form brings it back; empty for a prediction made now.
    """

    policy: str
    request: int
    prediction: str = ""
    predicted_of: str = ""

    @property
    def digest(self) -> str:
        """A short text that stands for the policy and the request."""
        return sha256(f"{self.request} {self.policy.strip()}".encode(errors="replace")).hexdigest()[:16]

    @property
    def is_predicted(self) -> bool:
        """Whether the prediction is about this policy and this request, not about what stood there before."""
        return bool(self.prediction) and self.predicted_of in ("", self.digest)

    @property
    def is_too_long(self) -> bool:
        """Whether the text is longer than a policy may be."""
        return len(self.policy) > MAX_POLICY_LENGTH

    def outcome(self) -> dict[str, Any]:
        """Return the decision for the templates, or what is wrong with the policy; and its text in colours."""
        cloud = example.example_cloud(self.policy)
        asked = example.REQUESTS[self.request]
        reading = case_for(cloud, example.PRINCIPAL, asked.action, asked.resource)
        decision = decision_view(reading)
        slot = policy_slots(cloud)[0]
        if decision is None:
            faults = [
                fault_of(self.policy, each.diagnostics[0])
                for each in reading.problems
                if isinstance(each, PolicyProblem)
            ]
            return {"problems": reading.problems, "fault": faults[0] if faults else None, "slim": True}
        lit = policy_lines(self.policy, marks_of(decision, slot), bars_of(decision, reading, slot))
        held = self.prediction == ("allow" if decision.evaluation.allowed else "deny")
        return {"decision": decision, "held": held, "slim": True, "pane": {"id": "try", "lit": lit}}


def read_trial(data: QueryDict) -> Trial:
    """Read the form of the front page; what is missing or unknown is as on a fresh page."""
    numbers = {str(number): number for number in range(len(example.REQUESTS))}
    prediction = data.get("prediction", "")
    return Trial(
        clean(data.get("policy", example.POLICY)),
        numbers.get(data.get("request", ""), example.FIRST_REQUEST),
        prediction if prediction in PREDICTIONS else "",
        data.get("predicted_of", ""),
    )
