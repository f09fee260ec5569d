"""The challenge of lesson 1.4."""

from dataclasses import dataclass

import pytest

from lessons.courseware import Challenge, Course, Grade, grade

PLACE = "444455556666/role/report-reader/inline/read-reports"


@dataclass(frozen=True)
class Played:
    """A challenge with its scenario, to be graded."""

    challenge: Challenge
    scenario: str

    def grade(self, text: str) -> Grade:
        """What becomes of a text for the role's policy."""
        return grade(self.challenge, self.scenario, {PLACE: text})


@pytest.fixture
def played(course: Course) -> Played:
    """The challenge as it ships."""
    (lesson,) = course.lessons()
    assert lesson.challenge
    return Played(lesson.challenge, lesson.scenario)
