"""A course of one lesson, *What is an IAM role?*: what ships, cut down, so that no other lesson changes a test."""

import re
import shutil
from pathlib import Path

from lessons.courseware import CONTENT

MODULE = "1-who-is-asking"
LESSON = f"{MODULE}/4-what-is-an-iam-role"
LESSON_UUID = "78f6c5dc-14a2-40a6-8748-5427c68f0bcb"
CARD = "interview/roles-and-sts/what-is-a-role.yaml"


def copy_one_lesson(to: Path) -> Path:
    """Copy module 1 with lesson 1.4 and the terms that it links to, taught there; return the course's folder."""
    shutil.copytree(CONTENT / LESSON, to / LESSON)
    shutil.copy(CONTENT / MODULE / "module.md", to / MODULE)
    (to / "glossary").mkdir()
    for term in re.findall(r"\(term:([a-z0-9-]+)\)", (to / LESSON / "lesson.md").read_text(encoding="utf-8")):
        text = (CONTENT / "glossary" / f"{term}.md").read_text(encoding="utf-8")
        taught = re.sub(r"(?m)^lesson: .*$", f"lesson: {LESSON_UUID}", text)
        (to / "glossary" / f"{term}.md").write_text(taught, encoding="utf-8")
    return to


def copy_card(content: Path) -> None:
    """Put a card about the lesson into a copy."""
    (content / CARD).parent.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "card.yaml", content / CARD)
