"""The course as its authors write it: Markdown and YAML, read, checked by running what it claims, and rendered.

`load_course` reads a folder and tells every mistake with its place. This module is the door. No Django.
"""

from lessons.courseware.blocks import Block, Predict, TryIt, WorkedDecision
from lessons.courseware.challenges import (
    Challenge,
    Check,
    Excess,
    Failure,
    FailureKind,
    Grade,
    NamedAccess,
    Solution,
    challenge_cloud,
    checks_of,
    grade,
    hidden_checks,
    texts_of,
)
from lessons.courseware.claims import ImpossibleVariation, scenario_of, varied
from lessons.courseware.course import Course, CourseReading, Lesson, Misconception, Module, Section, Source, Term
from lessons.courseware.drawing import DrawnOption, DrawnQuestion, draw, resolve
from lessons.courseware.loading import CONTENT, load_course
from lessons.courseware.markdown import block_html, inline_html
from lessons.courseware.problems import Problem
from lessons.courseware.questions import OneQuestion, Question, VerdictQuestion, question_version
from lessons.courseware.requests import AskedRequest, Claim, Variation

__all__ = [
    "CONTENT",
    "AskedRequest",
    "Block",
    "Challenge",
    "Check",
    "Claim",
    "Course",
    "CourseReading",
    "DrawnOption",
    "DrawnQuestion",
    "Excess",
    "Failure",
    "FailureKind",
    "Grade",
    "ImpossibleVariation",
    "Lesson",
    "Misconception",
    "Module",
    "NamedAccess",
    "OneQuestion",
    "Predict",
    "Problem",
    "Question",
    "Section",
    "Solution",
    "Source",
    "Term",
    "TryIt",
    "Variation",
    "VerdictQuestion",
    "WorkedDecision",
    "block_html",
    "challenge_cloud",
    "checks_of",
    "draw",
    "grade",
    "hidden_checks",
    "inline_html",
    "load_course",
    "question_version",
    "resolve",
    "scenario_of",
    "texts_of",
    "varied",
]
