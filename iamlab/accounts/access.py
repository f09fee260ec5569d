"""Who may see or change whom."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from iamlab.http import without_nul

from .models import User


def students_for(request: HttpRequest) -> "QuerySet[User]":
    """Return the people whose password this instructor may set: everybody without rights of their own.

    Raises Http404 for whoever is no instructor, so that the address tells an outsider nothing.
    """
    if not (request.user.is_authenticated and request.user.is_instructor):
        raise Http404
    return User.objects.filter(is_active=True, is_instructor=False, is_staff=False, is_superuser=False)


def student_for(request: HttpRequest, username: str) -> User:
    """Return one of `students_for` by user name. Raises Http404 for an outsider and for anybody else's name."""
    return get_object_or_404(students_for(request), username__iexact=without_nul(username))
