"""The earlier states of a sandbox that its present one can be compared with."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..bench import Bench, bench_from_json
from ..models import Sandbox

START, BEFORE = "start", "before"
_STEP, _REVISION = "step-", "revision-"


@dataclass(frozen=True, slots=True)
class EarlierState:
    """A state by the name it has in addresses. `group` is empty for those that every sandbox has."""

    key: str
    label: str
    group: str = ""


def states_of(sandbox: Sandbox) -> tuple[EarlierState, ...]:
    """All states that can be chosen: the one before the last change, the start, named revisions, steps."""
    return tuple(_states(sandbox))


def _states(sandbox: Sandbox) -> Iterator[EarlierState]:
    if -1 in sandbox.neighbouring_steps:
        last = sandbox.steps.filter(number=sandbox.position).values_list("what", flat=True).first()
        yield EarlierState(BEFORE, f"Before the last change: {last}")
    yield EarlierState(START, "The start")
    for pk, name in sandbox.revisions.values_list("pk", "name"):
        yield EarlierState(f"{_REVISION}{pk}", name, "Named revisions")
    for number, what in sandbox.steps.exclude(number=sandbox.position).values_list("number", "what"):
        yield EarlierState(f"{_STEP}{number}", f"{number}. {what}", "Steps of the history")


def bench_at(sandbox: Sandbox, key: str) -> Bench | None:
    """The workbench as it was then; None for a state that the sandbox does not have."""
    if key == START:
        return sandbox.first_bench
    if key == BEFORE:
        return _at_step(sandbox, str(sandbox.position - 1))
    if key.startswith(_STEP):
        return _at_step(sandbox, key.removeprefix(_STEP))
    found = _of_number(key.removeprefix(_REVISION)) if key.startswith(_REVISION) else None
    revision = sandbox.revisions.filter(pk=found).first() if found is not None else None
    return revision.bench if revision else None


def _at_step(sandbox: Sandbox, number: str) -> Bench | None:
    found = _of_number(number)
    step = sandbox.steps.filter(number=found).first() if found is not None else None
    return bench_from_json(step.state) if step else None


def _of_number(text: str) -> int | None:
    """A number that a database can hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
