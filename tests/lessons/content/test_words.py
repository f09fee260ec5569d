"""Words of the course: a decision that is predicted isn't told before, and a name stands for one thing."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from iamlab.cloud import Cloud
from lessons.courseware import Course, TryIt, WorkedDecision, scenario_of
from lessons.library.models import Card, Lesson, Term
from lessons.progress.mastery import concepts_of
from tests.whole_course import publish_whole_course, whole_course

TELLS = re.compile(
    r"^(Allowed|Denied)\b|which (gate|policy|statement) (allows|says no|stops|lets|is shut)|(the )?yes come from"
    r"|gate that (allows|grants|doesn't)|short of an Allow|line fails|is still shut",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def course() -> Course:
    """The course that ships."""
    return whole_course().course


def clouds(course: Course) -> list[Cloud]:
    """The cloud that each lesson starts in."""
    return [scenario_of(lesson.scenario).cloud for lesson in course.lessons()]


def test_no_note_tells_the_decision_that_is_to_be_predicted(course: Course) -> None:
    blocks = [block for lesson in course.lessons() for section in lesson.sections for block in section.blocks]
    claims = [block for block in blocks if isinstance(block, TryIt | WorkedDecision)]
    assert len(claims) > 150
    assert not [(block.id, block.note) for block in claims if TELLS.search(block.note)]


def test_no_user_is_called_like_a_role(course: Course) -> None:
    accounts = [account for cloud in clouds(course) for account in cloud.accounts]
    users = {user.name for account in accounts for user in account.users}
    roles = {role.name for account in accounts for role in account.roles}
    assert users
    assert not users & roles


@pytest.mark.django_db
def test_a_lesson_names_the_fields_of_the_sandbox_as_the_sandbox_does(client: Client) -> None:
    publish_whole_course()
    for lesson in Lesson.objects.published():
        text = client.get(reverse("courses:lesson", args=[lesson.slug])).text
        assert not re.search(r"under (<em>|<b>)?context keys", text, re.IGNORECASE), lesson.slug


@pytest.mark.django_db
def test_a_concept_is_written_as_the_glossary_writes_it() -> None:
    publish_whole_course()
    titles = dict(Term.objects.values_list("slug", "title"))
    known = [concept for concept in concepts_of(None) if concept.id in titles]
    assert len(known) > 30
    assert not [each.name for each in known if each.name not in (titles[each.id], each.id.upper())]


@pytest.mark.django_db
def test_the_deck_quotes_in_one_way(client: Client) -> None:
    publish_whole_course()
    pages = ["/help/cheat-sheet/", *(f"/interview/{card.topic}/{card.slug}/" for card in Card.objects.published())]
    assert len(pages) > 100
    for address in pages:
        words = client.get(address).text.split("<main", 1)[1].split("</main>", 1)[0]
        words = re.sub(r"<code>.*?</code>|<pre.*?</pre>|<form.*?</form>", "", words, flags=re.DOTALL)
        words = html.unescape(re.sub(r"<[^>]*>", "", words.split(">", 1)[1]))
        assert not re.search('["\N{RIGHT SINGLE QUOTATION MARK}]', words), address
