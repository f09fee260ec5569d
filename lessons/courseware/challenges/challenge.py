"""A challenge as written in `challenge.yaml`. Texts are Markdown, policies JSON text."""

from functools import cached_property
from hashlib import sha256
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from iamlab.cloud import Family
from lessons.courseware.requests import AskedRequest, Id
from lessons.courseware.schema import Schema

HINTS = 4
FEWEST_HIDDEN = 12


class NamedAccess(Schema):
    """A request that has to be allowed, or denied, and what it is in plain words.

    Its caller may be a role's ARN: any session of it. `why` tells whoever fails it what the task says about it.
    """

    name: str
    request: AskedRequest
    why: str = Field(default="", min_length=0)


class Solution(Schema):
    """Policies that solve the challenge, or look as if they did, and what is to be said about them."""

    title: str
    note: str
    policies: Annotated[dict[str, str], Field(min_length=1)]


class AlsoAllowed(Schema):
    """An element of the reference that may be looser than the reference has it, and why that still passes.

    `loosened` is the policy's place and the element's pointer: `…/inline/read-reports#/Statement/0/Condition`.
    """

    loosened: str
    why: str


class Limits(Schema):
    """What a solution may not do besides behaving right. `wildcards: false` forbids `*` in actions and resources."""

    wildcards: bool = True
    statements: Annotated[int, Field(ge=1, le=20)] | None = None


class Challenge(Schema):
    """One challenge: what is asked, where it starts, what decides, and what its author expects to pass and to fail.

    `edits` are the places of the policies that may change (`444455556666/role/report-reader/inline/read-reports`);
    everything else is a guardrail. `start` replaces policies of the lesson's scenario. `hidden` says how many requests
    that have to be denied are drawn from each family of neighbours of the visible ones, `hidden_needs` how many that
    have to be allowed.
    """

    uuid: UUID
    slug: Id
    title: str
    summary: str
    minutes: Annotated[int, Field(ge=1, le=60)]
    brief: str
    concepts: tuple[Id, ...] = ()
    start: dict[str, str] = {}
    edits: Annotated[tuple[str, ...], Field(min_length=1)]
    needs: Annotated[tuple[NamedAccess, ...], Field(min_length=1)]
    forbidden: tuple[NamedAccess, ...] = ()
    hidden: Annotated[dict[Family, Annotated[int, Field(ge=1, le=40)]], Field(min_length=1)]
    hidden_needs: Annotated[int, Field(ge=0, le=40)] = 0
    limits: Limits = Limits()
    hints: Annotated[tuple[str, ...], Field(min_length=HINTS, max_length=HINTS)]
    solution: Solution
    others: Annotated[tuple[Solution, ...], Field(min_length=2)]
    wrong: Annotated[tuple[Solution, ...], Field(min_length=2)]
    also_allows: tuple[AlsoAllowed, ...] = ()
    debrief: str

    @model_validator(mode="after")
    def _changes_what_may_change(self) -> Self:
        for solution in (self.solution, *self.others, *self.wrong):
            for place in solution.policies:
                if place not in self.edits:
                    raise ValueError(f"`{solution.title}` changes `{place}`, which is not among `edits`")
        drawn = self.hidden_needs + sum(self.hidden.values())
        if drawn < FEWEST_HIDDEN:
            raise ValueError(f"`hidden` draws {drawn} requests, and {FEWEST_HIDDEN} are the least")
        return self

    def version(self, scenario: str) -> str:
        """A hash of all that decides what passes: 16 hexadecimal digits."""
        return sha256((self._written + scenario).encode()).hexdigest()[:16]

    @cached_property
    def _written(self) -> str:
        """Everything in the challenge, as text."""
        return self.model_dump_json()
