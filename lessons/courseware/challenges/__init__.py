"""Challenges: tasks in a sandbox that are graded by what a policy does, not by how it is written.

This module is the room's door inside `lessons.courseware`.
"""

from lessons.courseware.challenges.challenge import Challenge, Limits, NamedAccess, Solution
from lessons.courseware.challenges.checking import check_challenge
from lessons.courseware.challenges.grading import Check, Excess, Failure, FailureKind, Grade, checks_of, grade, texts_of
from lessons.courseware.challenges.hidden import challenge_cloud, hidden_checks

__all__ = [
    "Challenge",
    "Check",
    "Excess",
    "Failure",
    "FailureKind",
    "Grade",
    "Limits",
    "NamedAccess",
    "Solution",
    "challenge_cloud",
    "check_challenge",
    "checks_of",
    "grade",
    "hidden_checks",
    "texts_of",
]
