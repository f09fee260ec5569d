"""What the explorer's forms say of names and ARNs that were typed wrong or twice."""

import pytest
from django.test import Client

from iamlab.sandbox.models import Sandbox

from .test_views import DEV, VALID, at, user


def test_a_policy_named_without_its_arn_is_guessed(client: Client, sandbox: Sandbox) -> None:
    typed = {"name": "zoe", "attached": "AdministratorAccess", "boundary": "administratoraccess"}
    answer = client.post(at(sandbox, f"accounts/{DEV}/user/create/"), typed)
    assert answer.status_code == 422
    for field in ("attached", "boundary"):
        (error,) = answer.context["form"].errors[field]
        assert "Did you mean arn:aws:iam::aws:policy/AdministratorAccess?" in error


def test_a_policy_attached_twice_counts_once(client: Client, sandbox: Sandbox) -> None:
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    client.post(at(sandbox, f"accounts/{DEV}/user/create/"), {"name": "zoe", "attached": "\n".join([arn] * 12)})
    zoe = user(sandbox, "zoe")
    assert zoe
    assert zoe.attached_policies == (arn,)


@pytest.mark.parametrize(
    ("kind", "longest"), [("user", 64), ("group", 128), ("policy", 128), ("instance-profile", 128)]
)
def test_a_name_that_is_too_long_is_told_its_length_alone(
    client: Client, sandbox: Sandbox, kind: str, longest: int
) -> None:
    answer = client.post(at(sandbox, f"accounts/{DEV}/{kind}/create/"), {**VALID[kind], "name": "x" * 200})
    (error,) = answer.context["form"].errors["name"]
    assert "cannot have 200 characters" in error
    assert f"Use {longest} characters at most." in error
