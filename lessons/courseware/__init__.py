"""The course as its authors write it: Markdown and YAML, read, checked by running what it claims, and rendered.

`load_course` reads a folder and tells every mistake with its place. This module is the door. No Django.
"""

from lessons.courseware.blocks import Block, Predict, TryIt, WorkedDecision
from lessons.courseware.claims import ImpossibleVariation, scenario_of, varied
from lessons.courseware.course import Course, CourseReading, Lesson, Misconception, Module, Section, Source, Term
from lessons.courseware.drawing import DrawnOption, DrawnQuestion, draw, resolve
from lessons.courseware.loading import CONTENT, load_course
from lessons.courseware.markdown import inline_html
from lessons.courseware.problems import Problem
from lessons.courseware.questions import OneQuestion, Question, VerdictQuestion, question_version
from lessons.courseware.requests import AskedRequest, Claim, Variation

__all__ = [
    "CONTENT",
    "AskedRequest",
    "Block",
    "Claim",
    "Course",
    "CourseReading",
    "DrawnOption",
    "DrawnQuestion",
    "ImpossibleVariation",
    "Lesson",
    "Misconception",
    "Module",
    "OneQuestion",
    "Predict",
    "Problem",
    "Question",
    "Section",
    "Source",
    "Term",
    "TryIt",
    "Variation",
    "VerdictQuestion",
    "WorkedDecision",
    "draw",
    "inline_html",
    "load_course",
    "question_version",
    "resolve",
    "scenario_of",
    "varied",
]
