"""A scenario: the cloud that a lesson, a challenge or a sandbox starts from, and what there is to ask in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.scenario.problems import ScenarioProblem

EXPECTATIONS = ("allow", "deny", "explicit_deny", "implicit_deny")
"""What may be expected of a request; `deny` is content with either kind of denial."""


@dataclass(frozen=True, slots=True)
class NamedRequest:
    """A request to start with. `caller` may be the ARN of a session that somebody has yet to assume.

    `expect` is one of EXPECTATIONS, or empty where nothing is expected.
    """

    name: str
    caller: str
    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expect: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A cloud without sessions; `you` is the ARN of the user whom the learner starts as. `title` may be empty."""

    cloud: Cloud
    you: str | None = None
    requests: tuple[NamedRequest, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """What reading a scenario gave: the scenario, or all problems. Warnings (unreadable policies) hinder nothing."""

    scenario: Scenario | None
    problems: tuple[ScenarioProblem, ...] = ()
    warnings: tuple[ScenarioProblem, ...] = ()

    @property
    def cloud(self) -> Cloud | None:
        """The scenario's cloud."""
        return self.scenario.cloud if self.scenario else None
