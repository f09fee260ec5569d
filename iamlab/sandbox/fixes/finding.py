"""The fixes of what a workbench asks, and of the last call of AssumeRole, as their templates show them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from iamlab.cloud import Asked as AskedInCloud
from iamlab.cloud import (
    Cloud,
    ContextChange,
    Fix,
    FixKind,
    PolicyEdit,
    RequestProblem,
    SessionChange,
    apply_fix,
    assume_role,
    fixes_for,
)
from iamlab.engine import Evaluation, Source

from ..bench import Bench, context_lines, read_context
from .diff import DiffLine, diff_lines

LABELS = {
    FixKind.CONTEXT: "ask otherwise",
    FixKind.WIDEN: "1 value more",
    FixKind.VERSION: "newer version",
    FixKind.ADD_STATEMENT: "new statement",
    FixKind.ADD_POLICY: "new policy",
    FixKind.SPARE: "an exception",
    FixKind.REMOVE: "a statement less",
    FixKind.SEVERAL: "several places",
    FixKind.NEW_SESSION: "new session",
}


class Of(StrEnum):
    """Which denial is mended: that of the request typed in, of the last call of AssumeRole, or of a call to STS.

    What such a call carries is not kept, so its fixes are told and not applied.
    """

    REQUEST = "request"
    HANDSHAKE = "handshake"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class PartView:
    """One change: what it does, where, and its lines; `context` is the line to ask with instead."""

    sentence: str
    title: str
    line: int | None
    lines: tuple[DiffLine, ...]
    context: str = ""


@dataclass(frozen=True, slots=True)
class FixView:
    """One fix; `of` and `number`, which counts from 1, name it in addresses.

    `edits` says that policies change, and `applies` that it can be done by a button: what AssumeRole is called with is
    typed by whoever calls it.
    """

    of: Of
    number: int
    title: str
    label: str
    weakens: bool
    edits: bool
    applies: bool
    parts: tuple[PartView, ...]

    @property
    def text(self) -> str:
        """The changes as text, to be copied."""
        told = []
        for part in self.parts:
            told.append(part.context or f"# {part.title}")
            told += [f"{line.sign} {line.text}" for line in part.lines]
        return "\n".join(told)


def asked_of(bench: Bench, of: Of = Of.REQUEST) -> AskedInCloud | None:
    """What a workbench asks, for the cloud; None where its context can't be read, or no role was asked for."""
    if of is not Of.REQUEST:
        return _asked_of_role(bench) if of is Of.HANDSHAKE else None
    asked, context = bench.asked, read_context(bench.asked.context)
    if isinstance(context, RequestProblem):
        return None
    return AskedInCloud(bench.caller, asked.action, asked.resource, context, frozenset(asked.absent))


def _asked_of_role(bench: Bench) -> AskedInCloud | None:
    """The permission that the last call of AssumeRole lacked, with the keys that the call itself fills."""
    tried = bench.tried
    handshake = assume_role(bench.deciding, tried.caller, tried.role, tried.session_name) if tried else None
    if tried is None or handshake is None or handshake.evaluation is None:
        return None
    context: dict[str, tuple[str, ...]] = {"sts:RoleSessionName": (tried.session_name,), "sts:ExternalId": ()}
    return AskedInCloud(tried.caller, handshake.evaluation.request.action, tried.role, context)


def fixes_of(bench: Bench, of: Of = Of.REQUEST) -> tuple[Fix, ...]:
    """The fixes of what a workbench asks, or of its last call of AssumeRole."""
    asked = asked_of(bench, of)
    return fixes_for(bench.deciding, asked) if asked else ()


def fixes_of_call(cloud: Cloud, evaluation: Evaluation) -> tuple["FixView", ...]:
    """The fixes of a call to STS that was refused, as its page shows them."""
    request = evaluation.request
    given = {entry.name: entry.values for entry in request.context.entries.values() if entry.source is Source.GIVEN}
    asked = AskedInCloud(request.principal.arn, request.action, request.resource, given)
    return views_of(fixes_for(cloud, asked), Of.CALL)


def views_of(fixes: tuple[Fix, ...], of: Of = Of.REQUEST) -> tuple[FixView, ...]:
    """Fixes as their template shows them."""
    return tuple(_view(number, fix, of) for number, fix in enumerate(fixes, 1))


def _view(number: int, fix: Fix, of: Of) -> FixView:
    alone = len(fix.parts) == 1
    return FixView(
        of,
        number,
        fix.parts[0].sentence if alone else f"{len(fix.parts)} changes together",
        LABELS[fix.kind] if alone else f"{len(fix.parts)} changes",
        fix.weakens,
        any(isinstance(part, PolicyEdit) for part in fix.parts),
        of is Of.REQUEST or (of is Of.HANDSHAKE and all(isinstance(part, PolicyEdit) for part in fix.parts)),
        tuple(map(_part, fix.parts)),
    )


def after_fix(bench: Bench, fix: Fix, of: Of = Of.REQUEST) -> Bench:
    """The workbench with a fix applied: its policies and, for a request, what is typed in."""
    asked = asked_of(bench, of)
    if asked is None:
        return bench
    cloud, asked = apply_fix(bench.cloud, asked, fix.parts)
    if of is Of.HANDSHAKE:
        return replace(bench, cloud=cloud)
    typed = replace(bench.asked, context=context_lines(asked.context), absent=tuple(sorted(asked.absent)))
    return replace(bench, cloud=cloud, asked=typed)


def _part(part: PolicyEdit | ContextChange | SessionChange) -> PartView:
    if isinstance(part, ContextChange):
        return PartView(part.sentence, "The request", None, (), f"{part.key} = {part.value}")
    if part.before == part.after:
        return PartView(part.sentence, part.title, None, ())
    return PartView(part.sentence, part.title, part.line, diff_lines(part.before, part.after))
