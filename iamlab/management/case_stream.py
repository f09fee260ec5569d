"""Cases from a stream of text, decided one after the other (JSON Lines, or one JSON value)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NoReturn, TextIO

from iamlab.engine import (
    CaseProblem,
    JsonNode,
    UnreadableCase,
    answer,
    evaluate,
    explain_text,
    read_case,
    read_json,
    traced_answer,
)

MAX_CASE_DEPTH = 64
"""Nesting of a case's JSON: a policy's own fifty levels and the case around them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of output. `good` is False for an unreadable case and for one that is not as expected."""

    line: str
    good: bool


class _DuplicateKey(ValueError):
    """A JSON object has a key twice; the reader with positions says where."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKey
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # JSON has no NaN and no Infinity


_decode = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_no_constant).decode


def answers(stream: TextIO, *, trace: bool, as_text: bool) -> Iterator[Answered]:
    """Decide every case of a stream, in order and one at a time."""
    for text, first_line in _values(stream):
        yield from _answer_value(text, first_line, trace=trace, as_text=as_text)


def _values(stream: TextIO) -> Iterator[tuple[str, int]]:
    """The JSON texts of a stream, each with the number of its first line.

    JSON Lines if the first line that is not blank is a complete JSON value; otherwise the whole input is one value.
    """
    lines = enumerate(stream, 1)
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None:
        return
    if _is_complete(first[1]):
        for number, line in chain([first], lines):
            if line.strip():
                yield line, number
    else:
        yield first[1] + "".join(line for _, line in lines), first[0]


def _is_complete(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _answer_value(text: str, first_line: int, *, trace: bool, as_text: bool) -> Iterator[Answered]:
    """The answers for one JSON value: a case, or an array of cases."""
    try:
        value = _decode(text.strip())
    except (ValueError, RecursionError):
        yield _unreadable_json(text, first_line, as_text=as_text)
        return
    for case in value if isinstance(value, list) else (value,):
        yield _answer_case(case, trace=trace, as_text=as_text)


def _answer_case(data: Any, *, trace: bool, as_text: bool) -> Answered:
    name = data.get("id") if isinstance(data, Mapping) else None
    try:
        case = read_case(data)
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


def _error(name: Any, problem: CaseProblem, *, as_text: bool, first_line: int = 1) -> Answered:
    span = problem.diagnostics[0].span if problem.diagnostics else None
    error = {
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
        "field": problem.field,
        "policy": problem.policy,
        "line": span.start.line + first_line - 1 if span else None,
        "column": span.start.column if span else None,
    }
    if as_text:
        place = f" (line {error['line']}, column {error['column']})" if span else ""
        policy = f" in policy {problem.policy}" if problem.policy else ""
        heading = f"# {name}\n" if name is not None else ""
        return Answered(f"{heading}{problem.code}{policy}{place}: {problem.message}. {problem.help}\n", False)
    return Answered(json.dumps({"id": name, "error": error}), False)


def _unreadable_json(text: str, first_line: int, *, as_text: bool) -> Answered:
    """What is wrong with a text that is not JSON, or has a key twice: in a policy document, or in the case around
    it.
    """
    reading = read_json(text, max_length=None, max_depth=MAX_CASE_DEPTH)
    data = reading.value.to_python() if reading.value else None
    name = data.get("id") if isinstance(data, Mapping) else None
    if not reading.diagnostics:
        problem = CaseProblem("InvalidCase", "the case holds a number that cannot be read", "Write a shorter number.")
        return _error(name, problem, as_text=as_text)
    first = reading.diagnostics[0]
    policy = _policy_with_duplicates(reading.value) if reading.value and first.code == "DUPLICATE_KEY" else None
    if policy is not None:
        problem = CaseProblem("MalformedPolicyDocument", first.message, first.help, "", policy)
        return _error(name, problem, as_text=as_text)
    problem = CaseProblem("InvalidCase", first.message, first.help, "", None, reading.diagnostics)
    return _error(name, problem, as_text=as_text, first_line=first_line)


def _policy_with_duplicates(node: JsonNode, policy: str | None = None) -> str | None:
    """The name of the first policy in whose document a key stands twice; None if none does."""
    keys = [member.key for member in node.members]
    if policy is not None and len(set(keys)) != len(keys):
        return policy
    name = next((str(member.node.value) for member in node.members if member.key == "name"), "policy")
    for member in node.members:
        inside = name if member.key == "document" and policy is None else policy
        found = _policy_with_duplicates(member.node, inside)
        if found is not None:
            return found
    return next((found for item in node.items if (found := _policy_with_duplicates(item, policy)) is not None), None)


def write_all(found: Iterable[Answered], write: Any) -> bool:
    """Write every answer; whether all of them were good."""
    good = True
    for each in found:
        write(each.line)
        good = good and each.good
    return good
