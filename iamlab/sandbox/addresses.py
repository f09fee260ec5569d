"""Where a panel sends what its learner does."""

from dataclasses import dataclass

from django.urls import reverse

from .models import Sandbox

ACTS = (
    "evaluate",
    "assume_role",
    "drop_role",
    "advance_clock",
    "reset",
    "undo",
    "redo",
    "writing",
    "rewrite",
    "switch_policy",
)


@dataclass(frozen=True, slots=True)
class Acts:
    """One address for each of ACTS."""

    evaluate: str
    assume_role: str
    drop_role: str
    advance_clock: str
    reset: str
    undo: str
    redo: str
    writing: str
    rewrite: str
    switch_policy: str


def acts_of(sandbox: Sandbox) -> Acts:
    """The addresses of a stored sandbox."""
    return Acts(*(reverse(f"sandbox:{act}", args=[sandbox.pk]) for act in ACTS))
