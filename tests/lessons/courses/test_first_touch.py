"""What a visitor does first in a lesson, before they are anybody here."""

import pytest
from django.test import Client

from iamlab.accounts import rates
from iamlab.sandbox.models import Sandbox
from lessons.library.models import Lesson
from lessons.progress.models import Record

LESSON = "/lessons/what-is-an-iam-role/"


@pytest.mark.parametrize(
    "act", ["load/ask-as-the-role/", "predict/how-should-ana-get-it/", "sandbox/evaluate/", "sandbox/undo/"]
)
def test_visitors_without_a_session_count_by_their_address_whatever_they_begin_with(
    role_lesson: Lesson, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PER_ADDRESS", 2)
    statuses = [Client().post(LESSON + act, {"option": "0"}).status_code for _ in range(5)]
    assert statuses[2:] == [429, 429, 429]
    assert 429 not in statuses[:2]
    assert Sandbox.objects.count() <= 2
    assert Record.objects.filter(activity_id=role_lesson.uuid).count() <= 2
