"""Forms about something that another tab changed or deleted meanwhile: said, and both ways offered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from iamlab.cloud import Account, Thing

from ..models import Sandbox
from ..posted import digest_of
from ..typed import TypedForm
from .forms import form_of
from .kinds import Kind
from .saving import form_page


def is_gone(request: HttpRequest, account: Account, kind: Kind) -> bool:
    """Whether the form is about something that was there when its page was opened, and is not now."""
    return bool(request.POST.get("base")) and kind.named(account, request.GET.get("name", "")) is None


def gone_page(request: HttpRequest, sandbox: Sandbox, account: Account, kind: Kind) -> HttpResponse:
    """Keep what was typed in a form that creates the thing again; the way to the other tab's state is beside it."""
    name = request.GET.get("name", "")
    if kind.slug == "role":
        # A role is created in four steps, and this form has the fields of one.
        messages.error(request, f"Nothing was saved: another tab deleted role {name}. Undo brings it back.")
        return redirect("sandbox:workbench", sandbox.pk)
    form = form_of(kind)(account, request.POST, kind=kind)
    form.add_error(
        None,
        f"Nothing was saved: another tab deleted or renamed {kind.one} {name}. Create it again with what is typed "
        "here, or go back to the sandbox as it is. Undo brings the old one back.",
    )
    address = reverse("sandbox:create_thing", args=[sandbox.pk, account.id, kind.slug])
    more = {"account": account, "action": address}
    return form_page(request, sandbox, form, f"Create {kind.one} {name} again", "Create it again", more)


def tell_newer(request: HttpRequest, form: TypedForm, fresh: TypedForm, old: Thing) -> bool:
    """Say in which fields another tab wrote something else since the page was opened; saving again overwrites it."""
    base = request.POST.get("base")
    if not base or base == digest_of(repr(old)):
        return False
    for name in form.fields:
        stored, typed = fresh[name].value(), form[name].value()
        if str(stored or "").split() != str(typed or "").split():
            form.add_error(name, f"Another tab wrote here: {stored or 'nothing'}")
    form.add_error(
        None, "Another tab changed this since the page was opened. Save again to put this form in its place."
    )
    return True
