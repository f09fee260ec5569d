"""The course as its authors write it: Markdown and YAML, read, checked by running what it claims, and rendered.

`load_course` reads a folder and tells every mistake with its place. This module is the door. No Django.
"""

from lessons.courseware.blocks import Block, Load, PlacedQuestion, PolicyText, Predict, TryIt, WorkedDecision
from lessons.courseware.cards import TOPICS, Card, CardFields, Level
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
from lessons.courseware.course import (
    Course,
    CourseReading,
    Lesson,
    Loadable,
    Misconception,
    Module,
    Section,
    Source,
    Term,
)
from lessons.courseware.directives import DIRECTIVES
from lessons.courseware.drawing import DrawnQuestion, draw
from lessons.courseware.grading import DrawnOption, Graded, Part, resolve
from lessons.courseware.grading import grade as grade_answer
from lessons.courseware.loading import CONTENT, load_course
from lessons.courseware.markdown import block_html, inline_html
from lessons.courseware.paths import Path
from lessons.courseware.problems import Problem
from lessons.courseware.questions import (
    ClozeQuestion,
    Computed,
    MatchQuestion,
    OneQuestion,
    OrderQuestion,
    Question,
    Template,
    TextQuestion,
    VerdictQuestion,
    question_version,
)
from lessons.courseware.requests import AskedRequest, Claim, Variation
from lessons.courseware.resolution import steps_of

__all__ = [
    "CONTENT",
    "DIRECTIVES",
    "TOPICS",
    "AskedRequest",
    "Block",
    "Card",
    "CardFields",
    "Challenge",
    "Check",
    "Claim",
    "ClozeQuestion",
    "Computed",
    "Course",
    "CourseReading",
    "DrawnOption",
    "DrawnQuestion",
    "Excess",
    "Failure",
    "FailureKind",
    "Grade",
    "Graded",
    "ImpossibleVariation",
    "Lesson",
    "Level",
    "Load",
    "Loadable",
    "MatchQuestion",
    "Misconception",
    "Module",
    "NamedAccess",
    "OneQuestion",
    "OrderQuestion",
    "Part",
    "Path",
    "PlacedQuestion",
    "PolicyText",
    "Predict",
    "Problem",
    "Question",
    "Section",
    "Solution",
    "Source",
    "Template",
    "Term",
    "TextQuestion",
    "TryIt",
    "Variation",
    "VerdictQuestion",
    "WorkedDecision",
    "block_html",
    "challenge_cloud",
    "checks_of",
    "draw",
    "grade",
    "grade_answer",
    "hidden_checks",
    "inline_html",
    "load_course",
    "question_version",
    "resolve",
    "scenario_of",
    "steps_of",
    "texts_of",
    "varied",
]
