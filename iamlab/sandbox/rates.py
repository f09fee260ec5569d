"""How often one visitor may ask for a decision, and for help in writing."""

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
DECISIONS, WRITING = "decisions", "writing"
# An editor asks at nearly every key, for answers that cost little.
TIMES = {DECISIONS: 1, WRITING: 3}


def is_too_often(request: HttpRequest, kind: str = DECISIONS) -> bool:
    """Count this request, and say whether its visitor has sent more than allowed within the current minute."""
    learner = known_learner(request)
    if learner:
        visitor, most = f"{learner.user_id or learner.guest_id}", PER_LEARNER
    else:
        visitor, most = get_adapter().get_client_ip(request), PER_ADDRESS
    key = f"{kind}:{visitor}:{int(time.time() // WINDOW)}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > most * TIMES[kind]
    except ValueError:  # The minute ended between the two.
        return False


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer a visitor who asks too often. Nothing was stored or lost; static/js/connection.js says so to a browser."""
    response = render(request, "sandbox/too_often.html", status=429)
    response["Retry-After"] = str(WINDOW)
    return response
