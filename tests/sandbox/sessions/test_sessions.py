"""All the ways to a session, the clock, and the event history."""

from dataclasses import replace

import pytest
from django.test import Client

from iamlab.cloud import TASK_POLICIES, User
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.showing.panel import panel_of

from ..conftest import ANA, ROLE, SESSION


def at(sandbox: Sandbox, rest: str = "") -> str:
    return f"/sandboxes/{sandbox.pk}/sessions/{rest}"


def started(client: Client, slug: str) -> Sandbox:
    """A sandbox of the visitor's that begins with one of the companies."""
    client.post(f"/sandbox/start/{slug}/")
    return Sandbox.objects.latest("created")


def who(sandbox: Sandbox) -> str:
    sandbox.refresh_from_db()
    return sandbox.bench.who


ASSUME = {"role": ROLE, "session_name": "ana"}
PROD = "arn:aws:iam::444455556666"
CASES = {
    "assume-role": (None, ASSUME, SESSION),
    "workload": (
        "workloads",
        {"workload": "arn:aws:lambda:eu-west-1:444455556666:function:order-api", "role": f"{PROD}:role/order-api"},
        "arn:aws:sts::444455556666:assumed-role/order-api/order-api",
    ),
    "saml": (
        "company-directory",
        {"provider": f"{PROD}:saml-provider/NorthwindDirectory", "role": f"{PROD}:role/analyst", "session_name": "ben",
         "subject": "ben", "audience": "https://signin.aws.amazon.com/saml"},
        "arn:aws:sts::444455556666:assumed-role/analyst/ben",
    ),
    "web-identity": (
        "github-actions",
        {"provider": f"{PROD}:oidc-provider/token.actions.githubusercontent.com", "role": f"{PROD}:role/site-deployer",
         "session_name": "build-7", "audience": "sts.amazonaws.com",
         "subject": "repo:northwind/site:ref:refs/heads/main"},
        "arn:aws:sts::444455556666:assumed-role/site-deployer/build-7",
    ),
    "broker": ("guardrails", {"name": "guest"}, "arn:aws:sts::111122223333:federated-user/guest"),
    "session-token": ("company-directory", {"mfa": "on"}, "ASIA"),
}  # fmt: skip


@pytest.mark.parametrize("way", CASES)
def test_every_way_leads_to_a_session_with_its_command_and_answer(client: Client, sandbox: Sandbox, way: str) -> None:
    slug, form, arn = CASES[way]
    used = started(client, slug) if slug else sandbox
    assert client.get(at(used, f"get/{way}/")).status_code == 200
    answer = client.post(at(used, f"get/{way}/"), form, follow=True)
    assert answer.status_code == 200, answer.context["form"].errors
    assert "You have a session" in answer.text
    assert "aws sts " in answer.text or way == "workload"
    assert "SecretAccessKey" in answer.text
    assert who(used).startswith(arn)
    assert panel_of(used.bench).identity.worn
    assert client.get(f"/sandboxes/{used.pk}/").status_code == 200
    used.undo()
    assert not used.bench.worn


def test_a_page_after_a_session_is_loaded_again_without_another_call(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(at(sandbox, "get/assume-role/"), ASSUME)
    assert (answer.status_code, answer["Location"]) == (302, at(sandbox))
    assert "You are now assumed-role/report-reader/ana." in client.get(at(sandbox)).text
    for _ in range(2):
        assert "You have a session" in client.get(at(sandbox)).text
    sandbox.refresh_from_db()
    assert len(sandbox.bench.worn) == 1
    client.post(at(sandbox, "drop-all/"))
    assert "You have a session" not in client.get(at(sandbox)).text


def test_a_call_that_is_denied_says_why_on_both_doors(client: Client, db: None) -> None:
    vendor = started(client, "vendor")
    form = {"role": f"{PROD}:role/acme-monitoring", "session_name": "acme", "external_id": "wrong"}
    answer = client.post(at(vendor, "get/assume-role/"), form)
    assert answer.status_code == 422
    assert "No session" in answer.text
    assert "An error occurred (AccessDenied) when calling the AssumeRole operation" in answer.text
    assert 'value="wrong"' in answer.text
    form["external_id"] = "northwind-8f3a61c2"
    assert "You have a session" in client.post(at(vendor, "get/assume-role/"), form, follow=True).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"duration": "899"}, "duration"),
        ({"duration": "7200"}, "duration"),
        ({"duration": "soon"}, "duration"),
        ({"session_name": "a"}, "session_name"),
        ({"session_name": "a b"}, "session_name"),
        ({"external_id": "x"}, "external_id"),
        ({"policy_arns": "arn:aws:iam::aws:policy/NoSuch"}, "policy_arns"),
        ({"session_policy": "{"}, "session_policy"),
        ({"tags": "aws:x = 1"}, "tags"),
        ({"role": "arn:aws:iam::444455556666:role/no-such"}, "role"),
        ({"mfa": "on"}, "mfa"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_comes_back(
    client: Client, sandbox: Sandbox, typed: dict[str, str], field: str
) -> None:
    answer = client.post(at(sandbox, "get/assume-role/"), {**ASSUME, **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors, answer.context["form"].errors
    assert who(sandbox) == ANA


def test_a_chain_shows_its_stack_and_drops_back(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, "get/assume-role/"), {**ASSUME, "tags": "", "source_identity": ""})
    page = client.get(at(sandbox)).text
    assert "Those of ana are set aside" in page
    client.post(at(sandbox, "drop-all/"))
    assert who(sandbox) == ANA
    assert "You wear no role" in client.get(at(sandbox)).text


def test_signing_in_as_somebody_else_is_no_role(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, "get/assume-role/"), ASSUME)
    answer = client.post(at(sandbox, "sign-in/"), {"who": "arn:aws:iam::444455556666:root"}, follow=True)
    assert "You are signed in as root" in answer.text
    assert who(sandbox) == "arn:aws:iam::444455556666:root"
    assert sandbox.bench.worn == ()
    assert client.post(at(sandbox, "sign-in/"), {"who": "arn:aws:iam::444455556666:user/forged"}).status_code == 404


def test_the_clock_ends_a_session(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, "get/assume-role/"), ASSUME)
    assert 'value="before"' in client.get(at(sandbox)).text
    client.post(at(sandbox, "clock/"), {"to": "before"})
    page = client.get(at(sandbox)).text
    assert ('value="before"' in page, 'value="after"' in page) == (False, True)
    sandbox.refresh_from_db()
    assert panel_of(sandbox.bench).word == "Allowed"
    client.post(at(sandbox, "clock/"), {"to": "after"})
    sandbox.refresh_from_db()
    assert "token included in the request is expired" in client.get(f"/sandboxes/{sandbox.pk}/").text
    page = client.get(at(sandbox)).text
    assert "Expired." in page
    assert "You have a session" not in page
    assert 'value="before"' not in page
    assert 'value="after"' not in page


@pytest.mark.parametrize("to", ["", "-5", "0", "99999999", "x", "before", "²"])
def test_the_clock_refuses_what_it_cannot_show(client: Client, sandbox: Sandbox, to: str) -> None:
    answer = client.post(at(sandbox, "clock/"), {"to": to}, follow=True)
    assert "the clock runs forward only" in answer.text


def test_revoked_sessions_are_denied(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, "get/assume-role/"), ASSUME)
    client.post(at(sandbox, "revoke/"), {"whose": ROLE})
    sandbox.refresh_from_db()
    assert panel_of(sandbox.bench).word == "Denied explicitly"
    assert client.post(at(sandbox, "revoke/"), {"whose": "x"}).status_code == 404


def test_signing_in_by_saml_is_nobodys_session(client: Client, db: None) -> None:
    slug, form, arn = CASES["saml"]
    used = started(client, slug or "")
    for subject in ("ben", "eva"):
        client.post(at(used, "get/saml/"), {**form, "session_name": subject, "subject": subject})
    assert who(used) == arn.replace("ben", "eva")
    assert [event.session for event in used.bench.cloud.events] == ["", ""]


def test_what_is_run_on_purpose_is_in_the_history(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    assert "Nothing was recorded" in client.get(at(sandbox, "events/")).text
    client.post(f"/sandboxes/{sandbox.pk}/evaluate/", typed)
    assert "Nothing was recorded" in client.get(at(sandbox, "events/")).text
    client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**typed, "run": "1"})
    client.post(at(sandbox, "get/assume-role/"), ASSUME)
    page = client.get(at(sandbox, "events/")).text
    assert "s3:GetObject" in page
    assert "sts:AssumeRole" in page
    assert "s3:GetObject" not in client.get(at(sandbox, "events/?q=assumerole")).text
    assert "sts:AssumeRole" not in client.get(at(sandbox, "events/?denied=1")).text.partition("Last use")[0]


@pytest.mark.parametrize("rest", ["", "get/assume-role/", "events/"])
def test_nobody_else_sees_it(sandbox: Sandbox, rest: str) -> None:
    assert Client().get(at(sandbox, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["sign-in/", "drop-all/", "clock/", "revoke/", "get/saml/"])
def test_nobody_else_changes_it(sandbox: Sandbox, rest: str) -> None:
    assert Client().post(at(sandbox, rest), ASSUME).status_code == 404


def test_an_unknown_way_is_not_found(client: Client, sandbox: Sandbox) -> None:
    assert client.get(at(sandbox, "get/magic/")).status_code == 404


@pytest.mark.django_db
def test_the_management_account_becomes_a_members_root_user_for_one_task(client: Client) -> None:
    used = started(client, "guardrails")
    bench = used.bench
    management = bench.cloud.account("999900001111")
    assert management
    chen = User("chen", attached_policies=("arn:aws:iam::aws:policy/AdministratorAccess",))
    cloud = bench.cloud.with_account(replace(management, users=(chen,)))
    used.replace_by(replace(bench, cloud=cloud, you="arn:aws:iam::999900001111:user/chen"))
    form = {"target": "111122223333", "task": TASK_POLICIES[3], "duration": "600"}
    answer = client.post(at(used, "get/assume-root/"), form, follow=True)
    assert "aws sts assume-root" in answer.text
    assert f"--task-policy-arn arn={TASK_POLICIES[3]}" in answer.text
    assert who(used).startswith("ASIA")
    assert panel_of(used.bench).identity.name == "root, for S3UnlockBucketPolicy"
    assert "root, for S3UnlockBucketPolicy" in client.get(f"/sandboxes/{used.pk}/").text


@pytest.mark.django_db
def test_a_member_account_cannot_become_another_ones_root_user(client: Client) -> None:
    used = started(client, "guardrails")
    answer = client.post(at(used, "get/assume-root/"), {"target": "111122223333", "task": TASK_POLICIES[0]})
    assert answer.status_code == 422
    assert "AssumeRoot is for the management account" in answer.text
