"""Who may see or change a sandbox."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from iamlab.accounts.guests import known_learner

from .models import Sandbox


def sandbox_for(request: HttpRequest, uuid: UUID) -> Sandbox:
    """Return the sandbox if it belongs to who asks. Raises Http404 for everybody else, as for one that never was."""
    return get_object_or_404(Sandbox.objects.of(known_learner(request)), pk=uuid)
