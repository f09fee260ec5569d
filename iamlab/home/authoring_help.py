"""Help for authors: how a lesson is written, with every example taken from a lesson that is checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.courseware.authoring import Example, read_guide


@require_safe
def authoring(request: HttpRequest) -> HttpResponse:
    """Show the guide for authors."""
    parts = [(part, [(piece, isinstance(piece, Example)) for piece in part.pieces]) for part in read_guide()]
    return render(request, "home/help/authoring.html", {"parts": parts})
