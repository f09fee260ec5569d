"""Create role, step by step."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from iamlab.accounts.rates import POSTS, limited
from iamlab.cloud import InstanceProfile, create

from ..access import changing
from .about import about
from .finding import account_in
from .kinds import KINDS
from .role_steps import STEPS, RoleStepsForm
from .saving import problems_of, store
from .tree import thing_address


@require_http_methods(["GET", "HEAD", "POST"])
@limited(POSTS)
def create_role(request: HttpRequest, uuid: UUID, account: str) -> HttpResponse:
    """Create a role in four steps: trusted entity, permissions, name, review."""
    with changing(request, uuid) as sandbox:
        home = account_in(sandbox, account)
        form = RoleStepsForm(home, request.POST if request.method == "POST" else None)
        step = _step(request, form)
        if request.method == "POST" and request.POST.get("go") == "create" and form.is_valid():
            role = form.role()
            changed = create(sandbox.bench.cloud, account, role)
            if not changed.problems and form.makes_a_profile:
                changed = create(changed.cloud, account, InstanceProfile(role.name, role.name))
            problems = problems_of(changed)
            if not problems:
                store(sandbox, changed, f"Created role {role.name}")
                also = " With it, as in the console, an instance profile of its name." if form.makes_a_profile else ""
                back = "both" if form.makes_a_profile else "it"
                messages.success(request, f"Created role {role.name}.{also} Undo takes {back} back.")
                return redirect(thing_address(sandbox, account, KINDS["role"], role.name))
            form.tell(problems)
            step = next((each for each in (1, 2, 3) if any(field.errors for field in form.shown(each))), step)
        context = {
            "sandbox": sandbox, "account": home, "form": form, "step": step, "steps": list(enumerate(STEPS, 1)),
            "shown": form.shown(step), "carried": form.carried(step),
            "role": form.role() if step == 4 and form.is_valid() else None, "about": about(f"role-{step}", account),
        }  # fmt: skip
        return render(request, "sandbox/explorer/create_role.html", context, status=422 if form.errors else 200)


def _step(request: HttpRequest, form: RoleStepsForm) -> int:
    """The step to show: the one asked for, or the first one that has something wrong in it."""
    asked = request.POST.get("go", "1")
    wanted = int(asked) if asked in ("1", "2", "3", "4") else 4
    if form.is_bound and wanted > 1 and not form.is_valid():
        wrong = [step for step in (1, 2, 3) if any(field.errors for field in form.shown(step))]
        return min([*wrong, wanted])
    if wanted == 4 and not request.POST.get("name", "").strip():
        form.add_error("name", "Give the role a name.")
        return 3
    return wanted
