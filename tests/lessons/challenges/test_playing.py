"""Every request of every challenge that ships can be asked in its sandbox, as whoever makes it."""

from iamlab.cloud import case_for, session_for
from iamlab.sandbox.bench import read_context
from lessons.challenges.playing import Played, asking, start_of
from lessons.library.models import Lesson
from tests.whole_course import whole_course


def test_a_request_is_asked_as_its_caller_also_where_that_is_nobody_to_be_played() -> None:
    for lesson in whole_course().course.lessons():
        if lesson.challenge is None:
            continue
        bench = start_of(Played(Lesson(), lesson.challenge, lesson.scenario, ""))
        for access in (*lesson.challenge.needs, *lesson.challenge.forbidden):
            asked = asking(bench, access.request)
            assert asked.caller == session_for(bench.cloud, access.request.caller)[1], (lesson.slug, access.name)
            context = read_context(asked.asked.context)
            assert isinstance(context, dict)
            assert case_for(asked.cloud, asked.caller, asked.asked.action, asked.asked.resource, context).case
