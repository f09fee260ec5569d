"""A course of one lesson, *What is an IAM role?*: what ships, cut down, so that no other lesson changes a test."""

import re
import shutil
from pathlib import Path

from lessons.courseware import CONTENT

MODULE = "1-who-is-asking"
LESSON = f"{MODULE}/4-what-is-an-iam-role"
CARD = "interview/roles-and-sts/what-is-a-role.yaml"


def copy_one_lesson(to: Path) -> Path:
    """Copy module 1 with lesson 1.4 and the terms that it links to; return the course's folder."""
    shutil.copytree(CONTENT / LESSON, to / LESSON)
    shutil.copy(CONTENT / MODULE / "module.md", to / MODULE)
    (to / "glossary").mkdir()
    for term in re.findall(r"\(term:([a-z0-9-]+)\)", (to / LESSON / "lesson.md").read_text(encoding="utf-8")):
        shutil.copy(CONTENT / "glossary" / f"{term}.md", to / "glossary")
    return to


def copy_card(content: Path) -> None:
    """Put a card about the lesson into a copy."""
    (content / CARD).parent.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "card.yaml", content / CARD)
