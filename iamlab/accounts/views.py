"""The profile, and the password of a student who has forgotten it."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from iamlab.http import without_nul

from .access import student_for, students_for
from .forms import ProfileForm
from .passwords import set_temporary_password
from .rates import POSTS, limited

STUDENTS_SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def profile(request: HttpRequest) -> HttpResponse:
    """Show what somebody's account holds, and change the name shown to others."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your profile is saved.")
        return redirect("accounts:profile")
    context = {"form": form, "mfa_is_on": is_mfa_enabled(request.user)}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """Find a student by a part of the user name or of the name shown to others."""
    query = without_nul(request.GET.get("q", "")).strip()
    found = students_for(request)
    if query:
        found = found.filter(Q(username__icontains=query) | Q(display_name__icontains=query))
    shown = list(found.order_by("username")[: STUDENTS_SHOWN + 1])
    context = {"query": query, "students": shown[:STUDENTS_SHOWN], "more": len(shown) > STUDENTS_SHOWN}
    return render(request, "accounts/students.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def temporary_password(request: HttpRequest, username: str) -> HttpResponse:
    """Set a student's password without mail, and show it to the instructor this once."""
    student = student_for(request, username)
    password = set_temporary_password(student) if request.method == "POST" else None
    return render(request, "accounts/temporary_password.html", {"student": student, "password": password})
