"""What is predicted in a sandbox becomes progress, once."""

import json
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from iamlab.accounts.guests import learner_merged
from iamlab.accounts.models import User
from iamlab.sandbox.models import Sandbox
from lessons.library.models import Lesson
from lessons.progress.models import SandboxPrediction

HTMX = {"hx-request": "true"}
TYPED = {
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::northwind-reports-prod/2026/q3/revenue.csv",
    "view": "workbench",
    "predict": "1",
}


@pytest.fixture
def sandbox(client: Client, role_lesson: Lesson) -> Sandbox:
    """The sandbox of a lesson, begun by a guest."""
    client.post("/lessons/what-is-an-iam-role/sandbox/evaluate/")
    return Sandbox.objects.get()


def predict(client: Client, sandbox: Sandbox, said: str, **more: str) -> None:
    """Say what AWS will answer, on the sandbox's own page."""
    for data in ({}, {"predicted": said}):
        client.post(f"/sandboxes/{sandbox.pk}/evaluate/", {**TYPED, **more, **data}, headers=HTMX)


def test_a_prediction_is_kept_once_with_what_was_so(client: Client, sandbox: Sandbox, role_lesson: Lesson) -> None:
    predict(client, sandbox, "allow")
    predict(client, sandbox, "implicit")
    kept = SandboxPrediction.objects.get()
    assert (kept.said, kept.decided, kept.origin) == ("allow", "implicit", role_lesson.uuid)


def test_progress_counts_predictions_of_the_sandbox(client: Client, sandbox: Sandbox) -> None:
    predict(client, sandbox, "implicit")
    predict(client, sandbox, "allow", action="s3:PutObject")
    assert "<b>2</b><span>predictions in the sandbox, 1 right</span>" in client.get("/progress/").text


def test_a_member_takes_over_what_was_predicted_as_a_guest(client: Client, sandbox: Sandbox, bob: User) -> None:
    predict(client, sandbox, "allow")
    kept = SandboxPrediction.objects.get()
    SandboxPrediction.objects.create(user=bob, asked=kept.asked, said="implicit", decided="implicit")
    predict(client, sandbox, "implicit", action="s3:PutObject")
    guest_id: UUID = kept.guest_id
    learner_merged.send(User, guest_id=guest_id, user=bob)
    assert [(each.user, each.said) for each in SandboxPrediction.objects.order_by("pk")] == [(bob, "implicit")] * 2


def test_predictions_go_out_and_come_in_once_and_can_be_deleted(client: Client, sandbox: Sandbox) -> None:
    predict(client, sandbox, "allow")
    file = client.get("/progress/export.json").content
    assert json.loads(file)["predictions"][0]["said"] == "allow"
    other = Client()
    for _ in range(2):
        other.post("/progress/import/", {"file": SimpleUploadedFile("progress.json", file)})
    assert SandboxPrediction.objects.count() == 2
    client.post("/progress/delete/", {"word": "delete"})
    assert SandboxPrediction.objects.count() == 1


def test_the_score_goes_with_everything_else(client: Client, sandbox: Sandbox) -> None:
    predict(client, sandbox, "implicit")
    client.post("/progress/delete/", {"word": "delete"})
    client.post("/lessons/what-is-an-iam-role/sandbox/evaluate/")
    page = client.post(f"/sandboxes/{Sandbox.objects.get().pk}/evaluate/", TYPED, headers=HTMX).text
    assert "What will AWS answer?" in page
    assert "right so far" not in page


def test_what_is_predicted_of_a_block_of_the_text_is_kept_once(client: Client, role_lesson: Lesson) -> None:
    address = "/lessons/what-is-an-iam-role/load/take-ana-out/"
    for said in ("deny", "allow", ""):
        client.post(address, {"prediction": said}, headers=HTMX)
    kept = SandboxPrediction.objects.get()
    assert (kept.said, kept.decided) == ("implicit", "implicit")
    client.post("/lessons/what-is-an-iam-role/load/ask-as-the-role/", {"prediction": "deny"}, headers=HTMX)
    assert SandboxPrediction.objects.filter(said="deny", decided="allow").count() == 1
