"""Pages that show what is published as it is: the glossary."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Term


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """List all terms from A to Z, each with where it is taught."""
    terms = Term.objects.filter(lesson__is_published=True).select_related("lesson__module")
    in_order = sorted(terms, key=lambda term: term.title.casefold())
    by_letter = groupby(in_order, key=lambda term: term.title[0].upper())
    letters = [(letter, list(each)) for letter, each in by_letter]
    return render(request, "library/glossary.html", {"letters": letters, "count": len(in_order)})
