"""Keeps what people predicted in the sandbox, as the sandbox tells it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.dispatch import receiver

from iamlab.accounts.guests import Learner
from iamlab.accounts.owned import owned_by
from iamlab.sandbox.predicting import prediction_answered

from .models import SandboxPrediction


@dataclass(frozen=True, slots=True)
class Predicted:
    """How many predictions somebody made in sandboxes, and how many held."""

    made: int
    right: int


@receiver(prediction_answered)
def keep(
    sender: type, learner: Learner, origin: UUID | None, asked: str, said: str, decided: str, **kwargs: Any
) -> None:
    """Keep a prediction. The first one of a request with its policies stays."""
    row = SandboxPrediction(**owned_by(learner), origin=origin, asked=asked, said=said, decided=decided)
    SandboxPrediction.objects.bulk_create([row], ignore_conflicts=True)


def predicted_by(learner: Learner | None) -> Predicted:
    """What a learner predicted in sandboxes: one query."""
    held = Count("pk", filter=Q(said=F("decided")))
    counted = SandboxPrediction.objects.of(learner).aggregate(made=Count("pk"), right=held)
    return Predicted(counted["made"], counted["right"])
