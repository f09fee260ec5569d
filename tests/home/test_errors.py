"""Pages for what went wrong, and the headers that every page has."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist_gets_our_page(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "IAM Lab" in response.content.decode()


def test_a_form_without_its_token_gets_our_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "bob", "password": "x"})
    assert response.status_code == 403
    assert "security token" in response.content.decode()


def test_the_page_for_a_fault_of_ours_needs_nothing_that_may_be_broken(rf: RequestFactory) -> None:
    """Django renders it without a user, a session or a database."""
    request: HttpRequest = rf.get("/")
    response = server_error(request)
    assert response.status_code == 500
    assert "IAM Lab" in response.content.decode()


def test_every_page_has_a_strict_content_security_policy(client: Client) -> None:
    headers = client.get("/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_public_page_is_compressed(client: Client) -> None:
    assert client.get("/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
