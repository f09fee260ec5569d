"""What browsers and search engines ask for by convention."""

from django.contrib.staticfiles import finders
from django.test import Client


def test_the_icon_is_found_without_reading_a_page(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response.headers["Location"].removeprefix("/static/"))


def test_search_engines_are_told_to_leave_out_what_is_personal(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert {"Disallow: /account/", "Disallow: /sandboxes/"} <= set(response.content.decode().splitlines())
