"""Requests, variations of a scenario, and what a lesson claims about them."""

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from iamlab.engine import Decision, GateKind
from lessons.courseware.schema import Schema

_EXPECTATION = re.compile(r"(?P<decision>\w+)(?: by (?P<by>\w+))?\Z")

_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=_ID)]
"""A name in an address or an anchor: lower-case words with hyphens between them."""


def is_id(text: str) -> bool:
    """Whether a text is an `Id`."""
    return re.fullmatch(_ID, text) is not None


def _values(written: object) -> object:
    return (written,) if isinstance(written, str) else written


class AskedRequest(Schema):
    """Who asks for which action on which resource. `caller` is an ARN, or the name of a service."""

    caller: str
    action: str
    resource: str
    context: dict[str, Annotated[tuple[str, ...], BeforeValidator(_values)]] = {}


class Expectation(Schema):
    """What the engine has to decide, and by which gate where that is said. Written as `implicit_deny by identity`."""

    decision: Decision
    by: GateKind | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, written: object) -> object:
        if not isinstance(written, str):
            return written
        found = _EXPECTATION.match(written.strip())
        decisions, gates = ", ".join(Decision), ", ".join(GateKind)
        if not found or found["decision"] not in tuple(Decision):
            raise ValueError(f"`{written}` is no decision; write {decisions}, and perhaps `by` and a gate")
        if found["by"] and found["by"] not in tuple(GateKind):
            raise ValueError(f"`{found['by']}` is no gate; the gates are {gates}")
        return found.groupdict()

    def __str__(self) -> str:
        return f"{self.decision} by {self.by}" if self.by else str(self.decision)


class Variation(Schema):
    """The lesson's scenario with some policies replaced and a request to ask.

    `policies` maps a policy's place in the cloud (`444455556666/role/report-reader/trust`) to its new text.
    `session_policy` is passed when the session that asks is assumed; without a text none is.
    """

    policies: dict[str, str] = {}
    session_policy: str = Field(default="", min_length=0)
    request: AskedRequest


class Claim(Variation):
    """A variation and what a lesson says about it; checked whenever the lesson is read."""

    expect: Expectation


class DecidedClaim(Schema):
    """What the engine said to a claim."""

    decision: Decision
    decided_by: GateKind
    sentence: str


Status = Literal["draft", "published"]


class OptionText(Schema):
    """One thing to choose from, with what is said to whoever chose it. Inline Markdown."""

    text: str
    right: bool = False
    why: str
    misconception: Id | None = None


class OneRight(Schema):
    """Options of which exactly one is right."""

    options: Annotated[tuple[OptionText, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _has_one_right_option(self) -> Self:
        right = sum(option.right for option in self.options)
        if right != 1:
            raise ValueError(f"{right} options are marked `right: true`, and one has to be")
        return self
