"""Help on lint: the table of all checks, and a page for each."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from iamlab.engine import FindingType, PolicyKind
from iamlab.engine.lint import access_analyzer_checks, lint_checks, lint_page
from iamlab.sandbox.showing.highlight import policy_lines

from .help_text import sentence

_TYPES = {
    FindingType.ERROR: ("Errors", "The policy does not work as written, or AWS refuses it."),
    FindingType.SECURITY_WARNING: ("Security warnings", "The policy allows more than it seems to."),
    FindingType.WARNING: ("Warnings", "The policy may do something else than was meant."),
    FindingType.SUGGESTION: ("Suggestions", "The policy can say the same with less."),
}
TYPE_WORDS = {
    FindingType.ERROR: "Error",
    FindingType.SECURITY_WARNING: "Security warning",
    FindingType.WARNING: "Warning",
    FindingType.SUGGESTION: "Suggestion",
}
_KINDS = {
    PolicyKind.IDENTITY: "identity policy",
    PolicyKind.SESSION: "session policy",
    PolicyKind.RESOURCE: "resource policy",
    PolicyKind.KEY: "key policy",
    PolicyKind.TRUST: "trust policy",
    PolicyKind.SCP: "service control policy",
    PolicyKind.RCP: "resource control policy",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One check in the table: whether lint does it, or why not. A check that it does has a page."""

    code: str
    title: str
    answer: SafeString
    has_page: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one type."""

    title: str
    meaning: str
    rows: tuple[Row, ...]


def _row(code: str, title: str, why_not: str = "") -> Row:
    if why_not:
        return Row(code, title, sentence(f"No. {why_not}"), has_page=False)
    done = "On request: AWS has lifted this limit." if lint_checks()[code].obsolete else "Yes"
    return Row(code, title, sentence(done), has_page=True)


def _groups() -> tuple[Group, ...]:
    listed = access_analyzer_checks()
    return tuple(
        Group(
            title,
            meaning,
            tuple(_row(each.code, each.title, each.why_not) for each in listed if each.finding_type is type),
        )
        for type, (title, meaning) in _TYPES.items()
    )


def _own() -> tuple[Row, ...]:
    """Return the checks that are not on AWS's list."""
    listed = {each.code for each in access_analyzer_checks()}
    pages = (lint_page(code) for code in sorted(lint_checks()) if code not in listed)
    return tuple(_row(page.code, page.title) for page in pages if page)


@require_safe
def lint_index(request: HttpRequest) -> HttpResponse:
    """Show every check of IAM Access Analyzer: done, or why not."""
    listed = access_analyzer_checks()
    done = sum(not each.why_not for each in listed)
    context = {"groups": _groups(), "own": _own(), "done": done, "listed": len(listed)}
    return render(request, "home/help/lint.html", context)


@require_safe
def lint_check(request: HttpRequest, code: str) -> HttpResponse:
    """Show one check: what it finds, why, a policy that fails and one that passes. 404 for another code."""
    page = lint_page(code)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "type": TYPE_WORDS[page.finding_type],
        "obsolete": lint_checks()[code].obsolete,
        "paragraphs": [sentence(paragraph) for paragraph in page.paragraphs],
        "examples": [(each.fails, _KINDS[each.kind], policy_lines(each.text)) for each in page.examples],
    }
    return render(request, "home/help/lint_check.html", context)
