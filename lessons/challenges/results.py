"""What became of a solution, as its template shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from iamlab.cloud import Family, RepresentativeRequest
from iamlab.engine import explain
from iamlab.sandbox.showing.decision import VERDICTS
from iamlab.sandbox.showing.identity import short_name
from lessons.courseware import Failure, FailureKind, Grade
from lessons.progress.models import Attempt

from .playing import Played, grade_of, texts_in

FAMILIES = {
    Family.PLAIN: "another kind of access to the same resource",
    Family.OTHER_PRINCIPAL: "the same by somebody else",
    Family.OTHER_SESSION: "the same in another session",
    Family.OTHER_ACCOUNT: "the same across accounts",
    Family.OTHER_ACTION: "another action of the same access level",
    Family.NEIGHBOUR_RESOURCE: "the same on a resource whose name begins alike",
    Family.SIBLING_PREFIX: "the same under a prefix that begins alike",
    Family.NO_MFA: "the same without MFA",
    Family.NO_TLS: "the same without TLS",
    Family.OTHER_REGION: "the same in another region",
    Family.THROUGH_ENDPOINT: "the same through a VPC endpoint",
}
TITLES = {
    FailureKind.UNREADABLE: "The policy is wrong",
    FailureKind.REFUSED: "AWS would not save this policy",
    FailureKind.LIMIT: "The task sets a limit",
    FailureKind.NEED: "Something that is needed is denied",
    FailureKind.FORBIDDEN: "Something that is forbidden is allowed",
    FailureKind.HIDDEN: "A neighbour of what the task asks for is decided wrongly",
}


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The request that shows what is wrong. `number` names it for *Step through it*."""

    number: int
    name: str
    who: str
    action: str
    resource: str
    context: str
    wanted: str
    word: str
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A request that is allowed and that nobody asked for."""

    who: str
    action: str
    resource: str
    how: str


@dataclass(frozen=True, slots=True)
class Result:
    """The last solution and what became of it. `is_current` tells that the challenge has not changed since."""

    grade: Grade
    attempt: Attempt | None
    title: str
    detail: str = ""
    help: str = ""
    place: str = ""
    line: int | None = None
    counterexample: Counterexample | None = None
    witnesses: tuple[Witness, ...] = ()

    @property
    def percent(self) -> int:
        """The score in hundredths; what nobody asked for never rounds away."""
        return int(self.grade.score * 100)


def result_of(task: Played, attempts: Sequence[Attempt]) -> Result | None:
    """What became of the last attempt; None before the first, after one that is no solution, and once the challenge has
    changed."""
    last = attempts[-1] if attempts else None
    texts = texts_in(last) if last and last.version == task.version else None
    if texts is None:
        return None
    grade = grade_of(task, texts)
    failure = grade.failure
    if failure is None:
        excess = grade.excess.witnesses if grade.excess else ()
        return Result(grade, last, "It does what the task asks", witnesses=tuple(map(_witness, excess)))
    found = failure.diagnostic
    return Result(
        grade,
        last,
        TITLES[failure.kind],
        failure.message,
        found.help if found else "",
        failure.place,
        found.span.start.line if found and found.span else None,
        _counterexample(task, failure),
    )


def hidden_in_words(task: Played) -> tuple[tuple[int, str], ...]:
    """How many hidden requests of which kind there are."""
    told = [(number, FAMILIES[family]) for family, number in task.content.hidden.items()]
    needs = task.content.hidden_needs
    return (*([(needs, "more of what is needed")] if needs else []), *told)


def _counterexample(task: Played, failure: Failure) -> Counterexample | None:
    check, evaluation = failure.check, failure.evaluation
    if check is None or evaluation is None:
        return None
    _, word = VERDICTS[evaluation.decision]
    request = check.request
    return Counterexample(
        number=task.checks.index(check),
        name=FAMILIES[check.family] if check.family else check.name,
        who=short_name(request.caller),
        action=request.action,
        resource=request.resource,
        context=", ".join(f"{key} = {' or '.join(values)}" for key, values in request.context.items()),
        wanted="Allowed" if check.allowed else "Denied",
        word=word,
        sentence=explain(evaluation).sentence,
        why=check.why,
    )


def _witness(request: RepresentativeRequest) -> Witness:
    return Witness(short_name(request.caller), request.action, request.resource, FAMILIES[request.family])
