"""The smallest fixes of a request in a cloud: the engine's, in their places, and tried once more there."""

from collections.abc import Iterator
from itertools import islice

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.fixing.parts import Asked, Fix, FixKind, Part, SessionChange, apply_fix
from iamlab.cloud.fixing.placing import Places
from iamlab.cloud.problems import ExpiredToken
from iamlab.engine import in_backticks, is_allowed, smallest_fixes

MOST_FIXES = 3
_CONSIDERED = 6
"""A fix of the case alone can fail in the cloud: one policy may be a boundary and attached, too."""


def fixes_for(cloud: Cloud, asked: Asked) -> tuple[Fix, ...]:
    """One to three smallest fixes of a denied request, those that weaken a guardrail last; none for another request.

    Each of them, applied by `apply_fix`, turns the decision into an allow, and none of its parts can be left out.
    Nothing is offered where only AWS, or whoever passed a session policy, could change something.
    """
    reading = asked.reading(cloud)
    if any(isinstance(problem, ExpiredToken) for problem in reading.problems):
        return tuple(_sound(cloud, asked, _renewed(cloud, asked)))
    if reading.case is None or is_allowed(reading.case):
        return ()
    places = Places(cloud, asked, reading)
    found = smallest_fixes(reading.case, places.reach, _CONSIDERED)
    fixes = (Fix(places.parts(fix.changes), fix.weakens) for fix in found)
    return tuple(islice(_sound(cloud, asked, fixes), MOST_FIXES))


def _renewed(cloud: Cloud, asked: Asked) -> Iterator[Fix]:
    """The role assumed again by whoever's session is over. Other credentials are asked for elsewhere."""
    session = cloud.session(asked.caller)
    if session is None:
        return
    policy, role = session.policy or "", in_backticks(session.role_arn.rpartition("/")[2])
    sentence = f"Assume {role} again: the session is over"
    renewal = SessionChange(FixKind.NEW_SESSION, asked.caller, "The session", policy, policy, sentence)
    yield Fix((renewal,))
    renewed, _ = apply_fix(cloud, asked, (renewal,))
    for fix in fixes_for(renewed, asked):
        begun_anew = any(isinstance(part, SessionChange) for part in fix.parts)
        yield fix if begun_anew else Fix((renewal, *fix.parts), fix.weakens)


def _sound(cloud: Cloud, asked: Asked, fixes: Iterator[Fix]) -> Iterator[Fix]:
    for fix in fixes:
        left_out = (fix.parts[:index] + fix.parts[index + 1 :] for index in range(len(fix.parts)))
        if _allows(cloud, asked, fix.parts) and not any(_allows(cloud, asked, parts) for parts in left_out):
            yield fix


def _allows(cloud: Cloud, asked: Asked, parts: tuple[Part, ...]) -> bool:
    changed, request = apply_fix(cloud, asked, parts)
    case = request.reading(changed).case
    return case is not None and is_allowed(case)
