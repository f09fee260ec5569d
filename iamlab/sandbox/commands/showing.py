"""The command of a workbench as its template shows it: its requests with their verdicts, and the joint one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from iamlab.cloud import CaseReading, Cloud, RequestProblem, case_for
from iamlab.cloud.commands import CommandProblem, CommandReading, CommandRequest, examples_for, read_command
from iamlab.engine import Evaluation, JointEvaluation, evaluate

from ..bench import Asked, Bench, context_lines, read_context
from ..showing.decision import VERDICTS
from ..showing.identity import short_name
from ..watches.table import Row, held_back, row_of
from ..watches.watch import Watch

_OF_ONE_REQUEST = ("aws:requesttag/", "aws:tagkeys")


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a command; `number` counts from 1 and names it in addresses.

    One about a bucket that the command makes first cannot be loaded: the form asks in the cloud as it is.
    """

    number: int
    why: str
    row: Row
    can_be_loaded: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """The verdict over all requests of a command: it goes through only if each of them is allowed."""

    state: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CommandView:
    """Everything shown of a command. Without `joint` no request came of it: `problem` or the notes say why."""

    text: str
    who: str
    examples: tuple[str, ...]
    name: str = ""
    parts: tuple[Part, ...] = ()
    joint: Joint | None = None
    notes: tuple[str, ...] = ()
    problem: CommandProblem | None = None

    @property
    def said(self) -> str:
        """What a screen reader says of the answer."""
        if self.problem:
            return f"{self.problem.message}. {self.problem.help}"
        return f"{self.joint.word}. {self.joint.sentence}" if self.joint else " ".join(self.notes)


def command_view(bench: Bench, *, awaited: bool = False) -> CommandView:
    """Read and decide the command of a workbench, as whoever asks there, in the circumstances typed in there.

    While a prediction is `awaited`, no request of the command tells its answer, nor do all of them together, nor does a
    problem that AWS tells only where the request is allowed.
    """
    who, examples = short_name(bench.caller), examples_for(bench.cloud, _account_of(bench))
    if not bench.command:
        return CommandView("", who, examples)
    reading = _reading(bench)
    decided = [_decided(bench, reading.cloud, request) for request in reading.requests]
    parts = tuple(
        _part(bench, number, request, reading.made, *found)
        for number, (request, found) in enumerate(zip(reading.requests, decided, strict=True), 1)
    )
    if awaited:
        held = tuple(replace(part, row=held_back(part.row, bench)) for part in parts)
        if held != parts:
            later = Joint("waiting", "After your prediction", "One of the requests is the one that you predict now.")
            return CommandView(bench.command, who, examples, reading.name, held, later, reading.notes)
    if reading.problem:
        return CommandView(bench.command, who, examples, reading.name, problem=reading.problem)
    joint = _joint(parts, [evaluation for _, evaluation in decided if evaluation]) if parts else None
    return CommandView(bench.command, who, examples, reading.name, parts, joint, reading.notes)


def asked_by(bench: Bench, number: int) -> Asked | None:
    """The request of that number of a workbench's command, for the request form; None where it has none to load."""
    reading = _reading(bench)
    if not 1 <= number <= len(reading.requests) or not _can_be_loaded(reading.requests[number - 1], reading.made):
        return None
    request = reading.requests[number - 1]
    context = context_lines(_context(bench, request))
    return Asked(request.action, request.resource, context, bench.asked.caller, _absent_and_asked(bench, request))


def _reading(bench: Bench) -> CommandReading:
    return read_command(bench.command, bench.deciding, bench.caller, _circumstances(bench))


def _absent_and_asked(bench: Bench, request: CommandRequest) -> tuple[str, ...]:
    """The keys that the request does not carry, as far as a policy asks for them, and those taken away by hand."""
    context, taken = _context(bench, request), frozenset(bench.asked.absent)
    reading = case_for(bench.deciding, bench.caller, request.action, request.resource, context, absent=taken)
    asked = evaluate(reading.case).missing_context if reading.case else ()
    without = tuple(each.lower() for each in request.absent)
    found = [key for key in asked if key.lower() in without or key.lower().startswith(_prefixes(without))]
    return tuple(dict.fromkeys((*bench.asked.absent, *found)))


def _prefixes(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key.endswith(("/", ":")))


def _account_of(bench: Bench) -> str:
    token = bench.cloud.token_session(bench.caller)
    account = token.account_id if token else (bench.caller.split(":") + [""] * 5)[4]
    return account or next((account.id for account in bench.cloud.accounts), "111122223333")


def _circumstances(bench: Bench) -> dict[str, tuple[str, ...]]:
    """The keys of the request form that hold for whatever is asked."""
    typed = read_context(bench.asked.context)
    found = {} if isinstance(typed, RequestProblem) else typed
    return {key: values for key, values in found.items() if _is_circumstance(key.lower())}


def _context(bench: Bench, request: CommandRequest) -> dict[str, tuple[str, ...]]:
    """The keys that the command fills, and the circumstances."""
    return {**_circumstances(bench), **request.context}


def _is_circumstance(key: str) -> bool:
    return key.startswith("aws:") and not key.startswith(_OF_ONE_REQUEST)


def _can_be_loaded(request: CommandRequest, made: str) -> bool:
    return request.resource != made or request.action == "s3:CreateBucket"


def _decided(bench: Bench, cloud: Cloud, request: CommandRequest) -> tuple[CaseReading, Evaluation | None]:
    context = _context(bench, request)
    absent = frozenset(bench.asked.absent) | request.absent
    reading = case_for(cloud, bench.caller, request.action, request.resource, context, absent=absent)
    return reading, evaluate(reading.case) if reading.case else None


def _part(
    bench: Bench, number: int, request: CommandRequest, made: str, reading: CaseReading, evaluation: Evaluation | None
) -> Part:
    watch = Watch(number, bench.caller, request.action, request.resource, context_lines(request.context))
    row = row_of(watch, short_name(bench.caller), reading, evaluation)
    return Part(number, request.why, row, _can_be_loaded(request, made))


def _joint(parts: Sequence[Part], evaluations: Sequence[Evaluation]) -> Joint:
    """One verdict: a denial counts first, then what is not decided, and only then that all is allowed."""
    sure = JointEvaluation(tuple(each for each in evaluations if not each.missing_context))
    states = [part.row.state for part in parts]
    if not sure.allowed:
        state, word = VERDICTS[sure.decision]
        return Joint(state, word, _of_many(len(sure.in_the_way), len(parts), "not allowed"))
    for wanted, word in (("context", "Needs context"), ("unmodelled", "Not modelled"), ("error", "Not decided")):
        if wanted in states:
            return Joint(wanted, word, _of_many(states.count(wanted), len(parts), "not decided"))
    return Joint("allow", "Allowed", "" if len(parts) == 1 else f"All {len(parts)} requests are allowed.")


def _of_many(count: int, number: int, what: str) -> str:
    """How many of the requests stand in the way; nothing where there is only one."""
    verb = "is" if count == 1 else "are"
    return "" if number == 1 else f"{count} of {number} requests {verb} {what}."
