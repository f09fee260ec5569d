"""How often one visitor may ask for a decision."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from iamlab.accounts.guests import known_learner

WINDOW = 60
PER_LEARNER = 240
# A visitor without a session is known by address only, and a whole school may share one.
PER_ADDRESS = 1200


def is_too_often(request: HttpRequest) -> bool:
    """Count this request, and say whether its visitor has sent more than allowed within the current minute."""
    learner = known_learner(request)
    if learner:
        visitor, limit = f"{learner.user_id or learner.guest_id}", PER_LEARNER
    else:
        visitor, limit = get_adapter().get_client_ip(request), PER_ADDRESS
    key = f"decisions:{visitor}:{int(time.time() // WINDOW)}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > limit
    except ValueError:  # The minute ended between the two.
        return False


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer a visitor who asks too often. Nothing was stored or lost; static/js/connection.js says so to a browser."""
    response = render(request, "sandbox/too_often.html", status=429)
    response["Retry-After"] = str(WINDOW)
    return response
