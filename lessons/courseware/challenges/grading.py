"""Grades a solution by what it does: every request that has to be allowed, every one that must not be, and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from iamlab.cloud import (
    Cloud,
    Family,
    PolicyProblem,
    RepresentativeRequest,
    answers,
    case_for,
    parse_policy_ref,
    policy_slot,
    policy_slots,
    session_for,
)
from iamlab.engine import Diagnostic, Evaluation, PolicyDocument, evaluate, is_allowed
from lessons.courseware.challenges.challenge import Challenge, NamedAccess
from lessons.courseware.challenges.hidden import cloud_with, hidden_checks, reference_of
from lessons.courseware.requests import AskedRequest

WITNESSES = 40
"""How many of the requests that nobody asked for are named; all are counted."""


class FailureKind(StrEnum):
    """Why a solution does not pass. The first three are about its text: nothing was asked then."""

    UNREADABLE = "unreadable"
    REFUSED = "refused"
    LIMIT = "limit"
    NEED = "need"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Check:
    """A request of the challenge and what has to become of it. `family` is None for a visible one."""

    name: str
    request: AskedRequest
    allowed: bool
    family: Family | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """The first thing that is wrong: a place and a diagnostic, a broken limit, or a request as a counterexample."""

    kind: FailureKind
    message: str
    place: str = ""
    diagnostic: Diagnostic | None = None
    check: Check | None = None
    evaluation: Evaluation | None = None


@dataclass(frozen=True, slots=True)
class Excess:
    """What a passing solution also allows and the reference does not, found by search over `searched` requests."""

    count: int
    witnesses: tuple[RepresentativeRequest, ...]
    searched: int


@dataclass(frozen=True, slots=True)
class Grade:
    """What became of a solution. `score` is 0 until it passes, then needs / (needs + excess).

    `needs_met` and `held` count requests that did what they have to, up to the first failure.
    """

    failure: Failure | None
    needs: int
    needs_met: int
    forbidden: int
    held: int
    excess: Excess | None = None

    @property
    def passed(self) -> bool:
        """Whether everything that has to be allowed is, and nothing that must not be."""
        return self.failure is None

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        if self.failure or self.excess is None:
            return 0.0
        return self.needs / (self.needs + self.excess.count)


def texts_of(challenge: Challenge, scenario: str) -> dict[str, str]:
    """The policies that may be edited, as the challenge starts: text by place."""
    slots = {str(slot.ref): slot.text or "" for slot in policy_slots(cloud_with(challenge, scenario, {}))}
    return {place: slots[place] for place in challenge.edits}


def grade(challenge: Challenge, scenario: str, policies: Mapping[str, str], *, excess: bool = True) -> Grade:
    """Grade policies by their places; places that may not be edited are ignored, missing ones are as at the start.

    Without `excess` nothing is searched for beyond what has to be allowed and denied. Raises ImpossibleVariation for a
    challenge that nobody checked.
    """
    typed = {place: text for place, text in policies.items() if place in challenge.edits}
    cloud = cloud_with(challenge, scenario, typed)
    checks = tuple(checks_of(challenge, scenario))
    needs, forbidden = sum(check.allowed for check in checks), sum(not check.allowed for check in checks)
    failure = _of_text(challenge, cloud)
    met = {True: 0, False: 0}
    for check in checks if failure is None else ():
        failure = _asked(cloud, check)
        if failure:
            break
        met[check.allowed] += 1
    found = _excess(challenge, scenario, cloud) if failure is None and excess else None
    return Grade(failure, needs, met[True], forbidden, met[False], found)


def checks_of(challenge: Challenge, scenario: str) -> Iterator[Check]:
    """All requests of the challenge in the order in which they are asked: needs, forbidden, hidden."""
    yield from (_visible(access, True) for access in challenge.needs)
    yield from (_visible(access, False) for access in challenge.forbidden)
    for request, allowed in hidden_checks(challenge, scenario):
        asked = AskedRequest(
            caller=request.caller, action=request.action, resource=request.resource, context=dict(request.context)
        )
        yield Check(request.family.value, asked, allowed, request.family)


def _visible(access: NamedAccess, allowed: bool) -> Check:
    return Check(access.name, access.request, allowed, why=access.why)


def _of_text(challenge: Challenge, cloud: Cloud) -> Failure | None:
    """What is wrong with the texts: one can't be read, AWS would not save it, or a limit is broken."""
    for place in challenge.edits:
        ref = parse_policy_ref(place)
        slot = policy_slot(cloud, ref) if ref else None
        if slot is None or not (slot.text or "").strip():
            continue
        reading = slot.read()
        if reading.document is None:
            first = reading.diagnostics[0]
            return Failure(FailureKind.UNREADABLE, first.message, place, first)
        if error := slot.refusal():
            return Failure(FailureKind.REFUSED, error.message, place, error)
        if broken := _broken_limit(challenge, reading.document):
            return Failure(FailureKind.LIMIT, broken, place)
    return None


def _broken_limit(challenge: Challenge, document: PolicyDocument) -> str | None:
    limits, number = challenge.limits, len(document.statements)
    if limits.statements is not None and number > limits.statements:
        return f"it has {number} statements, and the task allows {limits.statements}"
    if limits.wildcards:
        return None
    for statement in document.statements:
        values = (*statement.action.values, *(statement.resource.values if statement.resource else ()))
        if wild := next((value for value in values if "*" in value), None):
            return f"`{wild}` holds a `*`, and the task allows none"
    return None


def _asked(cloud: Cloud, check: Check) -> Failure | None:
    """The failure that a request shows; None when it does what it has to."""
    request = check.request
    cloud, caller = session_for(cloud, request.caller)
    reading = case_for(cloud, caller, request.action, request.resource, request.context)
    if reading.case is None:
        problem = reading.problems[0]
        place = str(problem.slot.ref) if isinstance(problem, PolicyProblem) else ""
        return Failure(FailureKind.UNREADABLE, problem.message, place)
    if is_allowed(reading.case) is check.allowed:
        return None
    evaluation = evaluate(reading.case)
    kind = FailureKind.NEED if check.allowed else FailureKind.FORBIDDEN
    is_hidden = check.family is not None
    said = "it has to be allowed, and is denied" if check.allowed else "it must not be allowed, and is"
    return Failure(FailureKind.HIDDEN if is_hidden else kind, said, check=check, evaluation=evaluation)


def _excess(challenge: Challenge, scenario: str, cloud: Cloud) -> Excess:
    """What the cloud allows of the challenge's universe, and the reference does not."""
    reference = reference_of(challenge, scenario)
    said = answers(cloud, reference.requests)
    more = [request for request in reference.requests if said[request] and request not in reference.allowed]
    return Excess(len(more), tuple(more[:WITNESSES]), len(reference.requests))
