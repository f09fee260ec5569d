"""The interview deck in the browser, without one."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lessons.courseware import Course
from lessons.library.models import Card, Lesson
from lessons.library.publishing import publish

ROLE = "/interview/roles-and-sts/what-is-a-role/"
TRUST = "/interview/roles-and-sts/trust/"
GROUP = "/interview/users-groups-roles/group/"


def test_the_deck_lists_every_question_by_topic(client: Client, cards: list[Card]) -> None:
    page = client.get("/interview/").text
    order = [page.index(f'<h3><a href="{address}') for address in (GROUP, ROLE, TRUST)]
    assert order == sorted(order)
    assert "3 questions." in page
    assert page.index("Users, groups and roles <span") < order[0] < page.index("Roles and STS <span") < order[1]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?topic=roles-and-sts", {ROLE, TRUST}),
        ("?level=screening", {ROLE, GROUP}),
        ("?topic=roles-and-sts&level=engineer", {TRUST}),
        ("?topic=federation", set()),
        ("?topic=nonsense&level=%00", {ROLE, TRUST, GROUP}),
    ],
)
def test_a_filter_shows_what_passes(client: Client, cards: list[Card], query: str, shown: set[str]) -> None:
    page = client.get(f"/interview/{query}").text
    assert {address for address in (ROLE, TRUST, GROUP) if f'<h3><a href="{address}' in page} == shown
    assert ("No question of this level" in page) is (not shown)


def test_an_empty_deck_says_what_to_do(client: Client, db: None) -> None:
    assert "manage.py sync_lessons" in client.get("/interview/").text


def test_a_card_asks_first_and_folds_the_answer_away(client: Client, cards: list[Card]) -> None:
    page = client.get(ROLE).text
    before, answer = re.split(r"<details class=\"panel asked-answer\">", page)
    assert "how does it differ from an IAM user?</h1>" in before
    assert "Say your answer aloud, then compare" in answer
    for text in (
        "<strong>trust policy</strong>",
        "Can a role make a request to AWS by itself?",
        "Red flag",
        "/load/ask-as-",
    ):
        assert text in answer
        assert text not in before


def test_its_demonstration_runs_in_the_sandbox(client: Client, cards: list[Card]) -> None:
    page = client.post("/lessons/what-is-an-iam-role/load/ask-as-the-role/", follow=True)
    assert page.status_code == 200
    assert "Allowed" in page.text


def test_neighbours_stay_within_the_filter(client: Client, cards: list[Card]) -> None:
    page = client.get(f"{ROLE}?topic=roles-and-sts").text
    assert "1 of 2" in page
    assert f'href="{TRUST}?topic=roles-and-sts"' in page
    assert "Question before" not in page
    assert "2 of 3" in client.get(ROLE).text
    assert "2 of 3" in client.get(f"{ROLE}?topic=federation").text


@pytest.mark.parametrize("address", ["/interview/roles-and-sts/none/", "/interview/federation/what-is-a-role/"])
def test_a_card_that_is_not_there_is_not_found(client: Client, cards: list[Card], address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_card_goes_with_its_lesson(client: Client, cards: list[Card]) -> None:
    Lesson.objects.update(is_published=False)
    assert client.get(ROLE).status_code == 404
    assert "No question is published here yet" in client.get("/interview/").text


def test_a_card_whose_file_is_gone_is_withdrawn(cards: list[Card], course: Course) -> None:
    publish(course)
    assert not Card.objects.published().exists()
    assert Card.objects.count() == 3


def test_pages_take_few_queries(
    client: Client, cards: list[Card], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get("/interview/")
    with django_assert_num_queries(2):
        client.get(ROLE)
