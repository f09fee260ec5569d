"""Challenges in the browser, without one."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.models import User
from iamlab.cloud import Family
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.posted import digest_of
from lessons.challenges.results import FAMILIES
from lessons.library.models import Lesson
from lessons.progress.models import Attempt, Record

PLACE = "444455556666/role/report-reader/inline/read-reports"
PAGE = "/practice/reports-of-2026/"
HTMX = {"hx-request": "true"}


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **each} for each in statements]})


BUCKET = "arn:aws:s3:::northwind-reports-prod"
RIGHT = policy(
    {"Action": "s3:GetObject", "Resource": f"{BUCKET}/2026/*"}, {"Action": "s3:ListBucket", "Resource": BUCKET}
)
LOOSE = policy({"Action": "s3:*", "Resource": f"{BUCKET}*"})
SIBLING = policy(
    {"Action": "s3:GetObject", "Resource": f"{BUCKET}/2026*"}, {"Action": "s3:ListBucket", "Resource": BUCKET}
)


def check(client: Client, text: str, **options: object) -> str:
    return client.post(f"{PAGE}check/", {f"policy:{PLACE}": text}, headers=HTMX).text


@pytest.fixture(autouse=True)
def lesson(role_lesson: Lesson) -> Lesson:
    """Lesson 1.4 and its challenge, published."""
    return role_lesson


def test_the_list_shows_every_challenge_and_where_somebody_stands(client: Client) -> None:
    assert "Only the reports of 2026" in client.get("/practice/").text
    check(client, LOOSE)
    assert "Tried 1 time" in client.get("/practice/").text
    check(client, RIGHT)
    assert "Passed, 100 %" in client.get("/practice/").text


def test_an_empty_list_says_so(client: Client, lesson: Lesson) -> None:
    Lesson.objects.update(is_published=False)
    assert "No challenge is published here yet" in client.get("/practice/").text
    assert client.get(PAGE).status_code == 404


def test_the_page_says_what_counts_before_anybody_asks(client: Client) -> None:
    page = client.get(PAGE).text
    for text in (
        "Read the revenue of this year",
        "Read last year",
        "under a prefix that begins alike",
        "Check my work",
    ):
        assert text in page
    terms = page[page.index("You may change") :]
    assert "<li>Policy read-reports of role report-reader</li>" in terms
    assert PLACE not in terms[: terms.index("</ul>")]
    assert not Sandbox.objects.exists()


def test_a_failure_is_one_counterexample(client: Client) -> None:
    answer = check(client, LOOSE)
    assert "Something that is forbidden is allowed" in answer
    assert "The task says 2026 and nothing older." in answer
    assert answer.count("Step through it") == 1
    assert "<html" not in answer


def test_a_hidden_neighbour_is_told_once_it_fails(client: Client) -> None:
    assert "The same under a prefix that begins alike" in check(client, SIBLING)


def test_a_counterexample_is_stepped_through_in_the_sandbox(client: Client) -> None:
    check(client, LOOSE)
    answer = client.post(f"{PAGE}step/3/", {f"policy:{PLACE}": LOOSE}, headers=HTMX)
    assert "2025/q4/costs.csv" in answer.text
    assert 'data-state="allow"' in answer.text
    bench = Sandbox.objects.get().bench
    assert bench.caller.endswith("assumed-role/report-reader/ana")


def test_hidden_requests_cannot_be_looked_up(client: Client) -> None:
    for number in (4, 7, 999):
        assert client.post(f"{PAGE}step/{number}/", headers=HTMX).status_code == 404
    assert client.post(f"{PAGE}step/0/", headers=HTMX).status_code == 200


def test_what_passes_is_told_with_its_score(client: Client) -> None:
    answer = check(client, RIGHT)
    assert "Passed" in answer
    assert "100 of 100" in answer
    assert "Nothing else is allowed" in answer


def test_the_answer_to_the_form_of_the_sandbox_stands_beside_the_task(client: Client) -> None:
    answer = client.post(f"{PAGE}check/", {f"policy:{PLACE}": RIGHT}, headers=HTMX)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#result", "outerHTML")


def test_a_policy_that_cannot_be_read_is_the_policys_error(client: Client) -> None:
    answer = check(client, "{")
    assert "The policy is wrong" in answer
    assert "Line 1" in answer


def test_attempts_and_edits_are_kept_and_the_same_sent_twice_counts_once(client: Client) -> None:
    for text in (LOOSE, LOOSE, RIGHT, RIGHT):
        check(client, text)
    assert [attempt.answer["policies"][PLACE] for attempt in Attempt.objects.all()] == [LOOSE, RIGHT]
    record = Record.objects.get(activity__kind="challenge")
    assert (record.attempt_count, record.best, record.last) == (2, 1.0, 1.0)
    page = client.get(PAGE).text
    assert "2 attempts kept" in page
    assert "Passed" in page


def test_without_script_a_check_leads_back_to_the_page_with_its_result(client: Client) -> None:
    answer = client.post(f"{PAGE}check/", {f"policy:{PLACE}": LOOSE})
    assert answer["Location"] == f"{PAGE}#result"
    assert "Something that is forbidden is allowed" in client.get(PAGE).text


def test_places_that_may_not_be_edited_do_not_count(client: Client) -> None:
    trust = "444455556666/role/report-reader/trust"
    answer = client.post(f"{PAGE}check/", {f"policy:{PLACE}": RIGHT, f"policy:{trust}": "{"}, headers=HTMX)
    assert "Passed" in answer.text


def test_the_solution_asks_first_and_shows_yours_beside_it_afterwards(client: Client) -> None:
    page = client.get(f"{PAGE}solution/").text
    assert "Show the solution?" in page
    assert "ReadReportsOf2026" not in page
    assert "ReadReportsOf2026" in client.post(f"{PAGE}solution/").text
    check(client, RIGHT)
    page = client.get(f"{PAGE}solution/").text
    assert "Yours, 100 of 100" in page


def test_acts_of_a_first_visit_make_the_sandbox(client: Client) -> None:
    answer = client.post(f"{PAGE}sandbox/evaluate/", {"action": "s3:GetObject", "resource": "x"})
    assert answer.status_code == 307
    assert Sandbox.objects.count() == 1
    assert client.post(f"{PAGE}sandbox/no-such-act/").status_code == 404


def test_help_in_writing_makes_neither_a_guest_nor_a_sandbox(client: Client) -> None:
    sent = {"policy": PLACE, "text": RIGHT, "caret": str(RIGHT.index("s3:Get") + 1), "want": "about"}
    answer = client.post(f"{PAGE}sandbox/writing/", sent)
    assert answer.json()["found"]["title"] == "s3:GetObject"
    assert not answer.cookies
    assert not Sandbox.objects.exists()
    assert client.post(f"{PAGE}sandbox/writing/", {**sent, "policy": "x"}).status_code == 404


def test_a_sandbox_leads_back_to_its_challenge(client: Client) -> None:
    check(client, RIGHT)
    origin = Sandbox.objects.get().origin
    assert client.get(f"/practice/by-id/{origin}/")["Location"] == PAGE
    assert client.get(f"/practice/by-id/{uuid4()}/").status_code == 404


def test_a_text_that_is_too_long_is_refused_and_no_older_one_is_graded(client: Client) -> None:
    check(client, LOOSE)
    answer = client.post(f"{PAGE}check/", {f"policy:{PLACE}": "y" * 40_000}, headers=HTMX)
    assert answer.status_code == 422
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#evaluation", "outerHTML")
    assert "A text is too long" in answer.text
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("text", ["", "\0", "null", "[]", "[" * 5000, '{"Statement": "\\ud800"}', "<script>"])
def test_nothing_that_can_be_typed_breaks_a_check(client: Client, text: str) -> None:
    for headers in (HTMX, {}):
        assert client.post(f"{PAGE}check/", {f"policy:{PLACE}": text}, headers=headers).status_code in (200, 302)
    assert client.get(PAGE).status_code == 200
    assert Attempt.objects.count() == 1


def test_a_check_keeps_for_undo_what_another_tab_wrote(client: Client) -> None:
    check(client, LOOSE)
    stale = {f"policy:{PLACE}": RIGHT, f"base:{PLACE}": "0" * 16}
    assert "Passed" in client.post(f"{PAGE}check/", stale, headers=HTMX).text
    steps = Sandbox.objects.get().steps.order_by("number").values_list("what", flat=True)
    assert list(steps)[-1] == "Changed in two tabs"


def test_nobody_sees_anothers_attempts(client: Client, bob: User) -> None:
    check(client, RIGHT)
    other = Client()
    other.force_login(bob)
    assert "Passed" not in other.get(PAGE).text


def test_a_check_takes_few_queries(
    client: Client, bob: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(bob)
    check(client, LOOSE)
    with django_assert_max_num_queries(17):
        check(client, RIGHT)
    with django_assert_max_num_queries(9):
        client.get(PAGE)
    with django_assert_max_num_queries(5):
        client.get("/practice/")


def test_fixes_stay_folded_beside_a_challenge_since_they_give_its_answer_away(
    client: Client, role_lesson: Lesson
) -> None:
    warning = "They give part of the answer away."
    asked = {"action": "s3:DeleteObject", "resource": "arn:aws:s3:::northwind-reports-prod/x", "view": "task"}
    assert 'name="view" value="task"' in client.get(PAGE).text
    client.post(f"{PAGE}sandbox/evaluate/", asked, follow=True)
    sandbox = Sandbox.objects.get()
    assert warning in client.post(f"/sandboxes/{sandbox.pk}/evaluate/", asked, headers=HTMX).text
    elsewhere = {**asked, "view": "workbench"}
    assert warning not in client.post(f"/sandboxes/{sandbox.pk}/evaluate/", elsewhere, headers=HTMX).text


def test_what_is_wrong_is_marked_as_wrong_whatever_was_decided(client: Client) -> None:
    answer = check(client, LOOSE)
    told = answer[answer.index("<dt>Is</dt>") :]
    told = told[: told.index("</dd>")]
    assert "Allowed" in told
    assert "#i-wrong" in told
    assert 'data-state="allow"' not in told


def test_a_passed_challenge_leads_on_and_back(client: Client, lesson: Lesson) -> None:
    for text in (check(client, RIGHT), client.get(PAGE).text):
        assert f'href="/lessons/{lesson.slug}/">Back to lesson {lesson.number}</a>' in text
        assert 'href="/practice/">All challenges</a>' in text
    assert "Back to lesson" not in check(client, LOOSE)


def test_a_text_of_another_tab_that_a_check_writes_over_comes_back_by_undo(client: Client) -> None:
    check(client, RIGHT)
    client.post(f"{PAGE}check/", {f"policy:{PLACE}": LOOSE, f"base:{PLACE}": digest_of(SIBLING)}, headers=HTMX)
    sandbox = Sandbox.objects.get()
    assert '"s3:*"' in client.get(PAGE).text.replace("&quot;", '"')
    sandbox.undo()
    assert json.dumps(RIGHT)[1:-1] in json.dumps(sandbox.state)


def test_every_kind_of_hidden_request_has_its_words() -> None:
    assert FAMILIES.keys() == set(Family)
