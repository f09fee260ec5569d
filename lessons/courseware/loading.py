"""Reads the folder of a course: `1-module/module.md`, `glossary/*.md`, `interview/<topic>/*.yaml`,
`paths/*.yaml`, and `1-module/4-lesson/` with `lesson.md`, `scenario.yaml`, `quiz.yaml` and `challenge.yaml`.

Order comes from the numbers of the folders, addresses from the rest of their names, identity from uuids.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from iamlab.cloud import Scenario, load_scenario
from lessons.courseware.card_reading import CardReader
from lessons.courseware.cards import Card
from lessons.courseware.challenges import Challenge, check_challenge
from lessons.courseware.checks import check_course, check_engine_questions, check_placed, check_question, check_stems
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
from lessons.courseware.directive import LessonSource
from lessons.courseware.front_matter import MarkdownFile, read_markdown_file
from lessons.courseware.identities import Identities
from lessons.courseware.lesson_text import read_sections
from lessons.courseware.markdown import inline_html
from lessons.courseware.paths import Path as PathThrough
from lessons.courseware.paths import PathFields
from lessons.courseware.problems import FileReport, Place
from lessons.courseware.questions import Question, Quiz
from lessons.courseware.schema import read_model
from lessons.courseware.yaml_reader import read_yaml

CONTENT = Path(__file__).resolve().parent.parent / "content"
"""The course that ships with the project."""

_NUMBERED = re.compile(r"(?P<number>\d{1,3})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\Z")

Described = TypeVar("Described", TermFields, ModuleFields, LessonFields)


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
        self._check_terms(terms)
        cards = sorted(self._cards(modules), key=lambda card: card.place_in_deck)
        course = Course(modules, terms, tuple(cards), tuple(self._paths()))
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

    def _described(self, file: Path, model: type[Described]) -> tuple[Described, MarkdownFile, FileReport] | None:
        """A Markdown file's fields, the file and its report; None after a mistake."""
        report = self._report(file)
        text = self._text(file, report)
        markdown = read_markdown_file(text, report) if text is not None else None
        fields = read_model(model, markdown.fields, report) if markdown else None
        if not markdown or not fields:
            if markdown and isinstance(markdown.fields.data, dict):
                self.identities.note_broken(markdown.fields.data.get("uuid"), report)
            return None
        self.identities.take_uuid(fields.uuid, report, markdown.fields.place(("uuid",)))
        return fields, markdown, report

    def _terms(self) -> dict[str, Term]:
        read = (self._term(file) for file in sorted((self.root / "glossary").glob("*.md")))
        return {term.slug: term for term in read if term}

    def _term(self, file: Path) -> Term | None:
        described = self._described(file, TermFields)
        if described is None:
            return None
        fields, markdown, _ = described
        meaning, example = inline_html(markdown.body.strip()), inline_html(fields.example)
        return Term(fields.uuid, file.stem, fields.title, meaning, example, fields.lesson)

    def _check_terms(self, terms: Mapping[str, Term]) -> None:
        """Report terms that no lesson teaches, now that the lessons are read."""
        for term in terms.values():
            if not self.identities.is_lesson(term.lesson):
                report = self._report(self.root / "glossary" / f"{term.slug}.md")
                hint = "Copy the uuid from the front matter of the lesson that teaches the term."
                report.add(Place(), "unknown-lesson", f"no lesson has the uuid `{term.lesson}`", hint)

    def _cards(self, modules: tuple[Module, ...]) -> Iterator[Card]:
        reader = CardReader(
            {lesson.fields.uuid: lesson for each in modules for lesson in each.lessons}, self.identities
        )
        for file in sorted((self.root / "interview").glob("*/*.yaml")):
            report = self._report(file)
            text = self._text(file, report)
            card = reader.read(file.parent.name, file.stem, text, report) if text is not None else None
            if card:
                yield card

    def _paths(self) -> Iterator[PathThrough]:
        for file in sorted((self.root / "paths").glob("*.yaml")):
            report = self._report(file)
            text = self._text(file, report)
            document = read_yaml(text, report) if text is not None else None
            fields = read_model(PathFields, document, report) if document else None
            if not document or not fields:
                continue
            self.identities.take_uuid(fields.uuid, report, document.place(("uuid",)))
            for number, uuid in enumerate(fields.lessons):
                if not self.identities.is_lesson(uuid):
                    place, message = document.place(("lessons", number)), f"no lesson has the uuid `{uuid}`"
                    report.add(place, "unknown-lesson", message, "Copy it from the lesson's `lesson.md`.")
            yield PathThrough(file.stem, fields)

    def _modules(self, terms: Mapping[str, Term]) -> Iterator[Module]:
        for number, slug, folder in self._numbered(self.root):
            described = self._described(folder / "module.md", ModuleFields)
            lessons = tuple(self._lessons(folder, number, terms))
            if described:
                fields = described[0]
                yield Module(fields.uuid, number, slug, fields.title, lessons)

    def _lessons(self, folder: Path, module: int, terms: Mapping[str, Term]) -> Iterator[Lesson]:
        for number, slug, lesson_folder in self._numbered(folder):
            first = len(self.reports)
            lesson = self._lesson(lesson_folder, (module, number, slug), terms)
            if lesson and not any(report.problems for report in self.reports[first:]):
                yield lesson

    def _lesson(self, folder: Path, where: tuple[int, int, str], terms: Mapping[str, Term]) -> Lesson | None:
        described = self._described(folder / "lesson.md", LessonFields)
        scenario = self._text(folder / "scenario.yaml", self._report(folder / "scenario.yaml"))
        if described is None or scenario is None:
            return None
        fields, markdown, report = described
        module, position, slug = where
        self.identities.take_slug(slug, report)
        cloud = self._read_scenario(scenario, folder / "scenario.yaml")
        source = LessonSource(folder, report, markdown.first_line, terms, fields.misconceptions, cloud, self.identities)
        lesson = Lesson(
            fields=fields,
            slug=slug,
            module=module,
            position=position,
            sections=read_sections(markdown.body, source),
            scenario=scenario,
            questions=self._questions(folder / "quiz.yaml", fields, cloud, scenario),
            challenge=self._challenge(folder / "challenge.yaml", scenario, cloud),
        )
        check_placed(lesson, folder, report)
        return lesson

    def _read_scenario(self, text: str, file: Path) -> Scenario | None:
        reading = load_scenario(text, file.relative_to(self.root).as_posix())
        report = self._report(file)
        for found, note in ((reading.problems, report.add), (reading.warnings, report.warn)):
            for problem in found:
                note(Place(problem.line, problem.column), "scenario", problem.message, problem.hint)
        return reading.scenario

    def _questions(
        self, file: Path, fields: LessonFields, scenario: Scenario | None, scenario_text: str
    ) -> tuple[Question, ...]:
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
            place = document.place(("questions", number))
            check_question(question, fields.misconceptions, scenario, report, place)
            if scenario is not None:
                check_engine_questions(question, scenario_text, report, place)
        check_stems(quiz.questions, [document.place(("questions", n)) for n in range(len(quiz.questions))], report)
        return quiz.questions

    def _challenge(self, file: Path, scenario: str, cloud: Scenario | None) -> Challenge | None:
        if not file.exists():
            return None
        report = self._report(file)
        text = self._text(file, report)
        document = read_yaml(text, report) if text is not None else None
        challenge = read_model(Challenge, document, report) if document else None
        if not document or not challenge:
            return None
        self.identities.take_uuid(challenge.uuid, report, document.place(("uuid",)))
        self.identities.take_slug(f"practice/{challenge.slug}", report)
        if cloud is not None:
            check_challenge(challenge, scenario, report, document)
        return challenge

    def _numbered(self, folder: Path) -> list[tuple[int, str, Path]]:
        """The numbered folders in a folder, in the order of their numbers; two with one number are reported."""
        entries = sorted(entry for entry in folder.iterdir() if entry.is_dir())
        found = [(match, entry) for entry in entries if (match := _NUMBERED.match(entry.name))]
        numbered = sorted((int(match["number"]), match["slug"], entry) for match, entry in found)
        for (number, _, entry), (next_number, _, _) in pairwise(numbered):
            if number == next_number:
                message = f"two folders have the number {number}"
                self._report(entry).add(Place(), "duplicate-number", message, "Give one of them another number.")
        return numbered
