"""The one JSON shape of answers and traces, for the command, the API and the site."""

from dataclasses import fields, is_dataclass
from enum import Enum

from iamlab.engine.evaluation.case import Case
from iamlab.engine.evaluation.evaluate import decide, evaluate
from iamlab.engine.explanation.message import denial_message, message_of
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.request.request import Request
from iamlab.engine.syntax.positions import Position
from iamlab.engine.trace import Evaluation

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def answer(case: Case) -> dict[str, Json]:
    """What `manage.py evaluate` answers for a case, without a trace."""
    outcome = decide(case)
    verdict = outcome.verdict
    return {
        "decision": verdict.decision.value,
        "decided_by": verdict.decided_by.value,
        "same_account": case.request.same_account,
        "blocked_by": [kind.value for kind in verdict.blocked_by],
        "message": denial_message(case.request, verdict.decision, verdict.decided_by, verdict.denied_by),
        "missing_context": list(outcome.missing_context),
    }


def traced_answer(case: Case) -> dict[str, Json]:
    """The same answer with `gates`, the whole trace, and `notes`."""
    evaluation = evaluate(case)
    shape = to_dict(evaluation)
    shape.pop("request")
    return shape


def to_dict(evaluation: Evaluation) -> dict[str, Json]:
    """An evaluation as JSON values: `json.loads(json.dumps(…))` gives the same back.

    Enumerations become their text; a span becomes `{"start": {"line", "column"}, "end": …}` or null; a policy becomes
    its
    name, kind and ARN; the request its fields and its context.
    """
    return {
        "request": _request(evaluation.request),
        "decision": evaluation.decision.value,
        "decided_by": evaluation.decided_by.value,
        "same_account": evaluation.same_account,
        "blocked_by": [kind.value for kind in evaluation.blocked_by],
        "message": message_of(evaluation),
        "missing_context": list(evaluation.missing_context),
        "gates": [_plain(gate) for gate in evaluation.gates],
        "notes": list(evaluation.notes),
    }


def _request(request: Request) -> dict[str, Json]:
    context: dict[str, Json] = {
        entry.name: list(entry.values) if entry.listed else entry.values[0]
        for entry in request.context.entries.values()
        if entry.values
    }
    return {
        "principal": request.principal.arn,
        "principal_kind": request.principal.kind.value,
        "action": request.action,
        "resource": request.resource,
        "resource_account": request.owner,
        "context": context,
    }


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, PolicyDocument):
        return {"name": value.name, "kind": value.kind.value, "arn": value.arn}
    if isinstance(value, Position):
        return {"line": value.line, "column": value.column}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"no JSON shape for {type(value).__name__}")
