"""Ways to a session, signing in as somebody else, the clock, and the event history."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import Cloud, advance_clock, caller_identity, last_used, revoke_sessions

from ..access import changing, sandbox_for
from ..bench import Bench
from ..fixes.finding import fixes_of_call
from ..models import Sandbox
from ..showing.identity import identity_of, short_name
from ..showing.switching import without_words
from ..typed import sentence_of
from .calling import Called, call, who_could_be
from .forms import WAYS, WayForm
from .stack import stack_of

LONGEST_WAIT = 60 * 24 * 30
"""Minutes: the clock moves a month at most at once."""
EVENTS_SHOWN = 100
LAST_CALL = "last_call_of_sts"
"""Where the visitor's session keeps the answer of the last call that gave a session."""


@require_safe
def ways(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show who one is, the sessions worn, and every way to another."""
    sandbox = sandbox_for(request, uuid)
    context = {**_context(sandbox, sandbox.bench), "got": _got(request, sandbox)}
    return render(request, "sandbox/sessions/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def get_session(request: HttpRequest, uuid: UUID, way: str) -> HttpResponse:
    """Call STS by one of the ways; a session that comes of it is put on, and told beside the stack."""
    if way not in WAYS:
        raise Http404
    with changing(request, uuid) as sandbox:
        bench = sandbox.bench
        initial = {"session_name": short_name(bench.you), "name": short_name(bench.you)}
        form = WAYS[way](bench.cloud, bench.who, request.POST if request.method == "POST" else None, initial=initial)
        called = _called(sandbox, way, form) if form.is_valid() else None
    if called and called.session:
        _remember(request, sandbox, called)
        messages.success(request, f"You are now {identity_of(called.bench).name}.")
        return redirect("sandbox:sessions", uuid)
    status = 422 if form.errors or (called and not called.session) else 200
    refused = called.evaluation if called and not called.session else None
    fixes = fixes_of_call(sandbox.bench.deciding, refused) if refused else ()
    context = {**_context(sandbox, sandbox.bench), "form": form, "way": way, "called": called, "fixes": fixes}
    return render(request, "sandbox/sessions/way.html", context, status=status)


def _called(sandbox: Sandbox, way: str, form: WayForm) -> Called:
    called = call(way, form, sandbox.bench)
    if called.session:
        sandbox.replace_by(called.bench, f"Became {short_name(called.bench.who)}")
    else:
        sandbox.keep(called.bench)
    form.tell(called.problems)
    return called


def _remember(request: HttpRequest, sandbox: Sandbox, called: Called) -> None:
    """Keep what the last call answered, so that the page after it can be loaded again without another call."""
    request.session[LAST_CALL] = {
        "sandbox": str(sandbox.pk),
        "who": called.bench.who,
        "sentences": list(called.sentences),
        "command": called.command,
        "answer": called.answer,
    }


def _got(request: HttpRequest, sandbox: Sandbox) -> dict[str, Any] | None:
    """What the last call answered, as long as its session is the one on top and lasts."""
    bench = sandbox.bench
    session = bench.cloud.any_session(bench.who)
    last: dict[str, Any] | None = request.session.get(LAST_CALL)
    if last and session and (last["sandbox"], last["who"]) == (str(sandbox.pk), bench.who):
        return last if session.expires > bench.cloud.now else None
    return None


@require_POST
@limited(POSTS)
def sign_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Become another user, which is signing in and no role: sessions worn are dropped."""
    with changing(request, uuid) as sandbox:
        bench, who = sandbox.bench, request.POST.get("who", "")
        if who not in dict(who_could_be(bench.cloud)):
            raise Http404
        asked = replace(bench.asked, caller="")
        sandbox.replace_by(replace(bench, you=who, worn=(), tried=None, asked=asked), f"Signed in as {short_name(who)}")
    messages.success(request, f"You are signed in as {short_name(who)}. Sessions you wore are dropped.")
    return redirect("sandbox:sessions", uuid)


@require_POST
@limited(POSTS)
def drop_all(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take all sessions off."""
    with changing(request, uuid) as sandbox:
        sandbox.replace_by(replace(sandbox.bench, worn=(), tried=None), "Dropped all sessions")
    messages.success(request, "You are yourself again, with your own permissions.")
    return redirect("sandbox:sessions", uuid)


@require_POST
@limited(POSTS)
def clock(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Move the simulated clock: some minutes on, or to one minute before or after the session on top ends."""
    with changing(request, uuid) as sandbox:
        bench = sandbox.bench
        seconds = _seconds(bench, request.POST.get("to", ""))
        if seconds is None:
            messages.error(
                request, f"Give the minutes as a whole number up to {LONGEST_WAIT:,}: the clock runs forward only."
            )
        else:
            sandbox.replace_by(
                replace(bench, cloud=advance_clock(bench.cloud, seconds)), f"Waited {seconds // 60} minutes"
            )
    return redirect("sandbox:sessions", uuid)


def _seconds(bench: Bench, text: str) -> int | None:
    session = bench.cloud.any_session(bench.who)
    if text in ("before", "after") and session:
        left = int((session.expires - bench.cloud.now).total_seconds())
        seconds = left - 60 if text == "before" else left + 60
        return seconds if seconds > 0 else None
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    return minutes * 60 if 0 < minutes <= LONGEST_WAIT else None


@require_POST
@limited(POSTS)
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Revoke the sessions of a role or user, as the console does: by a policy that denies everything to older ones."""
    with changing(request, uuid) as sandbox:
        bench, whose = sandbox.bench, request.POST.get("whose", "")
        try:
            revoked = revoke_sessions(bench.cloud, whose)
        except LookupError:
            raise Http404 from None
        if revoked.problems:
            messages.error(request, sentence_of(revoked.problems[0]))
        else:
            sandbox.replace_by(replace(bench, cloud=revoked.cloud), f"Revoked the sessions of {short_name(whose)}")
            policy = "has a policy AWSRevokeOlderSessions now: it denies everything to sessions from before"
            messages.success(request, f"{short_name(whose)} {policy} {revoked.cloud.now:%H:%M:%S}.")
    return redirect("sandbox:sessions", uuid)


@require_safe
def events(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the event history, the newest first, and when each permission was last used."""
    sandbox = sandbox_for(request, uuid)
    bench = sandbox.bench
    wanted, denied = request.GET.get("q", "")[:100].lower(), "denied" in request.GET
    found = [
        event
        for event in reversed(bench.cloud.events)
        if wanted in f"{event.caller} {event.action} {event.resource}".lower()
        and (not denied or event.decision.value != "allow")
    ]
    identities = sorted({event.identity for event in bench.cloud.events if event.identity})
    used = [(short_name(each), sorted(last_used(bench.cloud, each).items())) for each in identities]
    context = {
        "sandbox": sandbox,
        "events": found[:EVENTS_SHOWN],
        "count": len(found),
        "used": used,
        "wanted": wanted,
        "denied": denied,
    }
    return render(request, "sandbox/sessions/events.html", context)


def _context(sandbox: Sandbox, bench: Bench) -> dict[str, object]:
    return {
        "sandbox": sandbox,
        "identity": identity_of(bench),
        "stack": stack_of(bench),
        "you": short_name(bench.you),
        "ways": [(slug, form.title, form.about) for slug, form in WAYS.items()],
        "could_be": who_could_be(bench.cloud),
        "revocable": _revocable(bench.cloud),
        "now": bench.cloud.now,
        "ends": [name for name in ("before", "after") if _seconds(bench, name)],
        "without": without_words(bench),
        "caller_identity": caller_identity(bench.cloud, bench.who),
    }


def _revocable(cloud: Cloud) -> list[tuple[str, str]]:
    """Roles and users whose sessions can be revoked, with their accounts; nobody changes a service-linked role."""
    found = []
    for account in cloud.accounts:
        roles = (role for role in account.roles if not role.service_linked)
        found += [(account.arn(role), f"role {role.name} in {account.name}") for role in roles]
        found += [(account.arn(user), f"user {user.name} in {account.name}") for user in account.users]
    return found
