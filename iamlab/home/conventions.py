"""Addresses that browsers and search engines ask for by convention."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 60 * 60
# Whatever belongs to one person; everything else may be found.
ROBOTS = """\
User-agent: *
Disallow: /account/
Disallow: /progress/
Disallow: /sandboxes/
"""


@cache_control(max_age=DAY)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon, for whoever asks without reading the page that names it."""
    return redirect(static("img/favicon-32.png"))


@cache_control(max_age=DAY)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave out (RFC 9309)."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
