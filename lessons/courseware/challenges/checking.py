"""Plays a challenge before anybody else does: what has to pass passes, what has to fail fails, for the right reason."""

import json
from collections.abc import Iterator, Mapping

from iamlab.cloud import Family, policy_slots
from lessons.courseware.challenges.challenge import Challenge, Solution
from lessons.courseware.challenges.grading import Failure, FailureKind, Grade, grade
from lessons.courseware.challenges.hidden import candidates, cloud_with, needed_candidates
from lessons.courseware.challenges.mutants import mutants
from lessons.courseware.claims import ImpossibleVariation
from lessons.courseware.problems import FileReport
from lessons.courseware.yaml_reader import YamlDocument

_TEXT_KINDS = (FailureKind.UNREADABLE, FailureKind.REFUSED)


def check_challenge(challenge: Challenge, scenario: str, report: FileReport, document: YamlDocument) -> None:
    """Report what is wrong with a challenge: places, draws, solutions, and loosened references that pass unlisted."""
    checker = _Checker(challenge, scenario, report, document)
    if checker.places_are_there():
        try:
            checker.play()
        except ImpossibleVariation as impossible:
            checker.add((), "impossible-challenge", f"the challenge can't be played: {impossible}")


class _Checker:
    """One challenge being played."""

    def __init__(self, challenge: Challenge, scenario: str, report: FileReport, document: YamlDocument) -> None:
        self._challenge, self._scenario = challenge, scenario
        self._report, self._document = report, document

    def add(self, path: tuple[str | int, ...], code: str, message: str, hint: str = "") -> None:
        """Note a problem where the challenge says what is wrong."""
        self._report.add(self._document.place(path), code, message, hint)

    def places_are_there(self) -> bool:
        """Whether every place that the challenge names is one of its scenario; those that are not are reported."""
        try:
            known = {str(slot.ref) for slot in policy_slots(cloud_with(self._challenge, self._scenario, {}))}
        except (ImpossibleVariation, ValueError) as impossible:
            self.add(("start",), "unknown-policy", str(impossible))
            return False
        unknown = [place for place in self._challenge.edits if place not in known]
        for place in unknown:
            self.add(("edits",), "unknown-policy", f"the scenario has no policy `{place}`")
        return not unknown

    def play(self) -> None:
        """Play everything that the author wrote, then what a learner might try."""
        challenge = self._challenge
        self._passes(challenge.solution, ("solution",))
        self._draws_enough()
        if self._grade({}).passed:
            self.add(("start",), "starter-passes", "the challenge is solved as it starts", "Take something away.")
        for index, other in enumerate(challenge.others):
            self._passes(other, ("others", index))
        for index, wrong in enumerate(challenge.wrong):
            self._fails(wrong, ("wrong", index))
        self._loosen()

    def _grade(self, policies: Mapping[str, str]) -> Grade:
        return grade(self._challenge, self._scenario, policies, excess=False)

    def _passes(self, solution: Solution, path: tuple[str | int, ...]) -> None:
        failure = self._grade(solution.policies).failure
        if failure:
            self.add(path, "solution-fails", f"`{solution.title}` does not pass: {told(failure)}")

    def _fails(self, solution: Solution, path: tuple[str | int, ...]) -> None:
        failure = self._grade(solution.policies).failure
        if failure is None:
            hint = "Ask for what it gets wrong among `forbidden`, `needs` or `hidden`."
            self.add(path, "wrong-passes", f"`{solution.title}` passes, and should not", hint)
        elif failure.kind in _TEXT_KINDS:
            self.add(path, "wrong-unreadable", f"`{solution.title}` fails by its text alone: {failure.message}")

    def _draws_enough(self) -> None:
        for family, number in self._challenge.hidden.items():
            found = len(candidates(self._challenge, self._scenario, family))
            if found < number:
                message = f"`hidden` asks for {number} of the family `{family}`, and {found} can be drawn"
                self.add(("hidden", str(family)), "few-hidden", message, self._what_there_is())
        found = len(needed_candidates(self._challenge, self._scenario))
        if found < self._challenge.hidden_needs:
            message = f"the universe has {found} more requests that the reference allows"
            hint = "Ask for fewer, or add principals or resources to the scenario."
            self.add(("hidden_needs",), "few-hidden", message, hint)

    def _what_there_is(self) -> str:
        counts = {family: len(candidates(self._challenge, self._scenario, family)) for family in Family}
        there = ", ".join(f"{family} {count}" for family, count in counts.items() if count) or "none"
        return f"What can be drawn: {there}. For more, add `needs`, or principals or resources to the scenario."

    def _loosen(self) -> None:
        """Every loosened reference fails or is listed, and what is listed passes."""
        listed = {each.loosened: index for index, each in enumerate(self._challenge.also_allows)}
        survivors = set(self._survivors())
        for loosened in sorted(survivors - set(listed)):
            hint = "Add a request that it gets wrong, or list it under `also_allows` with the reason."
            self.add(("solution",), "loose-reference-passes", f"the reference passes with `{loosened}` loosened", hint)
        for loosened in sorted(set(listed) - survivors):
            path = ("also_allows", listed[loosened])
            self.add(path, "not-also-allowed", f"`{loosened}` loosened does not pass, or is nothing of the reference")

    def _survivors(self) -> Iterator[str]:
        try:
            variants = list(mutants(self._challenge.solution.policies))
        except (json.JSONDecodeError, AttributeError, TypeError):
            return  # the reference has been reported already: it can't be read
        for loosened, policies in variants:
            if self._grade(policies).passed:
                yield loosened


def told(failure: Failure) -> str:
    """A failure in one sentence for an author."""
    if failure.check is None:
        return failure.message
    request, hidden = failure.check.request, f" (hidden, {failure.check.family})" if failure.check.family else ""
    return f"{request.action} on {request.resource} by {request.caller}{hidden}: {failure.message}"
