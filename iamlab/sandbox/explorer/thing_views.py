"""Things of an account: created, shown, changed, deleted, and their policies."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import (
    Group,
    Role,
    User,
    create,
    delete,
    delete_inline_policy,
    policy_slots,
    put_inline_policy,
    set_policy_text,
)

from ..access import changing
from ..bench import opened
from ..posted import digest_of
from ..typed import sentence_of
from .about import about
from .fields import NEW_POLICY
from .finding import account_in, arn_of, identity_in, kind_of, thing_in
from .forms import form_of
from .identity_forms import InlinePolicyForm
from .saving import form_page, kept, renamed_and_changed, store
from .stale import gone_page, is_gone, tell_newer
from .tree import thing_address


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def create_thing(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Create something by its form; a role has four steps of its own."""
    if kind == "role":
        return redirect("sandbox:create_role", uuid, account)
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        home = account_in(sandbox, account)
        form = form_of(found)(home, request.POST if request.method == "POST" else None, kind=found)
        if form.is_valid():
            thing = form.thing()
            changed = create(sandbox.bench.cloud, account, thing)
            if kept(request, sandbox, changed, form, f"Created {found.one} {thing.name}"):
                return redirect(thing_address(sandbox, account, found, thing.name))
        return form_page(
            request, sandbox, form, f"Create {found.a_one}", "Create", {"account": home, "about": about(kind, account)}
        )


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def thing(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Show one thing, and change it by the same form that creates one."""
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        home = account_in(sandbox, account)
        if request.method == "POST" and is_gone(request, home, found):
            return gone_page(request, sandbox, home, found)
        old = thing_in(request, home, found)
        form = form_of(found)(home, request.POST if request.method == "POST" else None, kind=found, old=old)
        if form.is_valid() and not tell_newer(request, form, form_of(found)(home, None, kind=found, old=old), old):
            new = form.thing()
            changed = renamed_and_changed(sandbox, account, old, new)
            if kept(request, sandbox, changed, form, f"Changed {found.one} {new.name}"):
                return redirect(thing_address(sandbox, account, found, new.name))
        slots = [slot for slot in policy_slots(sandbox.bench.cloud) if slot.ref and slot.ref.account == account]
        own = [slot for slot in slots if slot.ref and (slot.ref.owner, slot.ref.owner_name) == (kind, old.name)]
        context = {
            "account": home,
            "kind": found,
            "thing": old,
            "base": digest_of(repr(old)),
            "arn": arn_of(home, old),
            "policies": [slot for slot in own if slot.text is not None],
            "lacks_policy": any(slot.text is None for slot in own),
            "is_identity": isinstance(old, (User, Group, Role)),
        }
        return form_page(request, sandbox, form, f"{found.one[:1].upper()}{found.one[1:]} {old.name}", "Save", context)


@require_POST
@limited(POSTS)
def delete_thing(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Delete something, if AWS would; else say what has to go first."""
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        old = thing_in(request, account_in(sandbox, account), found)
        changed = delete(sandbox.bench.cloud, account, old)
        if changed.problems:
            for problem in changed.problems:
                messages.error(request, sentence_of(problem))
            return redirect(thing_address(sandbox, account, found, old.name))
        store(sandbox, changed, f"Deleted {found.one} {old.name}")
        messages.success(request, f"Deleted {found.one} {old.name}. Undo brings it back.")
        return redirect("sandbox:workbench", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def add_inline(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Give a user, a group or a role one more inline policy."""
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        old = identity_in(request, account_in(sandbox, account), found)
        data = request.POST if request.method == "POST" else None
        form = InlinePolicyForm(data, initial={"text": NEW_POLICY})
        if form.is_valid():
            policy = form.policy()
            if policy.name in {each.name for each in old.inline_policies}:
                form.add_error("name", f"Choose another name: {old.name} has a policy {policy.name} already.")
            else:
                changed = put_inline_policy(sandbox.bench.cloud, account, old, policy)
                if kept(request, sandbox, changed, form, f"Added {policy.name} to {old.name}"):
                    return redirect(thing_address(sandbox, account, found, old.name))
        return form_page(
            request, sandbox, form, f"Add a policy to {old.name}", "Add", {"about": about("inline", account)}
        )


@require_POST
@limited(POSTS)
def delete_inline(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Take an inline policy away."""
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        old = identity_in(request, account_in(sandbox, account), found)
        name = request.POST.get("policy", "")
        changed = delete_inline_policy(sandbox.bench.cloud, account, old, name)
        store(sandbox, changed, f"Deleted {name} of {old.name}")
        return redirect(thing_address(sandbox, account, found, old.name))


@require_POST
@limited(POSTS)
def resource_policy(request: HttpRequest, uuid: UUID, account: str, kind: str) -> HttpResponse:
    """Give a resource a policy to be edited, or take its policy away."""
    found = kind_of(kind)
    with changing(request, uuid) as sandbox:
        old = thing_in(request, account_in(sandbox, account), found)
        slots = (slot for slot in policy_slots(sandbox.bench.cloud) if slot.ref)
        slot = next(
            (
                each
                for each in slots
                if each.ref and (each.ref.account, each.ref.owner, each.ref.owner_name) == (account, kind, old.name)
            ),
            None,
        )
        if slot is None or slot.ref is None:
            raise Http404
        text = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' if slot.text is None else None
        if text is None and kind == "key":
            raise Http404
        bench = opened(sandbox.bench, str(slot.ref))
        cloud = set_policy_text(bench.cloud, slot.ref, text)
        what = f"{'Wrote' if text else 'Deleted'} the policy of {old.name}"
        sandbox.replace_by(replace(bench, cloud=cloud), what)
    return redirect(thing_address(sandbox, account, found, old.name))
