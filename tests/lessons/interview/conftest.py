"""Lesson 1.4 and three cards about it, published."""

from pathlib import Path

import pytest

from lessons.courseware import load_course
from lessons.library.models import Card
from lessons.library.publishing import publish
from tests.lessons.one_lesson import CARD, copy_card, copy_one_lesson


@pytest.fixture(scope="session")
def deck_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one lesson with a screening and an engineer's question about roles, and one about users."""
    content = copy_one_lesson(tmp_path_factory.mktemp("deck"))
    copy_card(content)
    card = (content / CARD).read_text(encoding="utf-8")
    for number, (file, level, question) in enumerate(
        [
            ("interview/roles-and-sts/trust.yaml", "engineer", "Who decides who may wear a role?"),
            ("interview/users-groups-roles/group.yaml", "screening", "May a group assume a role?"),
        ]
    ):
        text = card.replace("uuid: 3", f"uuid: {number}", 1).replace("level: screening", f"level: {level}")
        text = text.replace("What is an IAM role, and how does it differ from an IAM user?", question)
        (content / file).parent.mkdir(exist_ok=True)
        (content / file).write_text(text.replace("show: ask-as-the-role\n", ""), encoding="utf-8")
    return content


@pytest.fixture
def cards(db: None, deck_content: Path) -> list[Card]:
    """The cards in the order of the deck."""
    publish(load_course(deck_content).course)
    return list(Card.objects.published())
