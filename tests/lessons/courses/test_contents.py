"""What of a lesson is done, and where its learner goes on."""

import re

import pytest
from django.test import Client

from lessons.library.models import Lesson
from lessons.progress.models import Record

HTMX = {"hx-request": "true"}
PAGE = "/lessons/what-is-an-iam-role/"
ON_PAGE = {**HTMX, "hx-current-url": f"http://testserver{PAGE}"}


def contents(html: str) -> dict[str, str]:
    """The parts that a page lists, each with what it says of them."""
    listed = re.search(r'<ol class="contents".*?</ol>', html, re.DOTALL)
    assert listed
    rows = re.findall(r'<a href="#([a-z0-9-]+)"[^>]*>.*?</a>(.*?)</li>', listed[0], re.DOTALL)
    return {anchor: " ".join(re.sub(r"<[^>]+>", " ", rest).split()) for anchor, rest in rows}


def test_the_contents_list_every_part_and_each_has_its_anchor(client: Client, role_lesson: Lesson) -> None:
    page = client.get(PAGE).text
    listed = contents(page)
    assert [*listed][:3] == ["start", "first-without-the-role", "a-hat-on-a-hook"]
    assert [*listed][-3:] == ["challenge", "quiz", "read-more"]
    assert all(f'id="{anchor}"' in page for anchor in listed)
    assert listed["start"] == listed["first-without-the-role"] == "1 to do"
    assert listed["two-policies-two-questions"] == "2 to do"
    assert listed["takeaways"] == ""


def test_what_was_loaded_is_done_in_the_answer_and_on_the_page(client: Client, role_lesson: Lesson) -> None:
    answer = client.post(f"{PAGE}load/take-ana-out/", {}, headers=HTMX).text
    assert 'id="lesson-contents" hx-swap-oob="true"' in answer
    assert contents(answer)["two-policies-two-questions"] == "1 of 2 done"
    client.post(f"{PAGE}load/take-ana-out/", {}, headers=HTMX)
    client.post(f"{PAGE}load/take-the-permission-away/", {}, headers=HTMX)
    page = client.get(PAGE).text
    assert contents(page)["two-policies-two-questions"] == "Done"
    assert "1 of 7 parts done" in page
    assert Record.objects.get().did == ["take-ana-out", "take-the-permission-away"]


def test_a_prediction_is_done_once_it_is_made(client: Client, role_lesson: Lesson) -> None:
    answer = client.post(f"{PAGE}predict/how-should-ana-get-it/", {"option": "1"}, headers=HTMX).text
    assert contents(answer)["start"] == "Done"
    assert contents(client.get(PAGE).text)["start"] == "Done"


def test_the_contents_follow_the_quiz_where_they_are_on_the_page(client: Client, role_lesson: Lesson) -> None:
    question = role_lesson.content.questions[0]
    address = f"{PAGE}quiz/{question.uuid}/"
    for headers, is_there in ((ON_PAGE, True), (HTMX, False)):
        sent = {"draw": client.get(address).context["shown"].token, "option": "0"}
        answer = client.post(f"{address}answer/", sent, headers=headers).text
        assert ('id="lesson-contents"' in answer) is is_there
    assert contents(client.get(PAGE).text)["quiz"] == "1 of 7 right"


def test_the_page_and_the_list_lead_back_to_where_somebody_left_off(client: Client, role_lesson: Lesson) -> None:
    assert "You left off" not in client.get(PAGE).text
    assert "Continue" not in client.get("/lessons/").text
    client.post(f"{PAGE}load/ask-as-the-role/", {}, headers=HTMX)
    page = client.get(PAGE).text
    assert "Go on at “A hat on a hook”" in page
    assert '<a href="#a-hat-on-a-hook" aria-current="step">' in page
    index = client.get("/lessons/").text
    assert f'href="{PAGE}#a-hat-on-a-hook"' in index
    assert "You left off at “A hat on a hook”." in index


@pytest.mark.parametrize(("place", "kept"), [("takeaways", "takeaways"), ("quiz", "quiz"), ("nowhere", ""), ("\0", "")])
def test_the_section_on_the_screen_is_kept(client: Client, role_lesson: Lesson, place: str, kept: str) -> None:
    client.post(f"{PAGE}sandbox/evaluate/")
    assert client.post(f"{PAGE}place/", {"place": place}).status_code == 204
    assert Record.objects.get().place == kept


def test_who_only_read_leaves_nothing_behind(client: Client, role_lesson: Lesson) -> None:
    assert "data-keep-place" not in client.get(PAGE).text
    assert client.post(f"{PAGE}place/", {"place": "takeaways"}).status_code == 204
    assert not Record.objects.exists()
    assert "sessionid" not in client.cookies


def test_the_lesson_leads_to_its_challenge(client: Client, role_lesson: Lesson) -> None:
    assert role_lesson.content.challenge is not None
    assert f'href="/practice/{role_lesson.content.challenge.slug}/"' in client.get(PAGE).text
