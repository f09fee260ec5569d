"""The front page, the help pages, and the page for a form that was sent without a valid CSRF token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import example

GATES = (
    "Explicit deny",
    "Resource control policies",
    "Service control policies",
    "Resource policy",
    "Identity policies",
    "Permissions boundary",
    "Session policy",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what IAM Lab is, and one decision to try."""
    context = {
        "policy": example.POLICY,
        "policy_name": example.POLICY_NAME,
        "requests": example.REQUESTS,
        "chosen": example.FIRST_REQUEST,
        "gates_waiting": GATES,
    }
    return render(request, "home/home.html", context)


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show the help page whose template is home/help/<page>.html."""
    return render(request, f"home/help/{page}.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form (Django calls this as `CSRF_FAILURE_VIEW`); `reason` is Django's, for programmers."""
    return render(request, "403.html", {"csrf_reason": reason}, status=403)
