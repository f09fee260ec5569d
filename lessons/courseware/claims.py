"""Runs what a lesson claims: the scenario, varied as the text says, decided by the engine."""

import re
from collections.abc import Iterator
from functools import lru_cache

from iamlab.cloud import Cloud, Scenario, assume_role, case_for, load_scenario, parse_policy_ref, set_policy_text
from iamlab.cloud import UnknownPolicy as NoSuchPlace
from iamlab.engine import Evaluation, RoleSession, evaluate, explain, parse_principal
from lessons.courseware.requests import Claim, DecidedClaim, Variation

_SERVICE = re.compile(r'"([a-z0-9.-]+\.amazonaws\.com)"')
_ROLE = re.compile(r'"(arn:aws:iam::[0-9]{12}:role/[^"*]+)"')


class ImpossibleVariation(ValueError):
    """Raised for a variation that its scenario does not allow: no such policy or caller, or a policy that is wrong."""


@lru_cache(maxsize=64)
def scenario_of(text: str) -> Scenario:
    """The scenario that a checked file's text holds. Raises ValueError for a text that cannot be read."""
    reading = load_scenario(text, "scenario.yaml")
    if reading.scenario is None:
        raise ValueError("; ".join(str(problem) for problem in reading.problems))
    return reading.scenario


def varied(cloud: Cloud, you: str | None, variation: Variation) -> Cloud:
    """A cloud with a variation's policies in place, and with the session that its request is made by.

    A session that the cloud does not have is assumed before any policy is replaced: taking away the way in does not end
    a session. It is assumed by `you`, or else by whom the trust policy names: a service, or a role that `you` may
    assume. Raises ImpossibleVariation.
    """
    cloud = _with_session(cloud, you, variation)
    for place, text in variation.policies.items():
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


def _with_session(cloud: Cloud, you: str | None, variation: Variation) -> Cloud:
    caller, passed = variation.request.caller, variation.session_policy
    principal = parse_principal(caller)
    if passed and not isinstance(principal, RoleSession):
        raise ImpossibleVariation(f"`{caller}` is no session of a role, so no session policy is passed")
    if not isinstance(principal, RoleSession) or (cloud.session(caller) and not passed):
        return cloud
    account = cloud.account(principal.account)
    role_name, _, session_name = caller.partition(":assumed-role/")[2].partition("/")
    role = next((role for role in account.roles if role.name == role_name), None) if account else None
    if you is None or account is None or role is None:
        raise ImpossibleVariation(f"nobody could have the session `{caller}`: no `you`, or no such role")
    tried = []
    for cloud_with_caller, caller in _ways_in(cloud, you, role.trust_policy):
        handshake = assume_role(
            cloud_with_caller, caller, account.arn(role), session_name, session_policy=passed or None
        )
        if handshake.session:
            return handshake.cloud
        tried.append(handshake.message)
    raise ImpossibleVariation(f"`{you}` may not assume `{account.arn(role)}`: {tried[0]}")


def _ways_in(cloud: Cloud, you: str, trust_policy: str) -> Iterator[tuple[Cloud, str]]:
    """Who might assume a role, in clouds where each can ask: `you`, services it names, sessions of roles it names."""
    yield cloud, you
    for service in _SERVICE.findall(trust_policy):
        yield cloud, service
    for role_arn in _ROLE.findall(trust_policy):
        first = assume_role(cloud, you, role_arn, you.rpartition("/")[2])
        if first.session:
            yield first.cloud, first.session.arn


def _no_such_place(place: str) -> Cloud:
    raise ImpossibleVariation(f"the scenario has no policy `{place}`")
