"""What a form of the explorer leaves as it is, and what it takes from a policy."""

import re
from dataclasses import replace

from django.test import Client

from iamlab.cloud import PolicyVersion, change
from iamlab.sandbox.models import Sandbox

from .test_views import DEV, VALID, account, at


def test_a_path_that_stays_is_shown_and_not_taken(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, f"accounts/{DEV}/policy/create/"), VALID["policy"] | {"path": "/team/"})
    page = at(sandbox, f"accounts/{DEV}/policy/?name=limits")
    assert re.search(r'name="path" value="/team/"[^>]* disabled', client.get(page).text)
    assert client.post(page, {"name": "limits", "path": "/other/"}).status_code == 302
    assert [policy.path for policy in account(sandbox).managed_policies if policy.name == "limits"] == ["/team/"]


def test_versions_of_a_policy_are_deleted_by_its_form(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, f"accounts/{DEV}/policy/create/"), VALID["policy"])
    limits = next(policy for policy in account(sandbox).managed_policies if policy.name == "limits")
    versions = tuple(PolicyVersion(number, limits.text) for number in (2, 3))
    cloud = change(sandbox.bench.cloud, DEV, replace(limits, other_versions=versions)).cloud
    sandbox.replace_by(replace(sandbox.bench, cloud=cloud), "Gave it versions")
    page = at(sandbox, f"accounts/{DEV}/policy/?name=limits")
    refused = client.post(at(sandbox, f"accounts/{DEV}/policy/delete/?name=limits"), follow=True)
    assert "This policy has more than one version." in refused.text
    client.post(page, {"name": "limits", "versions": ["3"]})
    assert [policy.other_versions for policy in account(sandbox).managed_policies if policy.name == "limits"] == [
        versions[1:]
    ]


def test_whatever_the_forms_accept_can_be_exported_and_imported(client: Client, sandbox: Sandbox) -> None:
    things = VALID | {"object": {"name": "northwind-new/2026/Q1.csv", "tags": "team = orders"}}
    for kind, typed in things.items():
        assert client.post(at(sandbox, f"accounts/{DEV}/{kind}/create/"), typed).status_code == 302
    text = client.get(at(sandbox, "export/")).text
    answer = client.post("/sandbox/import/", {"text": text})
    assert answer.status_code == 302, answer.context["form"].errors
    brought = Sandbox.objects.exclude(pk=sandbox.pk).get()
    (dev, *_), (was, *_) = brought.bench.cloud.accounts, Sandbox.objects.get(pk=sandbox.pk).bench.cloud.accounts
    assert set(dev.resources) == set(was.resources)
    assert replace(dev, resources=()) == replace(was, resources=())
