"""`manage.py check_lessons`: everything that is wrong with a course, at once."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lessons.courseware import CONTENT, CourseReading, Template, load_course


class Command(BaseCommand):
    """Read a course and run what it claims. Exit status 1 on any problem; warnings don't count."""

    help = "Check the course: its files, its questions, and every claim, which the engine decides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where the course lies and how to answer."""
        parser.add_argument("path", nargs="?", type=Path, default=CONTENT, help="the course's folder (default: ours)")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to answer (default: text)")

    def handle(self, *args: Any, path: Path, format: str, **options: Any) -> None:
        """Report. Raises CommandError for a folder that is not there, SystemExit(1) after a problem."""
        if not path.is_dir():
            raise CommandError(f"Give the folder of a course: {path} is none.")
        for file, levels in (("lesson.md", 1), ("module.md", 0)):
            if (path / file).is_file():
                course = path.resolve().parents[levels]
                raise CommandError(f"{path} is a part of a course. Give the whole course: {course}")
        reading = load_course(path)
        if format == "json":
            self.stdout.write(json.dumps(_report(reading), indent=2, ensure_ascii=False))
        else:
            self._tell(reading)
        if reading.problems:
            raise SystemExit(1)

    def _tell(self, reading: CourseReading) -> None:
        """One line a problem, then a line a warning, then the counts."""
        for problem in reading.problems:
            self.stdout.write(str(problem))
        for warning in reading.warnings:
            self.stdout.write(f"warning: {warning}")
        counts = ", ".join(f"{name} {count}" for name, count in _counts(reading).items())
        self.stdout.write(f"{counts}, problems {len(reading.problems)}, warnings {len(reading.warnings)}")


def _counts(reading: CourseReading) -> dict[str, int]:
    """How much there is of what; a template counts as one question."""
    lessons = list(reading.course.lessons())
    questions = [question for lesson in lessons for question in lesson.questions]
    return {
        "lessons": len(lessons),
        "questions": len(questions),
        "computed": sum(isinstance(question, Template) for question in questions),
        "challenges": sum(lesson.challenge is not None for lesson in lessons),
        "cards": len(reading.course.cards),
        "terms": len(reading.course.terms),
        "figures": sum(block.kind == "figure" for lesson in lessons for block in lesson.blocks()),
    }


def _report(reading: CourseReading) -> dict[str, object]:
    """The counts, and every problem and warning as `{file, line, column, code, message, hint}`."""
    problems = [asdict(problem) for problem in reading.problems]
    warnings = [asdict(warning) for warning in reading.warnings]
    return {**_counts(reading), "problems": problems, "warnings": warnings}
