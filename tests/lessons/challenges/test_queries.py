"""The order of the challenges."""

import pytest

from lessons.challenges.queries import following
from lessons.library.models import Challenge
from tests.whole_course import publish_whole_course


@pytest.mark.django_db
def test_each_challenge_leads_to_the_next_one_of_the_course() -> None:
    publish_whole_course()
    tasks = list(Challenge.objects.published())
    assert len(tasks) > 30
    assert [following(task.pk) for task in tasks] == [*tasks[1:], None]
