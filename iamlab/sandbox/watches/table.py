"""The watch table as its template shows it: every request decided now, beside what is expected of it."""

from dataclasses import dataclass, replace
from typing import Any

from iamlab.cloud import (
    CaseReading,
    Cloud,
    ExpiredToken,
    NotModelled,
    PolicyProblem,
    Problem,
    RequestProblem,
    case_for,
    session_for,
)
from iamlab.engine import Evaluation, RoleSession, deciding_statements, evaluate, parse_principal

from ..bench import Bench, read_context
from ..models import Sandbox
from ..showing.decision import VERDICTS
from ..showing.identity import short_name
from ..showing.rail import gate_name
from ..showing.switching import in_words, name_of, without_words
from .watch import MOST_WATCHES, Expected, Watch


@dataclass(frozen=True, slots=True)
class Row:
    """A watched request and what becomes of it now. `met` is None where nothing is expected or nothing is decided.

    `without` names policies that would have a say and are switched off.
    """

    watch: Watch
    who: str
    state: str
    word: str
    decided_by: str = ""
    detail: str = ""
    met: bool | None = None
    without: str = ""

    @property
    def what(self) -> str:
        """The resource as short as it can be told: without the empty parts of an S3 ARN."""
        return self.watch.resource.removeprefix("arn:aws:s3:::")

    @property
    def said(self) -> str:
        """The row as a name for its buttons."""
        return f"{self.watch.action} as {self.who}"


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and the strip that counts them."""

    rows: tuple[Row, ...]

    @property
    def strip(self) -> str:
        """How many are as expected, differ, need context or cannot be decided."""
        counts = {
            "as expected": sum(row.met is True for row in self.rows),
            "differs": sum(row.met is False for row in self.rows),
            "needs context": sum(row.state == "context" for row in self.rows),
            "policy has an error": sum(row.word == POLICY_ERROR for row in self.rows),
            "not decided": sum(row.state in ("error", "unmodelled") and row.word != POLICY_ERROR for row in self.rows),
        }
        told = [f"{count} {_plural(word, count)}" for word, count in counts.items() if count]
        number = len(self.rows)
        return " · ".join([f"{number} request{'' if number == 1 else 's'}", *told])


POLICY_ERROR = "Policy has an error"


def _plural(word: str, count: int) -> str:
    many = {"differs": "differ", "needs context": "need context", "policy has an error": "meet a policy with an error"}
    return word if count == 1 else many.get(word, word)


def table_of(cloud: Cloud, watches: tuple[Watch, ...]) -> Table:
    """Decide every watched request in the cloud as it is now."""
    return Table(tuple(_row(cloud, watch) for watch in watches))


def _row(cloud: Cloud, watch: Watch) -> Row:
    context = read_context(watch.context)
    who = short_name(watch.caller)
    if isinstance(context, RequestProblem):
        return _undecided(watch, who, context)
    cloud, caller = session_for(cloud, watch.caller)
    reading = case_for(cloud, caller, watch.action, watch.resource, context)
    return row_of(watch, who, reading, evaluate(reading.case) if reading.case else None)


def row_of(watch: Watch, who: str, reading: CaseReading, evaluation: Evaluation | None) -> Row:
    """The row of a request whose case has been read, and decided where there is one."""
    return replace(_row_of(watch, who, reading, evaluation), without=in_words(map(name_of, reading.left_out)))


def _row_of(watch: Watch, who: str, reading: CaseReading, evaluation: Evaluation | None) -> Row:
    if evaluation is None:
        return _undecided(watch, who, reading.problems[0])
    if evaluation.missing_context:
        keys = ", ".join(evaluation.missing_context[:2])
        return Row(watch, who, "context", f"Needs context {keys}", _decided_by(reading, evaluation))
    state, word = VERDICTS[evaluation.decision]
    met = None if watch.expected is Expected.NOTHING else watch.expected.holds(evaluation.decision)
    return Row(watch, who, state, word, _decided_by(reading, evaluation), met=met)


def _undecided(watch: Watch, who: str, problem: Problem) -> Row:
    detail = problem.message
    match problem:
        case PolicyProblem():
            line = problem.diagnostics[0].span.start.line if problem.diagnostics[0].span else None
            place = f"{problem.slot.title}{f', line {line}' if line else ''}"
            return Row(watch, who, "error", POLICY_ERROR, place, detail)
        case RequestProblem():
            return Row(watch, who, "error", "Request has an error", "", detail)
        case NotModelled():
            return Row(watch, who, "unmodelled", "Not modelled", "", detail)
        case ExpiredToken():
            return Row(watch, who, "error", "Credentials expired", "", detail)


def _decided_by(reading: CaseReading, evaluation: Evaluation) -> str:
    """The gate that decided and, where one did, the statement."""
    gate = gate_name(evaluation, evaluation.decided_by)
    found = next(deciding_statements(evaluation), None)
    if found is None:
        return gate
    slot, statement = reading.slot_of(found.policy.policy), found.statement
    of = slot.name if slot else found.policy.policy.name
    return f"{gate}: {statement.sid or f'statement {statement.index + 1}'} of {of}"


def held_back(row: Row, bench: Bench) -> Row:
    """A row without its answer, where it asks what a prediction is awaited of: the same of the same caller."""
    asked, watch = bench.asked, row.watch
    same = (watch.action.lower(), watch.resource) == (asked.action.lower(), asked.resource)
    if not same or bench.caller not in (watch.caller, session_for(bench.cloud, watch.caller)[1]):
        principal = parse_principal(bench.caller)
        if not same or not isinstance(principal, RoleSession) or principal.role_arn != watch.caller:
            return row
    return Row(watch, row.who, "waiting", "After your prediction")


FULL = f"A sandbox watches at most {MOST_WATCHES} requests. Remove one to add another."

WATCHED = "This request is watched already."


def is_watched(bench: Bench, watch: Watch) -> bool:
    """Whether another row of the table is the same request, of which the same is expected."""
    return any(each.key != watch.key and replace(each, key=watch.key) == watch for each in bench.watches)


def is_full(bench: Bench) -> bool:
    """Whether there is no room for another watch."""
    return len(bench.watches) >= MOST_WATCHES


def watches_context(sandbox: Sandbox, bench: Bench, *, awaited: bool = False) -> dict[str, Any]:
    """What the template of the watch table needs; while a prediction is `awaited`, no row tells its answer."""
    table = table_of(bench.deciding, bench.watches)
    if awaited:
        table = Table(tuple(held_back(row, bench) for row in table.rows))
    return {
        "sandbox": sandbox,
        "table": table,
        "full": is_full(bench) and FULL,
        "without": without_words(bench),
    }
