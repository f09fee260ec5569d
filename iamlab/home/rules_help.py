"""Help on the rules that the simulator follows: all of them, and each by its id."""

from dataclasses import dataclass
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from iamlab.engine import Rule, all_rules

from .help_text import sentence

SUBJECTS = {
    "G": "Grammar and quotas",
    "M": "Matching actions, resources and principals",
    "C": "The request's context",
    "O": "Condition operators",
    "V": "Policy variables",
    "D": "The decision",
    "S": "Roles and sessions",
    "E": "Messages of denials",
    "L": "Validation",
    "I": "Names, ids and ARNs",
}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with its sentences as HTML."""

    rule: Rule
    text: SafeString
    doubt: SafeString


@dataclass(frozen=True, slots=True)
class Subject:
    """The rules whose ids begin with one letter."""

    letter: str
    title: str
    rules: tuple[ShownRule, ...]


def _shown(rule: Rule) -> ShownRule:
    return ShownRule(rule, sentence(rule.text), sentence(rule.doubt))


@cache
def _subjects() -> tuple[Subject, ...]:
    rules = all_rules().values()
    return tuple(
        Subject(letter, title, tuple(_shown(rule) for rule in rules if rule.id[0] == letter))
        for letter, title in SUBJECTS.items()
    )


@require_safe
def rules_index(request: HttpRequest) -> HttpResponse:
    """Show all rules by subject; each has its id as anchor."""
    return render(request, "home/help/rules.html", {"subjects": _subjects(), "count": len(all_rules())})


@require_safe
def rule_page(request: HttpRequest, id: str) -> HttpResponse:
    """Show one rule: its text, its sources and what remains in doubt. 404 for an id that no rule has."""
    rule = all_rules().get(id)
    if rule is None:
        raise Http404
    return render(request, "home/help/rule.html", {"shown": _shown(rule), "subject": SUBJECTS[id[0]]})
