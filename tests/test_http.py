"""A page for a browser, a fragment for htmx, from one view."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from iamlab.http import page_or_fragment


def answer(rf: RequestFactory, **headers: str) -> tuple[str, str]:
    """Return the body and the Vary header that a request with these headers gets."""
    request: HttpRequest = rf.get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    response = page_or_fragment(request, "404.html", "bootstrap5/errors.html", {}, status=422)
    assert response.status_code == 422
    return response.content.decode(), response.headers["Vary"]


def test_htmx_gets_the_fragment(rf: RequestFactory) -> None:
    body, vary = answer(rf, **{"HX-Request": "true"})
    assert "<html" not in body
    assert "HX-Request" in vary


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}])
def test_everybody_else_gets_the_page(rf: RequestFactory, headers: dict[str, str]) -> None:
    body, vary = answer(rf, **headers)
    assert "<html" in body
    assert "HX-Request" in vary
