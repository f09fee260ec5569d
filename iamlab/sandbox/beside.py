"""The sandbox beside a page of the course: shown as its learner left it, made when they first do something there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from iamlab.accounts.guests import Learner, known_learner, learner_for

from .addresses import ACTS, Acts
from .answering import panel_context
from .bench import Bench
from .editor.views import help_in_writing
from .models import Sandbox
from .predicting import holding_back
from .showing.panel import Prediction, panel_of


@dataclass(frozen=True, slots=True)
class Beside:
    """What the sandbox beside a page needs of it.

    `origin` is the uuid of the lesson or the challenge, and `start` gives the workbench that it begins with. `begins`
    names the address, of `slug` and an act, that answers with `begin`. Where the page itself asks to predict what the
    sandbox begins with, it `holds_back` that decision from a visitor who has done nothing yet.
    """

    origin: UUID
    start: Callable[[], Bench]
    begins: str
    slug: str
    holds_back: bool = False

    def sandbox(self, learner: Learner) -> Sandbox:
        """Return the learner's sandbox, made where there is none."""
        return Sandbox.objects.open_for(learner, self.origin, self.start())

    def context(self, learner: Learner | None) -> dict[str, Any]:
        """Return what the panel beside the page needs. Nothing is stored for a visitor who only looks."""
        found = Sandbox.objects.of_lesson(learner, self.origin)
        if found:
            return panel_context(found, panel_of(found.bench))
        panel = panel_of(self.start())
        return {
            "sandbox": None,
            "panel": holding_back(panel, Prediction(waits=True, in_text=True)) if self.holds_back else panel,
            "origin": self.origin,
            "acts": Acts(*(reverse(self.begins, args=[self.slug, act]) for act in ACTS)),
            "version": "new",
        }

    def begin(self, request: HttpRequest, act: str) -> HttpResponse:
        """Make the visitor's sandbox, and send the form on to it as it came. Raises Http404 for an unknown act."""
        if act not in ACTS:
            raise Http404
        return redirect(f"sandbox:{act}", self.sandbox(learner_for(request)).pk, preserve_request=True)

    def help_in_writing(self, request: HttpRequest) -> HttpResponse:
        """Help a visitor who writes in the panel before their sandbox is made.

        It makes none: the next thing they do may already be on its way, and each of the two would make a guest of its
        own.
        """
        found = Sandbox.objects.of_lesson(known_learner(request), self.origin)
        return help_in_writing(request, found.bench if found else self.start())
