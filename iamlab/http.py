"""What every view speaks: an htmx-aware request, and an answer as a page or as a fragment."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware as DjangoGZipMiddleware
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

ACCOUNT_PAGES = "/account/"
"""Where the address of each page begins that may show a password or the secret of a second factor."""


class HtmxRequest(HttpRequest):
    """The request as django-htmx's middleware leaves it; for annotations only."""

    htmx: HtmxDetails


def page_or_fragment(
    request: HtmxRequest, page: str, fragment: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the template `fragment` for an htmx request and `page`, which includes it, for every other.

    A history restore gets the page: htmx asks for it when its own copy is gone.
    """
    wants_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(request, fragment if wants_fragment else page, dict(context), status=status)
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    return response


def without_nul(text: str) -> str:
    """Return a text that every database takes: Django's forms refuse NUL, what stands in an address may hold it."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def lead_to(request: HtmxRequest, address: str) -> HttpResponse:
    """Lead the whole page to an address: htmx would follow a redirect by itself, and swap in what it finds."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


class GZipMiddleware(DjangoGZipMiddleware):
    """Compress answers, except those of account pages: they echo secrets, whose length compression would tell."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed where that is safe and smaller."""
        if request.path_info.startswith(ACCOUNT_PAGES):
            return response
        return super().process_response(request, response)
