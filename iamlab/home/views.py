"""The front page, and the page for a form that was sent without a valid CSRF token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what IAM Lab is."""
    return render(request, "home/home.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form (Django calls this as `CSRF_FAILURE_VIEW`); `reason` is Django's, for programmers."""
    return render(request, "403.html", {"csrf_reason": reason}, status=403)
