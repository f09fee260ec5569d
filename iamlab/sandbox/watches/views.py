"""The watch table: shown, added to, edited, and a row opened in the stepper."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import session_for
from iamlab.http import HtmxRequest, page_or_fragment

from ..access import changing, sandbox_for
from ..answering import AT_THE_DECISION, changed, refused
from ..bench import Asked, Bench, ask
from ..models import Sandbox
from ..posted import Posted, read_posted
from ..predicting import is_awaited
from ..two_tabs import keep_typed, shown_step
from .callers import callers_of
from .forms import PasteForm, WatchForm, initial_of
from .pasting import read_table
from .table import FULL, WATCHED, is_full, is_watched, watches_context
from .watch import MOST_WATCHES, Expected, Watch, next_key

PAGE, FORM_PAGE = "sandbox/watches/watches.html", "sandbox/watches/form.html"
TABLE = "sandbox/watches/_watches.html"
FORM = "sandbox/watches/_form.html"
PASTE = "sandbox/watches/_paste.html"


@require_safe
def table(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Show the watch table, decided now. A fragment closes the form beside it: *Cancel* asks for it."""
    sandbox = sandbox_for(request, uuid)
    return page_or_fragment(request, PAGE, TABLE, {**_context(request, sandbox), "closes": True})


@require_POST
@limited(POSTS)
def watch_here(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Watch the request that is typed in, as whoever asks now."""
    posted = read_posted(request.POST)
    with changing(request, uuid) as sandbox:
        if posted.too_long:
            return refused(request, sandbox, posted, focus="decision")
        keep_typed(sandbox, posted)
        bench = sandbox.bench
        asked = bench.asked
        expected = _expected(request.POST.get("expected", ""))
        watch = Watch(next_key(bench.watches), bench.caller, asked.action, asked.resource, asked.context, expected)
        if is_watched(bench, watch):
            said = WATCHED
        elif is_full(bench):
            said = FULL
        else:
            said = "Watched."
            sandbox.keep(replace(bench, watches=(*bench.watches, watch)))
    return _kept(request, sandbox, said)


def _expected(text: str) -> Expected:
    return Expected(text) if text in list(Expected) else Expected.NOTHING


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def add(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Add a request to the table by a form."""
    with changing(request, uuid) as sandbox:
        bench = sandbox.bench
        first = Watch(next_key(bench.watches), bench.caller, bench.asked.action, "", "")
        return _form(request, sandbox, first, "Add a request", at=len(bench.watches))


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def edit(request: HtmxRequest, uuid: UUID, key: int) -> HttpResponse:
    """Change a row."""
    with changing(request, uuid) as sandbox:
        at = _index_of(sandbox, key)
        return _form(request, sandbox, sandbox.bench.watches[at], "Edit this request", at=at, replaces=True)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def duplicate(request: HtmxRequest, uuid: UUID, key: int) -> HttpResponse:
    """Add a request that differs from a row in something: the form begins with that row."""
    with changing(request, uuid) as sandbox:
        at = _index_of(sandbox, key)
        copied = replace(sandbox.bench.watches[at], key=next_key(sandbox.bench.watches))
        return _form(request, sandbox, copied, "Duplicate with …", at=at + 1)


@require_POST
@limited(POSTS)
def remove(request: HtmxRequest, uuid: UUID, key: int) -> HttpResponse:
    """Take a row away; *Undo* brings it back."""
    with changing(request, uuid) as sandbox:
        bench = sandbox.bench
        kept = tuple(watch for watch in bench.watches if watch.key != key)
        sandbox.replace_by(replace(bench, watches=kept), "Removed a watched request")
    return _kept(request, sandbox, "Removed.")


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def paste(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Add the rows of a pasted table: all of them, or none and every mistake at once."""
    sandbox = sandbox_for(request, uuid)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with changing(request, uuid) as sandbox:
            bench = sandbox.bench
            room = MOST_WATCHES - len(bench.watches)
            read = read_table(bench.cloud, form.cleaned_data["table"], next_key(bench.watches), room)
            if not read.mistakes:
                sandbox.keep(replace(bench, watches=(*bench.watches, *read.watches)))
                return _kept(request, sandbox, f"Added {len(read.watches)} requests.", closes=True)
        for mistake in read.mistakes[:20]:
            form.add_error("table", mistake.replace("`", ""))
    return _shown(request, sandbox, form, PASTE, "Paste rows")


@require_POST
@limited(POSTS)
def open_watch(request: HtmxRequest, uuid: UUID, key: int) -> HttpResponse:
    """Ask what a row asks, as its caller: the stepper opens at the step that decides."""
    sandbox = sandbox_for(request, uuid)
    watch = sandbox.bench.watches[_index_of(sandbox, key)]

    def change(sandbox: Sandbox, posted: Posted) -> None:
        bench = posted.on(sandbox.bench)
        sandbox.keep(asking(bench, watch))

    return changed(request, uuid, change, AT_THE_DECISION)


def asking(bench: Bench, watch: Watch) -> Bench:
    """The workbench with a row's request typed in. A role that nobody wears gets a session to ask as."""
    cloud, caller = session_for(bench.cloud, watch.caller)
    asked = Asked(watch.action, watch.resource, watch.context, "" if caller == bench.who else caller)
    return ask(replace(bench, cloud=cloud), asked)


def _index_of(sandbox: Sandbox, key: int) -> int:
    found = next((index for index, watch in enumerate(sandbox.bench.watches) if watch.key == key), None)
    if found is None:
        raise Http404
    return found


def _form(
    request: HtmxRequest, sandbox: Sandbox, first: Watch, title: str, *, at: int, replaces: bool = False
) -> HttpResponse:
    """Show the form that begins with a watch, or put what it sent at its place in the table, within `changing`."""
    bench = sandbox.bench
    data = request.POST if request.method == "POST" else None
    form = WatchForm(bench.cloud, first.key, data, initial=initial_of(first))
    if data is not None:
        if not replaces and is_full(bench):
            form.add_error(None, FULL)
        if form.is_valid() and is_watched(bench, form.watch()):
            form.add_error(None, WATCHED)
        if form.is_valid():
            watches = (*bench.watches[:at], form.watch(), *bench.watches[at + replaces :])
            sandbox.keep(replace(bench, watches=watches))
            return _kept(request, sandbox, "Kept.", closes=True)
    return _shown(request, sandbox, form, FORM, title)


def _shown(request: HtmxRequest, sandbox: Sandbox, form: Form, fragment: str, title: str) -> HttpResponse:
    context = {
        "sandbox": sandbox,
        "form": form,
        "title": title,
        "fragment": fragment,
        "callers": list(callers_of(sandbox.bench.cloud)),
        "action": request.path,
    }
    status = 422 if form.errors else 200
    return page_or_fragment(request, FORM_PAGE, fragment, context, status=status)


def _context(request: HtmxRequest, sandbox: Sandbox) -> dict[str, Any]:
    bench = sandbox.bench
    return watches_context(sandbox, bench, awaited=is_awaited(request, bench, sandbox.origin))


def _kept(request: HtmxRequest, sandbox: Sandbox, said: str, *, closes: bool = False) -> HttpResponse:
    """Answer a change of the table with the table, which `closes` the form that made the change."""
    if not request.htmx:
        return redirect("sandbox:watches", sandbox.pk)
    context = {**_context(request, sandbox), "said": said, "closes": closes, "shown_step": shown_step(sandbox)}
    response = reswap(retarget(render(request, TABLE, context), "#watches"), "outerHTML")
    return trigger_client_event(response, "iamlab:kept", {"version": f"{sandbox.pk}.{sandbox.version}"}, after="settle")
