"""Runs what a lesson claims: the scenario, varied as the text says, decided by the engine."""

from collections.abc import Mapping
from functools import lru_cache

from iamlab.cloud import Cloud, Scenario, case_for, load_scenario, parse_policy_ref, set_policy_text
from iamlab.cloud import UnknownPolicy as NoSuchPlace
from iamlab.engine import Evaluation, evaluate, explain
from lessons.courseware.requests import Claim, DecidedClaim, Variation
from lessons.courseware.sessions import ImpossibleVariation, with_session

__all__ = ["ImpossibleVariation", "decide", "decided", "holds", "scenario_of", "varied", "with_policies"]


@lru_cache(maxsize=64)
def scenario_of(text: str) -> Scenario:
    """The scenario that a checked file's text holds. Raises ValueError for a text that cannot be read."""
    reading = load_scenario(text, "scenario.yaml")
    if reading.scenario is None:
        raise ValueError("; ".join(str(problem) for problem in reading.problems))
    return reading.scenario


def varied(cloud: Cloud, you: str | None, variation: Variation) -> Cloud:
    """A cloud with a variation's policies in place, and with the session that its request is made by.

    A session that the cloud does not have is begun before any policy is replaced: taking away the way in does not end
    a session. Raises ImpossibleVariation.
    """
    return with_policies(with_session(cloud, you, variation), variation.policies)


def with_policies(cloud: Cloud, policies: Mapping[str, str]) -> Cloud:
    """A cloud with other texts in some places. Raises ImpossibleVariation for a place that it does not have."""
    for place, text in policies.items():
        ref = parse_policy_ref(place)
        try:
            cloud = set_policy_text(cloud, ref, text) if ref else _no_such_place(place)
        except NoSuchPlace:
            _no_such_place(place)
    return cloud


def decide(scenario: Scenario, variation: Variation) -> Evaluation:
    """The decision of a variation's request. Raises ImpossibleVariation for a request that cannot be decided."""
    cloud = varied(scenario.cloud, scenario.you, variation)
    asked = variation.request
    reading = case_for(cloud, asked.caller, asked.action, asked.resource, asked.context)
    if reading.case is None:
        raise ImpossibleVariation("; ".join(problem.message for problem in reading.problems))
    return evaluate(reading.case)


def decided(scenario: Scenario, claim: Claim) -> DecidedClaim:
    """What the engine says to a claim. Raises ImpossibleVariation."""
    evaluation = decide(scenario, claim)
    return DecidedClaim(
        decision=evaluation.decision, decided_by=evaluation.decided_by, sentence=explain(evaluation).sentence
    )


def holds(claim: Claim, said: DecidedClaim) -> bool:
    """Whether the engine said what the lesson expects."""
    return claim.expect.decision is said.decision and claim.expect.by in (None, said.decided_by)


def _no_such_place(place: str) -> Cloud:
    raise ImpossibleVariation(f"the scenario has no policy `{place}`")
