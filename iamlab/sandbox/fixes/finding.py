"""The fixes of what a workbench asks, as their templates show them."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from iamlab.cloud import Asked as AskedInCloud
from iamlab.cloud import ContextChange, Fix, FixKind, PolicyEdit, RequestProblem, apply_fix, fixes_for

from ..bench import Bench, context_lines, read_context

LINES_AROUND = 1
LABELS = {
    FixKind.CONTEXT: "ask otherwise",
    FixKind.WIDEN: "1 value more",
    FixKind.ADD_STATEMENT: "new statement",
    FixKind.ADD_POLICY: "new policy",
    FixKind.SPARE: "an exception",
    FixKind.REMOVE: "a statement less",
}


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a diff. `sign` is `+`, `-` or a space; `word` says it to those who can't see it."""

    sign: str
    text: str

    @property
    def word(self) -> str:
        """What the sign means."""
        return {"+": "added: ", "-": "removed: "}.get(self.sign, "")


@dataclass(frozen=True, slots=True)
class PartView:
    """One change: what it does, where, and its lines."""

    sentence: str
    title: str
    place: str
    lines: tuple[DiffLine, ...]
    context: str = ""


@dataclass(frozen=True, slots=True)
class FixView:
    """One fix; `number` counts from 1 and names it in addresses."""

    number: int
    title: str
    label: str
    weakens: bool
    parts: tuple[PartView, ...]

    @property
    def text(self) -> str:
        """The changes as text, to be copied."""
        told = []
        for part in self.parts:
            told.append(part.context or f"# {part.title}")
            told += [f"{line.sign} {line.text}" for line in part.lines]
        return "\n".join(told)


def asked_of(bench: Bench) -> AskedInCloud | None:
    """What a workbench asks, for the cloud; None where its context can't be read."""
    asked, context = bench.asked, read_context(bench.asked.context)
    if isinstance(context, RequestProblem):
        return None
    return AskedInCloud(bench.caller, asked.action, asked.resource, context, frozenset(asked.absent))


def fixes_of(bench: Bench) -> tuple[Fix, ...]:
    """The fixes of what a workbench asks."""
    asked = asked_of(bench)
    return fixes_for(bench.cloud, asked) if asked else ()


def views_of(fixes: tuple[Fix, ...]) -> tuple[FixView, ...]:
    """Fixes as their template shows them."""
    return tuple(
        FixView(
            number,
            fix.parts[0].sentence if len(fix.parts) == 1 else f"{len(fix.parts)} changes together",
            LABELS[fix.kind] if len(fix.parts) == 1 else f"{len(fix.parts)} changes",
            fix.weakens,
            tuple(map(_part, fix.parts)),
        )
        for number, fix in enumerate(fixes, 1)
    )


def after_fix(bench: Bench, fix: Fix) -> Bench:
    """The workbench with a fix applied."""
    asked = asked_of(bench)
    if asked is None:
        return bench
    cloud, asked = apply_fix(bench.cloud, asked, fix.parts)
    typed = replace(bench.asked, context=context_lines(asked.context), absent=tuple(sorted(asked.absent)))
    return replace(bench, cloud=cloud, asked=typed)


def _part(part: PolicyEdit | ContextChange) -> PartView:
    if isinstance(part, ContextChange):
        return PartView(part.sentence, "The request", "", (), f"{part.key} = {part.value}")
    return PartView(part.sentence, part.title, str(part.ref), _diff(part.before, part.after))


def _diff(before: str, after: str) -> tuple[DiffLine, ...]:
    """The lines that differ, with LINES_AROUND others around them."""
    old, new = before.split("\n") if before else [], after.split("\n")
    lines: list[DiffLine] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            kept = old[i:j]
            head = kept[:LINES_AROUND] if lines else []
            tail = kept[-LINES_AROUND:] if m < len(new) else []
            around = kept if len(kept) <= 2 * LINES_AROUND and head and tail else [*head, *tail]
            lines += [DiffLine(" ", line) for line in around]
        else:
            lines += [DiffLine("-", line) for line in old[i:j]]
            lines += [DiffLine("+", line) for line in new[k:m]]
    return tuple(lines)
