"""Reads the folder of a course: `1-module/module.md`, `glossary/*.md`, and `1-module/4-lesson/` with `lesson.md`,
`scenario.yaml` and `quiz.yaml`.

Order comes from the numbers of the folders, addresses from the rest of their names, identity from uuids.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iamlab.cloud import Scenario, load_scenario
from lessons.courseware.checks import check_course, check_question
from lessons.courseware.course import (
    Course,
    CourseReading,
    Lesson,
    LessonFields,
    Module,
    ModuleFields,
    Term,
    TermFields,
)
from lessons.courseware.directives import LessonSource
from lessons.courseware.front_matter import read_markdown_file
from lessons.courseware.identities import Identities
from lessons.courseware.lesson_text import read_sections
from lessons.courseware.markdown import inline_html
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.questions import Question, Quiz
from lessons.courseware.schema import read_model
from lessons.courseware.yaml_reader import read_yaml

CONTENT = Path(__file__).resolve().parent.parent / "content"
"""The course that ships with the project."""

_NUMBERED = re.compile(r"(?P<number>\d{1,3})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\Z")


def load_course(path: Path = CONTENT) -> CourseReading:
    """Read and check a course. Every mistake is in the answer, with its place; nothing is raised for one."""
    return _Reader(path).read()


@dataclass(slots=True)
class _Reader:
    """One reading of a course's folder, and the reports it makes on the way."""

    root: Path
    reports: list[FileReport] = field(default_factory=list)
    identities: Identities = field(default_factory=Identities)

    def read(self) -> CourseReading:
        terms = self._terms()
        modules = tuple(self._modules(terms))
        course = Course(modules, terms)
        check_course(course, self._report(self.root))
        problems = sorted(problem for report in self.reports for problem in report.problems)
        warnings = sorted(warning for report in self.reports for warning in report.warnings)
        return CourseReading(course, tuple(problems), tuple(warnings))

    def _report(self, file: Path) -> FileReport:
        report = FileReport(file.relative_to(self.root).as_posix())
        self.reports.append(report)
        return report

    def _text(self, file: Path, report: FileReport) -> str | None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            report.add(Place(), "missing-file", "this file is missing or is not UTF-8 text", f"Write `{file.name}`.")
            return None

    def _terms(self) -> dict[str, Term]:
        read = (self._term(file) for file in sorted((self.root / "glossary").glob("*.md")))
        return {term.slug: term for term in read if term}

    def _term(self, file: Path) -> Term | None:
        report = self._report(file)
        text = self._text(file, report)
        markdown = read_markdown_file(text, report) if text is not None else None
        fields = read_model(TermFields, markdown.fields, report) if markdown else None
        if not markdown or not fields:
            return None
        self.identities.take_uuid(fields.uuid, report, markdown.fields.place(("uuid",)))
        return Term(fields.uuid, file.stem, fields.title, inline_html(markdown.body.strip()))

    def _modules(self, terms: Mapping[str, Term]) -> Iterator[Module]:
        for number, slug, folder in _numbered(self.root):
            report = self._report(folder / "module.md")
            text = self._text(folder / "module.md", report)
            markdown = read_markdown_file(text, report) if text is not None else None
            fields = read_model(ModuleFields, markdown.fields, report) if markdown else None
            lessons = tuple(self._lessons(folder, number, terms))
            if markdown and fields:
                self.identities.take_uuid(fields.uuid, report, markdown.fields.place(("uuid",)))
                yield Module(fields.uuid, number, slug, fields.title, lessons)

    def _lessons(self, folder: Path, module: int, terms: Mapping[str, Term]) -> Iterator[Lesson]:
        for number, slug, lesson_folder in _numbered(folder):
            first = len(self.reports)
            lesson = self._lesson(lesson_folder, (module, number, slug), terms)
            if lesson and not any(report.problems for report in self.reports[first:]):
                yield lesson

    def _lesson(self, folder: Path, where: tuple[int, int, str], terms: Mapping[str, Term]) -> Lesson | None:
        report = self._report(folder / "lesson.md")
        text = self._text(folder / "lesson.md", report)
        markdown = read_markdown_file(text, report) if text is not None else None
        fields = read_model(LessonFields, markdown.fields, report) if markdown else None
        scenario = self._text(folder / "scenario.yaml", self._report(folder / "scenario.yaml"))
        if not markdown or not fields or not scenario:
            return None
        self.identities.take_uuid(fields.uuid, report, markdown.fields.place(("uuid",)))
        self.identities.take_slug(where[2], report)
        cloud = self._read_scenario(scenario, folder / "scenario.yaml")
        source = LessonSource(folder, report, markdown.first_line, terms, fields.misconceptions, cloud, self.identities)
        sections = read_sections(markdown.body, source)
        questions = self._questions(folder / "quiz.yaml", fields, cloud)
        module, position, slug = where
        return Lesson(
            fields=fields,
            slug=slug,
            module=module,
            position=position,
            sections=sections,
            scenario=scenario,
            questions=questions,
        )

    def _read_scenario(self, text: str, file: Path) -> Scenario | None:
        reading = load_scenario(text, file.relative_to(self.root).as_posix())
        report = self._report(file)
        for found, note in ((reading.problems, report.add), (reading.warnings, report.warn)):
            for problem in found:
                note(Place(problem.line, problem.column), "scenario", problem.message, problem.hint)
        return reading.scenario

    def _questions(self, file: Path, fields: LessonFields, scenario: Scenario | None) -> tuple[Question, ...]:
        if not file.exists():
            return ()
        report = self._report(file)
        text = self._text(file, report)
        document = read_yaml(text, report) if text is not None else None
        quiz = read_model(Quiz, document, report) if document else None
        if not document or not quiz:
            return ()
        for number, question in enumerate(quiz.questions):
            self.identities.take_uuid(question.uuid, report, document.place(("questions", number, "uuid")))
            check_question(question, fields.misconceptions, scenario, report, document.place(("questions", number)))
        return quiz.questions


def _numbered(folder: Path) -> list[tuple[int, str, Path]]:
    """The numbered folders in a folder, in the order of their numbers."""
    found = [(match, entry) for entry in folder.iterdir() if entry.is_dir() and (match := _NUMBERED.match(entry.name))]
    return sorted((int(match["number"]), match["slug"], entry) for match, entry in found)
