"""Undo, redo, and states with a name."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.sandbox.bench import Bench, ask, with_policies
from iamlab.sandbox.models import REVISIONS_KEPT, STEPS_KEPT, Sandbox

from ..conftest import ANA_POLICY, ROLE_POLICY, policy


def texts(number: int) -> str:
    return policy(f"Number{number}", Action="s3:*", Resource="*")


def edited(bench: Bench, number: int, ref: str = ANA_POLICY) -> Bench:
    return with_policies(bench, {ref: texts(number)})


def names(sandbox: Sandbox) -> list[str]:
    return [step.what for step in sandbox.steps.all()]


def test_typing_in_one_policy_is_one_step_and_in_another_a_second(sandbox: Sandbox, bench: Bench) -> None:
    sandbox.keep(edited(bench, 1))
    sandbox.keep(edited(bench, 2))
    sandbox.keep(edited(edited(bench, 2), 3, ROLE_POLICY))
    assert names(sandbox) == ["Edited read-reports", "Edited ana-dev", "Opened"]


def test_asking_is_no_step(sandbox: Sandbox, bench: Bench) -> None:
    sandbox.keep(ask(bench, replace(bench.asked, action="s3:PutObject")))
    assert names(sandbox) == []
    assert sandbox.version == 2


def test_undo_and_redo_walk_through_every_step(sandbox: Sandbox, bench: Bench) -> None:
    for number in (1, 2, 3):
        sandbox.replace_by(edited(bench, number), f"Step {number}")
    assert sandbox.neighbouring_steps == {-1}
    for number in (2, 1):
        sandbox.undo()
        assert sandbox.bench == edited(bench, number)
    assert sandbox.neighbouring_steps == {-1, 1}
    sandbox.undo()
    assert sandbox.bench == bench
    assert sandbox.neighbouring_steps == {1}
    sandbox.undo()
    assert sandbox.bench == bench
    for number in (1, 2, 3):
        sandbox.redo()
        assert sandbox.bench == edited(bench, number)


def test_a_new_step_takes_the_place_of_those_taken_back(sandbox: Sandbox, bench: Bench) -> None:
    sandbox.replace_by(edited(bench, 1), "One")
    sandbox.replace_by(edited(bench, 2), "Two")
    sandbox.undo()
    sandbox.replace_by(edited(bench, 3), "Three")
    assert names(sandbox) == ["Three", "One", "Opened"]
    assert sandbox.neighbouring_steps == {-1}


def test_what_was_typed_after_a_step_comes_back_with_it(sandbox: Sandbox, bench: Bench) -> None:
    sandbox.keep(edited(bench, 1))
    sandbox.keep(edited(bench, 2))
    sandbox.replace_by(bench, "Reset")
    sandbox.undo()
    assert sandbox.bench == edited(bench, 2)


def test_the_oldest_steps_are_forgotten(sandbox: Sandbox, bench: Bench) -> None:
    for number in range(STEPS_KEPT + 5):
        sandbox.replace_by(edited(bench, number), f"Step {number}")
    assert sandbox.steps.count() == STEPS_KEPT
    for _ in range(STEPS_KEPT + 5):
        sandbox.undo()
    assert -1 not in sandbox.neighbouring_steps


def test_the_page_shows_what_was_done_and_goes_back_to_a_step(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    address = f"/sandboxes/{sandbox.pk}/history/"
    assert "Nothing was changed yet" in client.get(address).text
    sandbox.keep(edited(bench, 1))
    assert "Edited ana-dev" in client.get(address).text
    client.post(f"{address}0/")
    sandbox.refresh_from_db()
    assert sandbox.bench == bench
    assert client.post(f"{address}77/").status_code == 404


def test_a_state_is_named_restored_renamed_and_deleted(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    address = f"/sandboxes/{sandbox.pk}/history/"
    client.post(f"{address}revisions/", {"name": "Before MFA"})
    revision = sandbox.revisions.get()
    sandbox.keep(edited(bench, 1))
    client.post(f"{address}revisions/{revision.pk}/restore/")
    sandbox.refresh_from_db()
    assert sandbox.bench == bench
    sandbox.undo()
    assert sandbox.bench == edited(bench, 1)
    client.post(f"{address}revisions/{revision.pk}/rename/", {"name": "After"})
    assert "After" in client.get(address).text
    client.post(f"{address}revisions/{revision.pk}/delete/")
    assert not sandbox.revisions.exists()


def test_a_name_is_needed_and_belongs_to_one_revision(client: Client, sandbox: Sandbox) -> None:
    address = f"/sandboxes/{sandbox.pk}/history/revisions/"
    assert client.post(address, {"name": ""}).status_code == 422
    client.post(address, {"name": "One"})
    answer = client.post(address, {"name": "One"})
    assert answer.status_code == 422
    assert "has a revision" in answer.text
    assert client.post(address, {"name": "x" * 81}).status_code == 422


def test_a_sandbox_keeps_so_many_revisions(client: Client, sandbox: Sandbox) -> None:
    address = f"/sandboxes/{sandbox.pk}/history/revisions/"
    for number in range(REVISIONS_KEPT):
        client.post(address, {"name": f"Revision {number}"})
    answer = client.post(address, {"name": "One more"})
    assert f"a sandbox keeps {REVISIONS_KEPT}" in answer.text


@pytest.mark.parametrize("rest", ["", "0/", "revisions/", "revisions/1/restore/", "revisions/1/delete/"])
def test_a_history_of_somebody_else_is_not_found(sandbox: Sandbox, rest: str) -> None:
    other = Client()
    call = other.get if rest == "" else other.post
    assert call(f"/sandboxes/{sandbox.pk}/history/{rest}").status_code == 404


def test_the_page_takes_few_queries(
    client: Client, sandbox: Sandbox, bench: Bench, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        sandbox.replace_by(edited(bench, number), f"Step {number}")
        sandbox.revisions.create(name=f"r{number}", state=sandbox.state)
    with django_assert_max_num_queries(6):
        client.get(f"/sandboxes/{sandbox.pk}/history/")
