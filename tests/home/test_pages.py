"""Front page, help pages, and the tags of the shell."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from iamlab.accounts.guests import Learner
from iamlab.accounts.models import User
from lessons.library.models import Lesson
from lessons.progress.recording import finish_lesson, visit_lesson
from tests.whole_course import publish_whole_course

pytestmark = pytest.mark.django_db

HELP = ("/help/simulated/", "/help/keyboard/", "/help/accessibility/", "/help/cheat-sheet/")


def rendered(source: str, **context: object) -> str:
    """Return what the template `source` makes of `context`."""
    return Template("{% load shell %}" + source).render(Context(context))


def test_the_front_page_offers_a_decision_to_a_visitor(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "KeepPayrollClosed" in page.text
    assert "northwind-reports/payroll/june.csv" in page.text
    assert "Not affiliated with or endorsed by AWS." in page.text


@pytest.mark.parametrize("address", HELP)
def test_help_needs_no_account_and_is_linked_from_the_footer(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in client.get("/").text


def test_the_header_knows_who_is_signed_in(client: Client, alice: User) -> None:
    assert "Sign in" in client.get("/").text
    client.force_login(alice)
    page = client.get("/").text
    assert "Alice Ames, your profile" in page
    assert ">AA<" in page


def test_signing_in_leads_back_to_a_page_that_can_be_opened(client: Client) -> None:
    assert "/account/login/?next=/glossary/%3Fq%3Drole" in client.get("/glossary/?q=role").text
    assert "next=" not in client.get("/").text


def test_an_icon_without_its_word_has_a_name() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "allow" %}')
    assert 'role="img" aria-label="a &lt; b"' in rendered('{% icon "allow" label=word %}', word="a < b")
    assert 'class="icon icon-sm"' in rendered('{% icon "allow" "icon-sm" %}')


def test_a_link_of_the_navigation_knows_its_page() -> None:
    link = '{% nav_link "What is simulated" "home:simulated" %}'
    assert 'aria-current="page"' in rendered(link, request=RequestFactory().get("/help/simulated/"))
    assert 'aria-current="true"' in rendered(link, request=RequestFactory().get("/help/simulated/more/"))
    assert "aria-current" not in rendered(link, request=RequestFactory().get("/"))
    assert "aria-current" not in rendered(link)


def test_a_sandbox_lies_in_its_section_of_the_navigation(client: Client, db: None) -> None:
    sandbox = client.post("/sandbox/start/vendor/")["Location"]
    page = client.get(f"{sandbox}sessions/").text
    assert '<a href="/sandbox/" aria-current="true">Sandbox</a>' in page


@pytest.mark.parametrize(("name", "letters"), [("Maya Lind", "ML"), ("ana", "A"), ("Ana de la Cruz", "AC"), ("", "")])
def test_initials_are_one_letter_or_two(name: str, letters: str) -> None:
    assert rendered("{{ name|initials }}", name=name) == letters


def test_the_front_page_says_where_to_go_on(client: Client, bob: User) -> None:
    publish_whole_course()
    first, second, *_ = Lesson.objects.published()
    learner = Learner(bob.pk, None)
    client.force_login(bob)
    assert f"Start with lesson {first.number}" in client.get("/").text
    visit_lesson(learner, first.uuid, "takeaways")
    page = client.get("/").text
    assert f'href="/lessons/{first.slug}/#takeaways">Go on with lesson {first.number}</a>' in page
    assert "0 of 40 lessons done." in page
    finish_lesson(learner, first.uuid)
    page = client.get("/").text
    assert f"Go on with lesson {second.number}</a>" in page
    assert "1 of 40 lessons done." in page
    for lesson in Lesson.objects.published():
        finish_lesson(learner, lesson.uuid)
    page = client.get("/").text
    assert 'href="/progress/">Your progress</a>' in page
    assert "Start with" not in page
