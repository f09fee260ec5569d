"""What the course claims, loaded into the sandbox beside its lesson."""

import pytest

from iamlab.sandbox.showing.panel import panel_of
from lessons.courses.lesson_sandbox import varied
from lessons.courseware import TryIt, WorkedDecision
from lessons.library.models import Lesson
from tests.whole_course import publish_whole_course


@pytest.mark.django_db
def test_every_block_shows_the_decision_and_the_caller_that_it_claims() -> None:
    publish_whole_course()
    for lesson in Lesson.objects.published().select_related("revision"):
        for block in lesson.content.blocks():
            if not isinstance(block, TryIt | WorkedDecision):
                continue
            bench = varied(lesson, block.variation)
            shown = panel_of(bench).decision
            assert shown, (lesson.slug, block.id)
            assert block.decided
            claimed = (block.decided.decision, block.decided.decided_by, block.variation.request.caller)
            assert (shown.evaluation.decision, shown.evaluation.decided_by, bench.caller) == claimed, block.id


def test_the_call_that_began_a_session_is_shown_beside_it(role_lesson: Lesson) -> None:
    blocks = [each for each in role_lesson.content.blocks() if isinstance(each, TryIt | WorkedDecision)]
    worn = [varied(role_lesson, each.variation) for each in blocks if ":assumed-role/" in each.variation.request.caller]
    assert worn
    assert all(panel_of(bench).handshake for bench in worn)
