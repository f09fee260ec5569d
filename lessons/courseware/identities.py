"""Uuids and addresses of a course: each belongs to one thing, because what people did is kept under it."""

from dataclasses import dataclass, field
from uuid import UUID

from lessons.courseware.problems import FileReport, Place


@dataclass(slots=True)
class Identities:
    """What was met so far in one reading of a course, with the file it stands in."""

    uuids: dict[UUID, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)

    def take_uuid(self, uuid: UUID, report: FileReport, place: Place) -> None:
        """Note a uuid; one that something else has is reported."""
        if uuid in self.uuids:
            message = f"`{uuid}` is already the uuid of something in {self.uuids[uuid]}"
            report.add(place, "duplicate-uuid", message, "Make a new one for what is newer.")
        self.uuids.setdefault(uuid, report.file)

    def note_broken(self, written: object, report: FileReport) -> None:
        """Note the uuid in fields that have a mistake, so that what leads there is not told as well."""
        try:
            self.uuids.setdefault(UUID(str(written)), report.file)
        except ValueError:
            return

    def is_lesson(self, uuid: UUID) -> bool:
        """Whether a uuid is that of a lesson, be it one with mistakes."""
        return self.uuids.get(uuid, "").endswith("/lesson.md")

    def take_slug(self, slug: str, report: FileReport) -> None:
        """Note a lesson's address, which is its folder's name; one that another lesson has is reported."""
        if slug in self.slugs:
            message = f"`{slug}` is already the address of {self.slugs[slug]}"
            report.add(Place(), "duplicate-address", message, "Rename one of the two folders.")
        self.slugs.setdefault(slug, report.file)
