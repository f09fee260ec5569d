"""Stores what the cloud accepts, and shows at a form what it does not."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from iamlab.cloud import Changed, Group, Problem, Thing, User, change, rename, size_problem

from ..models import Sandbox
from ..typed import TypedForm

FORM_PAGE = "sandbox/explorer/form.html"


def renamed_and_changed(sandbox: Sandbox, account: str, old: Thing, new: Thing) -> Changed:
    """Put `new` in place of `old`. AWS renames users and groups alone; forms of other things keep the name."""
    cloud = sandbox.bench.cloud
    if new.name == old.name or not isinstance(old, (User, Group)):
        return change(cloud, account, new)
    renamed = rename(cloud, account, old, new.name)
    return renamed if renamed.problems else change(renamed.cloud, account, new)


def problems_of(changed: Changed) -> tuple[Problem, ...]:
    """What the cloud refuses, or what there would be too much of."""
    too_much = None if changed.problems else size_problem(changed.cloud)
    return (too_much,) if too_much else changed.problems


def kept(request: HttpRequest, sandbox: Sandbox, changed: Changed, form: TypedForm, what: str) -> bool:
    """Store a change that the cloud accepts, within `changing`; else show at the form why not."""
    problems = problems_of(changed)
    if problems:
        form.tell(problems)
        return False
    store(sandbox, changed, what)
    messages.success(request, f"{what}. Undo takes it back.")
    return True


def store(sandbox: Sandbox, changed: Changed, what: str) -> None:
    """Store a change of the sandbox's cloud, within `changing`, as a step of the history that says `what` was done."""
    sandbox.replace_by(replace(sandbox.bench, cloud=changed.cloud), what)


def form_page(
    request: HttpRequest, sandbox: Sandbox, form: TypedForm, title: str, button: str, more: dict[str, Any]
) -> HttpResponse:
    """The page of a form, 422 where it has errors; `more` is added to what its template gets."""
    context = {"sandbox": sandbox, "form": form, "title": title, "button": button, **more}
    return render(request, FORM_PAGE, context, status=422 if form.errors else 200)
