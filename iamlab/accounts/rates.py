"""How often one visitor may send something, and ask for help in writing."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .guests import known_learner

WINDOW = 60
PER_LEARNER = 240
# A visitor without a session is known by address only, and a whole school may share one.
PER_ADDRESS = 1200
POSTS, WRITING = "posts", "writing"
# An editor asks at nearly every key, for answers that cost little.
TIMES = {POSTS: 1, WRITING: 3}

View = TypeVar("View", bound=Callable[..., HttpResponse])


def limited(kind: str, *, reads: bool = False) -> Callable[[View], View]:
    """Let a view answer a visitor who posts more of a kind within a minute than allowed by a page that says so (429).

    What comes is counted before the view runs, so that a visitor without a session counts by their address even where
    the view makes them a guest. `reads` counts GET as well: for a page that decides much, in a cloud of any size.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (reads or request.method == "POST") and _is_too_often(request, kind):
                return _too_often(request)
            return view(request, *args, **kwargs)

        return cast(View, counted)

    return gate


def _is_too_often(request: HttpRequest, kind: str) -> bool:
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


def _too_often(request: HttpRequest) -> HttpResponse:
    """Answer a visitor who sends too much. Nothing was stored or lost; static/js/connection.js says so to a browser."""
    why = "it was more than one visitor may send in a minute. Nothing was stored or lost."
    context = {"wait": "a minute", "why": f"Then go back and send it again: {why}"}
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(WINDOW)
    return response
