"""What the editor asks while somebody writes, and its buttons."""

from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from iamlab.accounts.rates import WRITING, limited
from iamlab.cloud import PolicySlot, policy_slots
from iamlab.engine import PolicyKind
from iamlab.engine.writing import Rewritten, complete, describe
from iamlab.http import HtmxRequest

from ..access import sandbox_for
from ..answering import Answering, Said, changed, posted_act, refused
from ..bench import Bench, with_policies
from ..models import Sandbox
from ..posted import LONGEST_POLICY, Posted, clean, read_posted
from .known import known_of
from .rewriting import rewritten


@require_POST
@limited(WRITING)
def writing(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Help whoever writes a policy in a sandbox of theirs."""
    return help_in_writing(request, sandbox_for(request, uuid).bench)


def help_in_writing(request: HttpRequest, bench: Bench) -> HttpResponse:
    """What could be written at a place of a policy as typed, or with `want=about` what the word there means, as JSON.

    The policy is named by its reference; one that is not there yet, by `new/ACCOUNT/KIND`. Nothing is stored. `null`
    where there is nothing to say. Raises Http404 for a policy that the bench does not have.
    """
    ref, text = request.POST.get("policy", ""), clean(request.POST.get("text", ""))
    kind, account, service = _kind_and_place(bench, ref)
    caret = _caret(request.POST.get("caret", ""), text)
    if len(text) > LONGEST_POLICY or caret is None:
        return JsonResponse({"found": None})
    ask = describe if request.POST.get("want") == "about" else complete
    found = ask(text, caret, kind, known_of(bench, account, service))
    return JsonResponse({"found": asdict(found) if found else None})


@posted_act
def rewrite(request: HtmxRequest, uuid: UUID) -> HttpResponse:
    """Write a policy another way, as a button names it: `format REF`, `expand REF` or `fix:CODE@OFFSET REF`.

    What would be longer than a policy can be then is left as it is.
    """
    how, _, ref = request.POST.get("rewrite", "").partition(" ")
    sandbox, posted = sandbox_for(request, uuid), read_posted(request.POST)
    if posted.too_long:
        return refused(request, sandbox, posted)
    slot = _slot(with_policies(sandbox.bench, posted.texts), ref)
    result = rewritten(how, slot, _caret(request.POST.get("caret", ""), slot.text or ""))
    if result is None:
        raise Http404
    size = len(result.text)
    if size > LONGEST_POLICY:
        said = f"Shorten the policy first: it would have {size:,} characters then, and {LONGEST_POLICY:,} are the most."
        result = Rewritten(slot.text or "", said)

    def change(sandbox: Sandbox, posted: Posted) -> None:
        sandbox.keep(with_policies(posted.on(sandbox.bench), {ref: result.text}))

    return changed(request, uuid, change, Answering(said=Said(ref, result.said)))


def _slot(bench: Bench, ref: str) -> PolicySlot:
    """The policy that a page names, as it can be edited. Raises Http404 for all else."""
    found = next((slot for slot in policy_slots(bench.cloud) if slot.ref and str(slot.ref) == ref), None)
    if found is None:
        raise Http404
    return found


def _kind_and_place(bench: Bench, ref: str) -> tuple[PolicyKind, str, str]:
    """What kind of policy a page names, the account it is in, and the service whose resource carries it, if one does.

    Raises Http404 for a policy that could not be.
    """
    first, _, rest = ref.partition("/")
    if first != "new":
        slot = _slot(bench, ref)
        return slot.kind, first, slot.service
    account, _, kind = rest.partition("/")
    if kind not in list(PolicyKind):
        raise Http404
    return PolicyKind(kind), account, ""


def _caret(written: str, text: str) -> int | None:
    """An offset within a text; None for anything else."""
    return int(written) if written.isdecimal() and len(written) < 7 and int(written) <= len(text) else None
