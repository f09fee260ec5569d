"""Cases from a stream of text, decided one after the other (JSON Lines, or one JSON value)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any, TextIO

from iamlab.engine import (
    CaseProblem,
    UnreadableCase,
    answer,
    evaluate,
    explain_text,
    read_case,
    read_json,
    traced_answer,
)
from iamlab.management.case_texts import CaseText, case_texts, decode, items_of, loose_value

MAX_CASE_DEPTH = 64
"""Nesting of a case's JSON: a policy's own fifty levels and the case around them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of output. `good` is False for an unreadable case and for one that is not as expected."""

    line: str
    good: bool


def answers(stream: TextIO, *, trace: bool, as_text: bool) -> Iterator[Answered]:
    """Decide every case of a stream, in order and one at a time."""
    for value in case_texts(stream):
        yield from _answer_value(value, trace=trace, as_text=as_text)


def _answer_value(value: CaseText, *, trace: bool, as_text: bool) -> Iterator[Answered]:
    """The answers for one JSON value: a case, or an array of cases."""
    try:
        data = decode(value.text)
    except (ValueError, RecursionError):
        for text in items_of(value) or (value,):
            yield _answer_text(text, trace=trace, as_text=as_text)
        return
    for case in data if isinstance(data, list) else (data,):
        yield _answer_case(case, trace=trace, as_text=as_text)


def _answer_text(text: CaseText, *, trace: bool, as_text: bool) -> Answered:
    """The answer for one case, whatever its text is."""
    try:
        data = decode(text.text)
    except (ValueError, RecursionError):
        return _unreadable_json(text, as_text=as_text)
    return _answer_case(data, trace=trace, as_text=as_text)


def _answer_case(data: Any, *, trace: bool, as_text: bool) -> Answered:
    name = _id_of(data)
    try:
        case = read_case(data)
        _check_id(data)
        expected = _expectation(data)
    except UnreadableCase as unreadable:
        return _error(name, unreadable.problem, as_text=as_text)
    found: dict[str, Any] = traced_answer(case) if trace else answer(case)
    result: dict[str, Any] = {"id": name, **found}
    good = all(result[field] == wanted for field, wanted in expected.items())
    if "expect" in data:
        result["as_expected"] = good
    if as_text:
        return Answered(_as_text(name, explain_text(evaluate(case)), expected, good), good)
    return Answered(json.dumps(result), good)


def _id_of(data: Any) -> str | int | float | bool | None:
    """What a case is called, as it is echoed. A number that JSON's readers would take for infinite becomes text."""
    name = data.get("id") if isinstance(data, Mapping) else None
    if isinstance(name, Decimal):
        return float(name) if isfinite(float(name)) else str(name)
    return name if isinstance(name, (str, int)) else None


def _check_id(data: Mapping[str, Any]) -> None:
    if isinstance(data.get("id"), (Mapping, list)):
        problem = CaseProblem("InvalidCase", "`id` has to be text", "Write any text in double quotes.", "id")
        raise UnreadableCase(problem)


def _expectation(data: Mapping[str, Any]) -> dict[str, Any]:
    expected = data.get("expect")
    if expected is None:
        return {}
    if not isinstance(expected, Mapping):
        raise UnreadableCase(CaseProblem("InvalidCase", "`expect` has to be an object", "", "expect"))
    return {field: expected[field] for field in ("decision", "decided_by") if field in expected}


def _as_text(name: Any, explanation: str, expected: dict[str, Any], good: bool) -> str:
    heading = f"# {name}\n" if name is not None else ""
    wanted = ", ".join(f"{field} {value}" for field, value in expected.items())
    return f"{heading}{explanation}\n" + ("" if good else f"Not as expected: {wanted}.\n")


def _error(name: Any, problem: CaseProblem, *, as_text: bool, place: CaseText | None = None) -> Answered:
    """The line for a case that cannot be read; `place` is the text that the problem's positions count from."""
    line, column = _position(problem, place or CaseText(""))
    error = {
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
        "field": problem.field,
        "policy": problem.policy,
        "line": line,
        "column": column,
    }
    if as_text:
        where = f" (line {line}, column {column})" if line else ""
        policy = f" in policy {problem.policy}" if problem.policy else ""
        heading = f"# {name}\n" if name is not None else ""
        return Answered(f"{heading}{problem.code}{policy}{where}: {problem.message}. {problem.help}\n", False)
    return Answered(json.dumps({"id": name, "error": error}), False)


def _position(problem: CaseProblem, place: CaseText) -> tuple[int | None, int | None]:
    span = problem.diagnostics[0].span if problem.diagnostics else None
    if span is None:
        return None, None
    first_line = span.start.line == 1
    return span.start.line + place.line - 1, span.start.column + (place.column - 1 if first_line else 0)


def _unreadable_json(text: CaseText, *, as_text: bool) -> Answered:
    """What is wrong with a text that is not JSON, or has a key twice: in a policy document, or in the case around
    it.
    """
    reading = read_json(text.text, max_length=None, max_depth=MAX_CASE_DEPTH)
    data = loose_value(text.text) or (reading.value.to_python() if reading.value else None)
    name = _id_of(data)
    if not reading.diagnostics:
        problem = CaseProblem("InvalidCase", "the case holds a number that cannot be read", "Write a shorter number.")
        return _error(name, problem, as_text=as_text)
    first = reading.diagnostics[0]
    inside = _IN_A_DOCUMENT.match(first.path) if first.code == "DUPLICATE_KEY" else None
    if inside:
        field = re.sub(r"/(\d+)", r"[\1]", inside[1]).replace("/", ".")
        policy = _policy_at(data, inside[1]) or field
        problem = CaseProblem("MalformedPolicyDocument", first.message, first.help, field, policy)
        return _error(name, problem, as_text=as_text)
    problem = CaseProblem("InvalidCase", first.message, first.help, "", None, reading.diagnostics)
    return _error(name, problem, as_text=as_text, place=text)


_IN_A_DOCUMENT = re.compile(
    r"/((?:(?:identity|session)_policies/\d+|permissions_boundary|resource_policy|vpc_endpoint_policy"
    r"|[sr]cps/\d+/policies/\d+))/document/"
)
"""How pointers to what stands in a policy document begin."""


def _policy_at(case: Any, path: str) -> str | None:
    """The name of the policy to which a path of keys and indices leads; None if it has none."""
    try:
        for step in path.split("/"):
            case = case[int(step)] if isinstance(case, list) else case[step]
        return str(case["name"])
    except (LookupError, TypeError):  # a field that stands twice may hold something else the second time
        return None


def write_all(found: Iterable[Answered], write: Any) -> bool:
    """Write every answer; whether all of them were good."""
    good = True
    for each in found:
        write(each.line)
        good = good and each.good
    return good
