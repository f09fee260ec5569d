"""Nothing that somebody can send breaks a page: no input gives a 500."""

import json
from itertools import product

import pytest
from django.test import Client

from iamlab.sandbox.models import Sandbox

from .conftest import ANA_POLICY, ROLE_POLICY, TRUST


def one_statement(**elements: object) -> str:
    """The text of a policy with one statement; JSON escapes what is no ASCII, lone surrogates included."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", **elements}]})


NASTY = (
    "", " ", "\0", "\ufffe", "\N{RIGHT-TO-LEFT OVERRIDE}", "null", "[]", "{}", "{", '"', "1e999", "-1", "9" * 400,
    "<script>alert(1)</script>", "{{ 1 }}", "'; DROP TABLE x; --", "arn:aws:s3:::", "arn:::::::::", "*", "s3:*",
    "arn:aws:iam::444455556666:role/" + "x" * 3000, "\N{SNOWMAN}" * 50, "a\r\nb\rc", "[" * 5000, "${aws:username}",
    one_statement(Sid="\ud800", Action="*"),
    one_statement(Sid="\0`<b>", Action="\udfff:*"),
    one_statement(Principal="*", Action=["sts:*", "*"], Resource=[""]),
    one_statement(Effect="Deny", NotAction="\ud800"),
    one_statement(Action="*", Condition={"StringLike": {"aws:\ud800": ["\udbff*", 1, True]}}),
)  # fmt: skip
FIELDS = ("action", "resource", "context", "role", "session_name", "minutes", f"policy:{ANA_POLICY}", f"policy:{TRUST}")
ACTS = ("evaluate", "assume-role", "drop-role", "advance-clock", "reset", "undo")
ELSEWHERE = {
    "share/": ("step", f"policy:{ANA_POLICY}"),
    "command/": ("command", f"policy:{ANA_POLICY}"),
    "rewrite/": ("rewrite", "caret", f"policy:{ANA_POLICY}"),
    "switch-policy/": ("off", "on"),
    "this-tab/": ("mine_at", f"mine:{ANA_POLICY}"),
    "watches/here/": ("action", "expected"),
    "watches/add/": ("caller", "action", "resource", "context", "expected"),
    "watches/paste/": ("table",),
    "diff/policy/": ("policy", "text"),
    "fixes/request/1/copy/": (f"policy:{ANA_POLICY}",),
    "history/revisions/": ("name",),
    "sessions/clock/": ("to",),
    "sessions/sign-in/": ("who",),
    "sessions/revoke/": ("role",),
    "open/": ("ref",),
    "rename/": ("title",),
}
ORGANIZING = {
    "add-unit": ("path",),
    "remove-unit": ("path",),
    "move": ("account", "unit"),
    "add-policy": ("name", "kind"),
    "attach": ("target", "scps", "rcps"),
}
TAKEN_OR_REFUSED = (200, 302, 404, 409, 422)


@pytest.mark.parametrize("field", FIELDS)
def test_no_value_of_a_field_breaks_a_page(
    client: Client, sandbox: Sandbox, typed: dict[str, str], field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iamlab.accounts.rates.PER_LEARNER", 100_000)
    for value, act in product(NASTY, ("evaluate", "assume-role", "advance-clock")):
        sent = {**typed, field: value}
        for headers in ({"hx-request": "true"}, {}):
            answer = client.post(f"/sandboxes/{sandbox.pk}/{act}/", sent, headers=headers)
            assert answer.status_code in (200, 302, 422), (field, value[:40], act)
        assert client.get(f"/sandboxes/{sandbox.pk}/").status_code == 200


@pytest.mark.parametrize(("act", "field"), [(act, field) for act, fields in ELSEWHERE.items() for field in fields])
def test_nor_does_any_value_of_a_form_beside_the_panel(
    client: Client, sandbox: Sandbox, typed: dict[str, str], act: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iamlab.accounts.rates.PER_LEARNER", 100_000)
    typed |= {"rewrite": f"format {ANA_POLICY}", "policy": ANA_POLICY, "caller": "ana", "command": "aws s3 ls"}
    for value in NASTY:
        answer = client.post(f"/sandboxes/{sandbox.pk}/{act}", {**typed, field: value})
        assert answer.status_code in TAKEN_OR_REFUSED, value[:40]
    assert client.get(f"/sandboxes/{sandbox.pk}/").status_code == 200


@pytest.mark.parametrize("act", ORGANIZING)
def test_nor_does_any_value_of_a_form_of_the_organization(
    client: Client, act: str, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iamlab.accounts.rates.PER_LEARNER", 100_000)
    page = client.post("/sandbox/start/guardrails/")["Location"]
    typed = {"act": act, "path": "unit", "account": "111122223333", "unit": "", "name": "x", "kind": "scp"}
    for field, value in product((*ORGANIZING[act], "act"), NASTY):
        answer = client.post(f"{page}organization/", {**typed, field: value})
        assert answer.status_code in TAKEN_OR_REFUSED, (field, value[:40])
    assert client.get(f"{page}organization/").status_code == 200
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"action": ["a", "b"], "resource": ["x", "y"]},
        {"policy:": "x", "policy:///": "y", "policy:1/2/3/4/5": "z", "unknown": "1", "state": "{}", "worn": "root"},
        {f"policy:{ROLE_POLICY}": "", "action": "s3:GetObject"},
        {"minutes": "999999999999999999999"},
    ],
)
def test_missing_repeated_and_unknown_fields_are_no_fault_of_ours(
    client: Client, sandbox: Sandbox, act: str, sent: dict[str, object]
) -> None:
    assert client.post(f"/sandboxes/{sandbox.pk}/{act}/", sent).status_code == 302
    assert client.get(f"/sandboxes/{sandbox.pk}/").status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"action=%ff%fe&resource=%00&policy:x=%ed%a0%80", b"&&&=", b"a" * 9000]
)
def test_a_body_that_no_browser_sends_is_no_fault_of_ours(client: Client, sandbox: Sandbox, body: bytes) -> None:
    for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain", "nonsense"):
        answer = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", body, content_type=kind)
        assert answer.status_code in (302, 400)
    assert client.get(f"/sandboxes/{sandbox.pk}/").status_code == 200


def test_a_body_of_megabytes_is_refused(client: Client, sandbox: Sandbox) -> None:
    assert client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {"action": "x" * 3_000_000}).status_code in (400, 413, 422)


@pytest.mark.parametrize(
    "address", ["/sandboxes/1/", "/sandboxes/00000000-0000-0000-0000-000000000000/evaluate/", "/sandboxes/"]
)
def test_forged_addresses_are_not_found(client: Client, db: None, address: str) -> None:
    assert client.post(address).status_code == 404
