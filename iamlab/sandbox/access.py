"""Who may see or change a sandbox, and one change at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from iamlab.accounts.guests import known_learner

from .models import Sandbox


def sandbox_for(request: HttpRequest, uuid: UUID) -> Sandbox:
    """Return the sandbox to be shown, if it belongs to who asks.

    Raises Http404 for everybody else, as for one that never was.
    """
    return get_object_or_404(Sandbox.objects.of(known_learner(request)), pk=uuid)


@contextmanager
def changing(request: HttpRequest, uuid: UUID) -> Iterator[Sandbox]:
    """Yield the sandbox to be changed by what was posted: until the block ends, all who change it too have to wait.

    The state is read within the lock, so that a change never begins with one that another request is about to replace.
    SQLite locks the whole database as the transaction begins. What is raised takes the change back. A view that also
    shows its form (GET) reads without a lock. Raises Http404 as `sandbox_for` does.
    """
    if request.method != "POST":
        yield sandbox_for(request, uuid)
        return
    with transaction.atomic():
        yield get_object_or_404(Sandbox.objects.of(known_learner(request)).select_for_update(), pk=uuid)
