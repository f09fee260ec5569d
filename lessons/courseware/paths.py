"""Paths, `paths/<slug>.yaml`: ways through the same lessons for people who want different things."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from lessons.courseware.schema import Schema


class PathFields(Schema):
    """The content of a path's file.

    `lessons` are its steps in order; without any, all lessons of the course are. Each step begins with the lesson, or
    with what its traps and its challenge ask. `has_deck` says that the interview deck belongs to it.
    """

    uuid: UUID
    title: str
    summary: str
    position: int
    begins_with: Literal["lesson", "challenge"] = "lesson"
    has_deck: bool = False
    lessons: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path with its address."""

    slug: str
    fields: PathFields
