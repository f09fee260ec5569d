"""The list of a learner's sandboxes, and the ways to begin one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.accounts.guests import known_learner
from iamlab.accounts.rates import POSTS, limited
from iamlab.http import HtmxRequest

from ..bench import Bench, bench_of
from ..models import DAYS_TO_RESTORE, TITLE_LENGTH, Sandbox, Sharer
from .beginning import begin
from .forms import ImportForm
from .starts import BLANK, STARTS, bench_for, start_of


@never_cache
@require_safe
def index(request: HtmxRequest) -> HttpResponse:
    """List the visitor's sandboxes, what was deleted lately, what is shared, and what to begin with."""
    learner = known_learner(request)
    context = {
        "sandboxes": Sandbox.objects.of(learner).order_by("-updated").defer("start", "state"),
        "deleted": Sandbox.objects.restorable(learner).defer("start", "state"),
        "shared": Sharer.objects.of(learner).select_related("share").defer("share__state"),
        "starts": STARTS,
        "days": DAYS_TO_RESTORE,
    }
    return render(request, "sandbox/shelf/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def new(request: HtmxRequest) -> HttpResponse:
    """Offer a blank sandbox; make it for whoever says so."""
    if request.method != "POST":
        return render(request, "sandbox/shelf/new.html", {"blank": BLANK})
    return _begun(request, bench_for(BLANK), "Blank sandbox")


@require_POST
@limited(POSTS)
def start(request: HtmxRequest, slug: str) -> HttpResponse:
    """Begin with one of the scenarios that come with the site."""
    found = start_of(slug)
    if found is None:
        raise Http404
    return _begun(request, bench_for(found), found.title)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def bring_in(request: HtmxRequest) -> HttpResponse:
    """Begin with a scenario file; every mistake in it is shown at once, and what was typed comes back."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        title = " ".join(form.scenario.title.split())[:TITLE_LENGTH]
        return _begun(request, bench_of(form.scenario), title or "Imported sandbox")
    return render(request, "sandbox/shelf/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _begun(request: HtmxRequest, bench: Bench, title: str) -> HttpResponse:
    return begin(request, bench, title, f"“{title}” is yours: change what you like.")
