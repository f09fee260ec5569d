"""Several decisions taken together."""

from dataclasses import dataclass

from iamlab.engine.trace import Decision, Evaluation


@dataclass(frozen=True, slots=True)
class JointEvaluation:
    """Several decisions of one call, which is allowed only if each of them is (M20)."""

    evaluations: tuple[Evaluation, ...]

    @property
    def decision(self) -> Decision:
        """An explicit deny of one part decides for all, then a missing allow."""
        made = {evaluation.decision for evaluation in self.evaluations}
        order = (Decision.EXPLICIT_DENY, Decision.IMPLICIT_DENY)
        return next((decision for decision in order if decision in made), Decision.ALLOW)

    @property
    def allowed(self) -> bool:
        """Whether the call may go ahead."""
        return self.decision is Decision.ALLOW

    @property
    def in_the_way(self) -> tuple[Evaluation, ...]:
        """The parts that are not allowed."""
        return tuple(evaluation for evaluation in self.evaluations if not evaluation.allowed)
