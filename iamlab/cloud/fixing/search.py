"""The search for the smallest fixes: breadth first, one obstacle at a time, every candidate tried by deciding again."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.fixing.options import Situation, allow_options, deny_options
from iamlab.cloud.fixing.parts import Asked, Fix, FixKind, Part, PolicyEdit, apply_fix
from iamlab.engine import Decision, Evaluation, GateKind, GateOutcome, evaluate, is_allowed

MOST_FIXES = 3
MOST_PARTS = 4
MOST_TRIES = 160
ENOUGH = 10
"""So many fixes are enough to choose the best of."""

_RANK = {kind: rank for rank, kind in enumerate(FixKind)}


def fixes_for(cloud: Cloud, asked: Asked) -> tuple[Fix, ...]:
    """One to three smallest fixes of a denied request, those that weaken a guardrail last; none for another request.

    Each of them, applied by `apply_fix`, turns the decision into an allow, and none of its parts can be left out.
    Nothing is offered where only AWS, or whoever passed a session policy, could change something.
    """
    found: list[Fix] = []
    queue: deque[tuple[Part, ...]] = deque([()])
    tries = 0
    seen: set[tuple[str, ...]] = set()
    while queue and tries < MOST_TRIES and len(found) < ENOUGH:
        parts = queue.popleft()
        tries += 1
        situation = _situation(cloud, asked, parts)
        if situation is None:
            continue
        if situation.evaluation.allowed:
            if parts:
                found.append(Fix(parts))
            continue
        if len(parts) < MOST_PARTS:
            for option in _options(situation):
                further = (*parts, option)
                key = tuple(sorted(_name(part) for part in further))
                if key not in seen:
                    seen.add(key)
                    queue.append(further)
    return _best(cloud, asked, found)


def _situation(cloud: Cloud, asked: Asked, parts: tuple[Part, ...]) -> Situation | None:
    cloud, asked = apply_fix(cloud, asked, parts)
    reading = asked.reading(cloud)
    return Situation(cloud, asked, reading, evaluate(reading.case)) if reading.case else None


def _options(situation: Situation) -> Iterator[Part]:
    """What could be done about the obstacles: an explicit Deny first, then each gate that has to allow."""
    evaluation = situation.evaluation
    if evaluation.decision is Decision.EXPLICIT_DENY:
        yield from deny_options(situation)
        return
    limited = not {GateKind.BOUNDARY, GateKind.SESSION}.isdisjoint(evaluation.in_the_way)
    for kind in _gates_to_open(evaluation):
        for option in allow_options(situation, kind):
            # A grant of the resource policy gets round the caller's own limits (D21): a guardrail that holds less.
            around = limited and kind is GateKind.RESOURCE and isinstance(option, PolicyEdit)
            yield replace(option, weakens=True) if around else option


def _gates_to_open(evaluation: Evaluation) -> tuple[GateKind, ...]:
    """Gates without an Allow that stand in the way, and the resource policy where a grant there would do as well."""
    lacking = [
        kind
        for kind in (*evaluation.in_the_way, *evaluation.blocked_by)
        if evaluation.gate(kind).outcome in (GateOutcome.NO_ALLOW, GateOutcome.NOT_APPLICABLE)
    ]
    return tuple(dict.fromkeys([*lacking, *([GateKind.RESOURCE] if evaluation.same_account else [])]))


def _name(part: Part) -> str:
    if isinstance(part, PolicyEdit):
        return f"{part.ref}\n{part.after}"
    return f"{part.key.lower()}={part.value}"


def _best(cloud: Cloud, asked: Asked, found: list[Fix]) -> tuple[Fix, ...]:
    """The fixes without a part too many, the least first; of those alike in kind and place one is kept."""
    needed = [fix for fix in found if _needs_all(cloud, asked, fix)]
    needed.sort(key=lambda fix: (fix.weakens, len(fix.parts), sum(_RANK[part.kind] for part in fix.parts)))
    kept: dict[tuple[object, ...], Fix] = {}
    for fix in needed:
        kept.setdefault(tuple(_slot(part) for part in fix.parts), fix)
    return tuple(kept.values())[:MOST_FIXES]


def _slot(part: Part) -> tuple[str, str]:
    return (str(part.ref), part.kind) if isinstance(part, PolicyEdit) else (part.key.lower(), part.kind)


def _needs_all(cloud: Cloud, asked: Asked, fix: Fix) -> bool:
    """Whether no part of a fix can be left out."""
    for left_out in range(len(fix.parts)):
        parts = fix.parts[:left_out] + fix.parts[left_out + 1 :]
        changed, request = apply_fix(cloud, asked, parts)
        case = request.reading(changed).case
        if case and is_allowed(case):
            return False
    return True
