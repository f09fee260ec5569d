"""Begins a sandbox of a visitor's own, wherever its first state comes from."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from iamlab.accounts.guests import learner_for
from iamlab.http import HtmxRequest, lead_to

from ..bench import Bench
from ..models import SANDBOXES_PER_LEARNER, Sandbox, TooManySandboxes

FULL = f"Delete a sandbox first: you have {SANDBOXES_PER_LEARNER} of your own, which is the most."


def begin(request: HtmxRequest, bench: Bench, title: str, said: str) -> HttpResponse:
    """Make a sandbox that starts with a workbench and lead there, or to the list where there is no room for one more.

    `said`, text or safe HTML, is shown there.
    """
    try:
        sandbox = Sandbox.objects.copy(learner_for(request), bench, title)
    except TooManySandboxes:
        messages.error(request, FULL)
        return lead_to(request, reverse("sandbox:index"))
    messages.success(request, said)
    return lead_to(request, reverse("sandbox:workbench", args=[sandbox.pk]))
