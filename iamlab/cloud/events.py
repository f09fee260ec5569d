"""The event history, as CloudTrail keeps one: who asked for what, with which session, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from iamlab.engine import Decision, Evaluation

if TYPE_CHECKING:
    from iamlab.cloud.cloud import Cloud

MOST_EVENTS = 500
"""How many events a cloud remembers; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Event:
    """One request and its decision.

    `caller` is the ARN of the user or session, `identity` that of the user or role behind it (C19); callers without
    one, such as services, have an empty text there. `session` names the temporary credentials, by their ARN or their
    access key; it is empty for others. `mfa` is None where the credentials have no such key (C56).
    """

    time: datetime
    caller: str
    identity: str
    action: str
    resource: str
    decision: Decision
    source_identity: str | None = None
    mfa: bool | None = None
    session: str = ""


def record(cloud: "Cloud", evaluation: Evaluation, caller: str = "") -> "Cloud":
    """The cloud that remembers one more request, at the time that its clock shows.

    `caller` is who asked, as `case_for` was told: the evaluation alone does not tell a user's session tokens apart.
    A call that nobody's credentials sign, such as AssumeRoleWithSAML, is not made with the session of whoever makes it.
    """
    request, session = evaluation.request, cloud.any_session(caller)
    mfa = _value(evaluation, "aws:multifactorauthpresent")
    event = Event(
        cloud.now,
        request.principal.arn,
        _value(evaluation, "aws:principalarn") or "",
        request.action,
        request.resource,
        evaluation.decision,
        _value(evaluation, "aws:sourceidentity"),
        None if mfa is None else mfa == "true",
        caller if session and session.arn == request.principal.arn else "",
    )
    return replace(cloud, events=(*cloud.events, event)[-MOST_EVENTS:])


def last_used(cloud: "Cloud", identity: str) -> Mapping[str, datetime]:
    """When a user or role, named by its ARN, last used each of its permissions: the actions that were allowed."""
    return {
        event.action: event.time
        for event in sorted(cloud.events, key=lambda event: event.time)
        if event.identity == identity and event.decision is Decision.ALLOW
    }


def _value(evaluation: Evaluation, key: str) -> str | None:
    entry = evaluation.request.context.get(key)
    return entry.values[0] if entry else None
