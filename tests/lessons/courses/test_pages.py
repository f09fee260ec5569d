"""The list of lessons, a lesson beside its sandbox, and what its blocks do."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.models import User
from iamlab.sandbox.models import Sandbox
from lessons.library.models import Lesson
from lessons.progress.models import Attempt, Record

HTMX = {"hx-request": "true"}
PAGE = "/lessons/what-is-an-iam-role/"
TYPED = {"action": "s3:GetObject", "resource": "arn:aws:s3:::northwind-reports-prod/2026/q3/revenue.csv"}


def test_the_list_shows_modules_and_lessons(client: Client, role_lesson: Lesson) -> None:
    page = client.get("/lessons/")
    assert page.status_code == 200
    assert "Who is asking?" in page.text
    assert f'href="{PAGE}"' in page.text


def test_an_installation_without_lessons_says_what_to_do(client: Client, db: None) -> None:
    assert "manage.py sync_lessons" in client.get("/lessons/").text


def test_a_glance_at_a_lesson_stores_nothing(client: Client, role_lesson: Lesson) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Denied implicitly" in page.text
    assert "You predicted" not in page.text
    assert not Sandbox.objects.exists()
    assert "sessionid" not in page.cookies


def test_every_part_of_the_lesson_is_on_the_page(client: Client, role_lesson: Lesson) -> None:
    page = client.get(PAGE).text
    for section in role_lesson.content.sections:
        assert not section.title or f'id="{section.id}"' in page
    for text in ("A common belief", "In an interview", "Read more", 'id="quiz"', "Will AWS allow it?", "Show me"):
        assert text in page


def test_a_lesson_takes_at_most_eight_queries(
    role_lesson: Lesson, bob: User, client_of: object, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.force_login(bob)
    client.post(f"{PAGE}sandbox/evaluate/", TYPED, follow=True)
    with django_assert_max_num_queries(8):
        client.get(PAGE)


@pytest.mark.parametrize("address", ["/lessons/no-such-lesson/", f"{PAGE}load/none/", f"{PAGE}sandbox/destroy/"])
def test_what_the_course_does_not_have_is_not_found(client: Client, role_lesson: Lesson, address: str) -> None:
    assert client.post(address).status_code in (404, 405)
    assert client.get("/lessons/no-such-lesson/").status_code == 404


def test_the_first_act_makes_the_sandbox_and_passes_the_form_on(client: Client, role_lesson: Lesson) -> None:
    first = client.post(f"{PAGE}sandbox/evaluate/", TYPED, headers=HTMX)
    assert first.status_code == 307
    answer = client.post(first["Location"], TYPED, headers=HTMX)
    assert 'id="evaluation"' in answer.text
    assert client.post(f"{PAGE}sandbox/evaluate/", TYPED)["Location"] == first["Location"]
    assert Record.objects.get().activity_id == role_lesson.uuid


def test_a_try_it_loads_its_variation_and_undo_brings_back_what_was_there(client: Client, role_lesson: Lesson) -> None:
    mine = {**TYPED, "policy:111122223333/user/ana/inline/ana-dev": '{"mine": 1}'}
    loaded = client.post(f"{PAGE}load/take-ana-out/", mine, headers=HTMX)
    assert loaded.status_code == 200
    assert "BenMayWearIt" in loaded.text
    assert "Role trust policy" in loaded.text
    undone = client.post(f"/sandboxes/{Sandbox.objects.get().pk}/undo/", {}, headers=HTMX)
    assert "mine" in undone.text


def test_a_try_it_as_the_session_assumes_the_role(client: Client, role_lesson: Lesson) -> None:
    loaded = client.post(f"{PAGE}load/ask-as-the-role/", {}, headers=HTMX)
    assert "You are now" in loaded.text
    assert "Allowed" in loaded.text


def test_a_try_it_tells_its_decision_once_it_was_predicted_or_asked_for(client: Client, role_lesson: Lesson) -> None:
    assert "no role trust policy allows" not in client.get(PAGE).text.partition('id="sandbox"')[0]
    loaded = client.post(f"{PAGE}load/take-ana-out/", {"prediction": "deny"}, headers=HTMX).text
    card = loaded[loaded.index('id="take-ana-out" hx-swap-oob="true"') :]
    assert "You predicted: denied. So it is." in card
    assert "Try it again" in card
    missed = client.post(f"{PAGE}load/take-ana-out/", {"prediction": "allow"}, headers=HTMX).text
    assert "You predicted: allowed. It is otherwise." in missed
    assert "You predicted" not in client.post(f"{PAGE}load/take-ana-out/", {}, headers=HTMX).text
    assert "You predicted" not in client.post(f"{PAGE}load/take-ana-out/", {"prediction": "x"}, headers=HTMX).text


def test_a_worked_decision_is_stepped_through_from_its_first_step(client: Client, role_lesson: Lesson) -> None:
    loaded = client.post(f"{PAGE}load/ana-asks-herself/", {"prediction": "deny"}, headers=HTMX).text
    card = loaded[loaded.index('id="ana-asks-herself"') :]
    assert 'data-begin="first"' in card
    assert "Step through it" in card


def test_without_script_a_prediction_of_a_try_it_is_answered_on_the_next_page(
    client: Client, role_lesson: Lesson
) -> None:
    page = client.post(f"{PAGE}load/take-ana-out/", {**TYPED, "prediction": "deny"}, follow=True)
    assert "Denied implicitly. You predicted: denied. So it is." in page.text


def test_the_contents_name_the_quiz(client: Client, role_lesson: Lesson) -> None:
    assert '<a href="#quiz">Quiz</a>' in client.get(PAGE).text


def test_the_sandbox_opens_alone_from_the_first_look_at_a_lesson(client: Client, role_lesson: Lesson) -> None:
    assert "Open alone" in client.get(PAGE).text
    opened = client.post(f"{PAGE}sandbox/evaluate/", follow=True)
    assert opened.request["PATH_INFO"] == f"/sandboxes/{Sandbox.objects.get().pk}/"
    assert opened.status_code == 200


def test_without_script_a_try_it_leads_to_the_workbench_and_back(client: Client, role_lesson: Lesson) -> None:
    page = client.post(f"{PAGE}load/take-ana-out/", TYPED, follow=True)
    assert page.redirect_chain[-1][0] == f"/sandboxes/{Sandbox.objects.get().pk}/"
    assert "BenMayWearIt" in page.text
    assert client.get(f"/lessons/by-id/{role_lesson.uuid}/")["Location"] == PAGE


def test_a_prediction_is_kept_and_only_then_answered(client: Client, role_lesson: Lesson) -> None:
    address = f"{PAGE}predict/how-should-ana-get-it/"
    assert "Northwind made a role for it" not in client.get(PAGE).text
    answer = client.post(address, {"option": "0"}, headers=HTMX)
    assert "Northwind made a role for it" in answer.text
    assert "Your answer" in answer.text
    client.post(address, {"option": "1"}, headers=HTMX)
    assert Attempt.objects.get().answer == {"option": "0"}
    assert "Northwind made a role for it" in client.get(PAGE).text


@pytest.mark.parametrize("option", ["", "7", "-1", "x", "\0", "1e3", "\N{ARABIC-INDIC DIGIT ONE}"])
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_prediction_that_names_no_option_is_asked_again(
    client: Client, role_lesson: Lesson, option: str, headers: dict[str, str]
) -> None:
    answer = client.post(f"{PAGE}predict/how-should-ana-get-it/", {"option": option}, headers=headers)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not Attempt.objects.exists()


def test_without_script_a_prediction_leads_back_to_its_place(client: Client, role_lesson: Lesson) -> None:
    answer = client.post(f"{PAGE}predict/how-should-ana-get-it/", {"option": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#how-should-ana-get-it")


def test_the_address_of_a_prediction_leads_to_its_place(client: Client, role_lesson: Lesson) -> None:
    address = f"{PAGE}predict/how-should-ana-get-it/"
    assert client.get(address)["Location"] == f"{PAGE}#how-should-ana-get-it"
    assert client.get(f"{PAGE}predict/none/").status_code == 404
