"""A state as an address."""

from uuid import UUID

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.accounts.guests import learner_merged
from iamlab.accounts.models import User
from iamlab.sandbox.models import Sandbox, Share, Sharer
from iamlab.sandbox.sharing import keeping

from ..conftest import ANA_POLICY, policy

HTMX = {"hx-request": "true"}


def shared(client: Client, sandbox: Sandbox, **form: str) -> str:
    """Share the sandbox; return the address."""
    return client.post(f"/sandboxes/{sandbox.pk}/share/", form)["Location"]


def test_a_stranger_sees_what_was_shared_and_can_change_nothing(client: Client, sandbox: Sandbox) -> None:
    text = policy("Shared", Action="s3:*", Resource="*")
    address = shared(client, sandbox, **{f"policy:{ANA_POLICY}": text})
    page = Client().get(address)
    assert page.status_code == 200
    assert "Shared" in page.text
    assert "<textarea name=" not in page.text
    assert "Take the link back" not in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_a_step_is_kept_without_what_no_database_takes(client: Client, sandbox: Sandbox) -> None:
    shared(client, sandbox, step="sweep\0")
    assert Share.objects.get().step == "sweep\N{REPLACEMENT CHARACTER}"


def test_the_same_state_has_the_same_address_and_another_step_another(client: Client, sandbox: Sandbox) -> None:
    first = shared(client, sandbox)
    assert shared(client, sandbox) == first
    assert shared(client, sandbox, step="sweep/0") != first
    assert Share.objects.count() == 2


def test_the_open_step_is_part_of_what_is_shared(client: Client, sandbox: Sandbox) -> None:
    page = client.get(f"/sandboxes/{sandbox.pk}/").text
    key = page.partition('data-step="')[2].partition('"')[0]
    shown = Client().get(shared(client, sandbox, step=key)).text
    assert shown.count(" data-open>") == 1
    assert f'data-step="{key}"' in shown.partition(" data-open>")[0].rpartition("<li")[2]


def test_a_fork_is_a_sandbox_of_ones_own(client: Client, sandbox: Sandbox) -> None:
    other = Client()
    answer = other.post(f"{shared(client, sandbox)}fork/", follow=True)
    assert answer.status_code == 200
    assert Sandbox.objects.exclude(pk=sandbox.pk).get().state == sandbox.state


def test_only_who_shared_it_takes_it_back(client: Client, sandbox: Sandbox) -> None:
    address = shared(client, sandbox)
    assert Client().post(f"{address}delete/").status_code == 404
    assert "Take the link back" in client.get(address).text
    client.post(f"{address}delete/")
    assert client.get(address).status_code == 404
    assert not Share.objects.exists()


def test_what_two_shared_stays_while_one_does(client: Client, sandbox: Sandbox) -> None:
    address = shared(client, sandbox)
    other = Client()
    fork = other.post(f"{address}fork/")["Location"]
    assert other.post(f"{fork}share/")["Location"] == address
    client.post(f"{address}delete/")
    assert client.get(address).status_code == 200
    other.post(f"{address}delete/")
    assert client.get(address).status_code == 404


def test_a_link_outlives_its_sandbox(client: Client, sandbox: Sandbox) -> None:
    address = shared(client, sandbox)
    sandbox.delete()
    assert Client().get(address).status_code == 200


def test_a_guests_links_go_along_into_an_account(client: Client, sandbox: Sandbox, guest: UUID, bob: User) -> None:
    shared(client, sandbox)
    learner_merged.send(sender=User, guest_id=guest, user=bob)
    assert Sharer.objects.get().user == bob


def test_htmx_is_led_to_the_page(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(f"/sandboxes/{sandbox.pk}/share/", headers=HTMX)
    assert answer["HX-Redirect"].startswith("/s/")


def test_there_is_a_limit_and_it_says_so(client: Client, sandbox: Sandbox, monkeypatch: object) -> None:
    monkeypatch.setattr(keeping, "SHARES_PER_LEARNER", 1)  # type: ignore[attr-defined]
    shared(client, sandbox)
    answer = client.post(f"/sandboxes/{sandbox.pk}/share/", {"step": "x"}, follow=True)
    assert "Take one back first" in answer.text


def test_forged_addresses_are_not_found(client: Client, db: None) -> None:
    assert client.get("/s/abc/").status_code == 404
    assert client.post("/s/abc/fork/").status_code == 404


def test_the_page_takes_few_queries(
    client: Client, sandbox: Sandbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = shared(client, sandbox)
    with django_assert_max_num_queries(4):
        client.get(address)
