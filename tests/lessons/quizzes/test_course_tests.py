"""The tests before and after the course: drawn for a learner, asked once, shown side by side."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import Learner, learner_merged
from iamlab.accounts.models import User
from lessons.courseware import Template
from lessons.library.course_tests import asked_in
from lessons.library.models import Activity, Lesson
from lessons.progress.course_tests import begin_test
from lessons.progress.mastery import concepts_of
from lessons.progress.models import Attempt, Record
from lessons.progress.queries import progress_of
from lessons.quizzes.course_tests.queries import asked, begun_test
from lessons.quizzes.tokens import read_token
from tests.lessons.right_answers import right_answer, wrong_answer
from tests.whole_course import publish_whole_course, whole_course

BEFORE, AFTER = "/tests/pre-test/", "/tests/post-test/"


@pytest.fixture
def bobs(client: Client, bob: User) -> Client:
    """Bob's browser."""
    client.force_login(bob)
    return client


def begin(client: Client, address: str = BEFORE) -> str:
    return client.post(f"{address}begin/", follow=True).text


def answers(user: User, client: Client, kind: str = "pre-test", *, right: bool = True) -> Iterator[str]:
    """Answer question after question; yields what each answer leads to."""
    learner = Learner(user.pk, None)
    while record := (test := begun_test(learner, kind)).next:
        shown = asked(test, record, learner)
        assert shown is not None
        seed = read_token(shown.token, record.activity_id).seed
        choose = right_answer if right else wrong_answer
        sent = {name: values[0] for name, values in choose(shown.question, shown.lesson.content.scenario, seed).items()}
        address = f"/tests/{kind}/{record.activity_id}/answer/"
        yield client.post(address, {"draw": shown.token, **sent}, follow=True).text


def test_it_asks_twenty_computed_questions_from_all_modules(bob: User) -> None:
    publish_whole_course()
    begin_test(Learner(bob.pk, None), "pre-test")
    chosen = Activity.objects.filter(records__user=bob)
    computed = [
        each for lesson in whole_course().course.lessons() for each in lesson.questions if isinstance(each, Template)
    ]
    assert chosen.count() == 20
    assert {activity.pk for activity in chosen} <= {asked_in(question.uuid, "pre-test") for question in computed}
    assert {activity.lesson.module.number for activity in chosen} == {
        module.number for module in whole_course().course.modules
    }
    assert len({activity.lesson_id for activity in chosen}) >= 15


def test_another_learner_gets_other_questions(bob: User, charlie: User) -> None:
    publish_whole_course()
    for user in (bob, charlie):
        begin_test(Learner(user.pk, None), "pre-test")
    of_bob, of_charlie = (
        set(Record.objects.filter(user=user).values_list("activity", flat=True)) for user in (bob, charlie)
    )
    assert of_bob != of_charlie


def test_the_second_test_asks_the_same_with_other_values(bob: User) -> None:
    publish_whole_course()
    learner = Learner(bob.pk, None)
    drawn: dict[str, list[tuple[UUID, int]]] = {}
    for kind in ("pre-test", "post-test"):
        begin_test(learner, kind)
        test = begun_test(learner, kind)
        shown = [(asked(test, record, learner), record) for record in test.records]
        drawn[kind] = [(each.uuid, read_token(each.token, record.activity_id).seed) for each, record in shown if each]
    assert [uuid for uuid, _ in drawn["pre-test"]] == [uuid for uuid, _ in drawn["post-test"]]
    assert {seed for _, seed in drawn["pre-test"]}.isdisjoint({seed for _, seed in drawn["post-test"]})


def test_a_visitor_reads_what_it_is_and_nothing_is_stored(client: Client, role_lesson: Lesson) -> None:
    page = client.get(BEFORE).text
    assert "2 questions from all modules" in page
    assert not Record.objects.exists()
    assert "There is nothing to ask yet" not in page


def test_each_test_is_called_by_its_name_until_its_end(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    for address, kind, title in (
        (BEFORE, "pre-test", "Test before the course"),
        (AFTER, "post-test", "Test after the course"),
    ):
        pages = [bobs.get(address).text, begin(bobs, address), *answers(bob, bobs, kind)]
        assert [f"<li>{title}</li>" in page for page in pages] == [True] * len(pages)


def test_without_a_course_there_is_nothing_to_ask(client: Client, db: None) -> None:
    assert "There is nothing to ask yet" in client.get(BEFORE).text
    assert "There is nothing to ask yet" in begin(client)


def test_begun_twice_it_is_the_same_test(bobs: Client, role_lesson: Lesson) -> None:
    assert "Question 1 of 2" in begin(bobs)
    before = list(Record.objects.values_list("activity", flat=True))
    assert "Question 1 of 2" in begin(bobs)
    assert list(Record.objects.values_list("activity", flat=True)) == before


def test_right_answers_show_at_the_end_and_side_by_side(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    begin(bobs)
    first, last = answers(bob, bobs, right=False)
    assert "Question 2 of 2" in first
    assert "data-result" not in first
    assert "0 of 2 right" in last
    assert last.count('data-result="right"') == 2
    begin(bobs, AFTER)
    assert "2 of 2 right" in list(answers(bob, bobs, "post-test"))[-1]
    page = re.sub(r"\s+", " ", bobs.get("/progress/").text)
    assert re.search(r"All</th><td> ?0 of 2 ?</td><td> ?2 of 2 ?</td>", page)
    comparison = progress_of(Learner(bob.pk, None)).tests
    assert (comparison.before.right, comparison.after.right) == (0, 2)


def test_until_the_end_progress_tells_no_score(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    begin(bobs)
    next(answers(bob, bobs))
    page = bobs.get("/progress/").text
    assert "1 of 2 answered" in page
    assert "Go on with the test before" in page


def test_a_test_starts_no_lesson_and_is_no_evidence(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    begin(bobs)
    list(answers(bob, bobs, right=False))
    assert not Record.objects.filter(activity__kind=Activity.Kind.LESSON).exists()
    assert not Attempt.objects.exclude(misconception="").exists()
    assert {concept.state for concept in concepts_of(Learner(bob.pk, None))} == {"new"}
    assert progress_of(Learner(bob.pk, None)).is_empty


def test_an_answer_counts_once(bobs: Client, bob: User, role_lesson: Lesson) -> None:
    begin(bobs)
    learner = Learner(bob.pk, None)
    test = begun_test(learner, "pre-test")
    record = test.records[0]
    shown = asked(test, record, learner)
    assert shown
    for choice in shown.choices:
        bobs.post(f"{BEFORE}{record.activity_id}/answer/", {"draw": shown.token, "option": choice.id})
    assert Attempt.objects.get().answer["option"] == shown.choices[0].id


@pytest.mark.parametrize("sent", [{}, {"draw": "forged", "option": "allow"}, {"option": "no-such-option"}])
def test_what_cannot_be_graded_is_asked_again(
    bobs: Client, bob: User, role_lesson: Lesson, sent: dict[str, str]
) -> None:
    begin(bobs)
    record = begun_test(Learner(bob.pk, None), "pre-test").records[0]
    answer = bobs.post(f"{BEFORE}{record.activity_id}/answer/", sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not Attempt.objects.exists()


def test_nobody_answers_in_the_test_of_another(bobs: Client, bob: User, charlie: User, role_lesson: Lesson) -> None:
    begin(bobs)
    record = begun_test(Learner(bob.pk, None), "pre-test").records[0]
    outsider = Client()
    outsider.force_login(charlie)
    for client in (outsider, Client()):
        assert client.post(f"{BEFORE}{record.activity_id}/answer/", {"option": "allow"}).status_code == 404
    assert bobs.post(f"{AFTER}{record.activity_id}/answer/", {"option": "allow"}).status_code == 404


@pytest.mark.parametrize("address", ["/tests/mid-test/", "/tests/lesson/"])
def test_there_are_two_tests(client: Client, role_lesson: Lesson, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(f"{address}begin/").status_code == 404


def test_a_guest_takes_a_test_too(client: Client, role_lesson: Lesson) -> None:
    assert "Question 1 of 2" in begin(client)
    page = client.get("/progress/").text
    assert "Go on with the test before" in page
    assert "Nothing here yet" not in page
    assert "to keep it" in page


def test_a_guest_who_signs_in_keeps_one_test(bob: User) -> None:
    publish_whole_course()
    guest, member = Learner(None, uuid4()), Learner(bob.pk, None)
    begin_test(guest, "pre-test")
    begin_test(guest, "post-test")
    begin_test(member, "pre-test")
    own = begun_test(member, "pre-test").records
    learner_merged.send(sender=User, guest_id=guest.guest_id, user=bob)
    assert begun_test(member, "pre-test").records == own
    assert begun_test(member, "post-test").count == 20


def test_an_answer_takes_few_queries(
    bobs: Client, bob: User, role_lesson: Lesson, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    begin(bobs)
    learner = Learner(bob.pk, None)
    test = begun_test(learner, "pre-test")
    shown = asked(test, test.records[0], learner)
    assert shown
    sent = {"draw": shown.token, "option": shown.choices[0].id}
    with django_assert_max_num_queries(8):
        bobs.post(f"{BEFORE}{test.records[0].activity_id}/answer/", sent)
    with django_assert_max_num_queries(5):
        bobs.get(BEFORE)
    list(answers(bob, bobs))
    with django_assert_max_num_queries(6):
        bobs.get(BEFORE)


def test_the_address_of_an_answer_leads_to_the_question_that_is_next(bobs: Client, bob: User) -> None:
    publish_whole_course()
    begin(bobs)
    record = begun_test(Learner(bob.pk, None), "pre-test").next
    assert record
    assert bobs.get(f"{BEFORE}{record.activity_id}/answer/")["Location"] == BEFORE
    assert bobs.get(f"/tests/none/{record.activity_id}/answer/").status_code == 404
