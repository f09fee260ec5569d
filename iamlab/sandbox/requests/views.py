"""Completion for the request form."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .completing import actions_like


@cache_control(public=True, max_age=86_400)
@require_safe
def actions(request: HttpRequest) -> JsonResponse:
    """Services, or the actions of one, that begin like `q`."""
    offers = [{"value": value, "label": label} for value, label in actions_like(request.GET.get("q", "")[:100])]
    return JsonResponse({"offers": offers})
