"""The explorer, and what its forms do to the cloud."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.cloud import Account, Role, User
from iamlab.sandbox.explorer.kinds import KINDS
from iamlab.sandbox.explorer.policy_offers import policy_offers
from iamlab.sandbox.models import Sandbox
from iamlab.sandbox.shelf.starts import STARTS, bench_for

from ..conftest import ANA_POLICY

DEV, PROD = "111122223333", "444455556666"


def at(sandbox: Sandbox, rest: str) -> str:
    return f"/sandboxes/{sandbox.pk}/{rest}"


def account(sandbox: Sandbox, id: str = DEV) -> Account:
    sandbox.refresh_from_db()
    found = sandbox.bench.cloud.account(id)
    assert found
    return found


def user(sandbox: Sandbox, name: str) -> User | None:
    return next((each for each in account(sandbox).users if each.name == name), None)


def test_the_workbench_shows_what_is_there_and_who_you_are(client: Client, sandbox: Sandbox) -> None:
    page = client.get(at(sandbox, "")).text
    assert 'aria-label="What is in this sandbox"' in page
    assert "data-worn" in page
    assert "report-reader" in page


def test_the_search_finds_by_name(client: Client, sandbox: Sandbox) -> None:
    found = client.get(at(sandbox, "explore/?q=report")).text
    assert "report-reader" in found
    assert ">ana<" not in found
    assert "Nothing here holds" in client.get(at(sandbox, "explore/?q=zzz")).text
    fragment = client.get(at(sandbox, "explore/?q=report"), headers={"hx-request": "true"}).text
    assert "<html" not in fragment


def test_a_decision_shows_the_tree_that_was_searched_for(
    client: Client, sandbox: Sandbox, typed: dict[str, str]
) -> None:
    typed |= {"view": "workbench", "wanted": "report"}
    answer = client.post(at(sandbox, "evaluate/"), typed, headers={"hx-request": "true"}).text
    tree = answer[answer.index('id="tree"') :]
    assert 'name="wanted" value="report"' in tree
    assert "report-reader" in tree
    assert '<span class="tree-name">ana</span>' not in tree


def test_a_policy_is_opened_as_a_tab(client: Client, sandbox: Sandbox) -> None:
    client.post(at(sandbox, "open/"), {"ref": ANA_POLICY})
    sandbox.refresh_from_db()
    assert sandbox.bench.open == (ANA_POLICY,)
    client.post(at(sandbox, "open/"), {"ref": "no/such/policy"})
    sandbox.refresh_from_db()
    assert sandbox.bench.open == (ANA_POLICY,)


def test_an_account_shows_what_could_be_created(client: Client, sandbox: Sandbox) -> None:
    page = client.get(at(sandbox, f"accounts/{DEV}/")).text
    assert "Managed policies" in page
    for one in ("a user", "an instance profile", "a SAML provider", "an OIDC provider", "an object", "an instance"):
        assert f'<span class="visually-hidden"> {one}</span>' in page
    assert client.get(at(sandbox, "accounts/999999999999/")).status_code == 404
    assert client.get(at(sandbox, f"accounts/{DEV}/dragon/create/")).status_code == 404


VALID = {
    "user": {"name": "zoe", "tags": "team = orders", "mfa_devices": "phone"},
    "group": {"name": "developers"},
    "policy": {"name": "limits", "text": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'},
    "instance-profile": {"name": "builders"},
    "saml-provider": {"name": "Directory"},
    "oidc-provider": {"name": "token.actions.githubusercontent.com", "audiences": "sts.amazonaws.com"},
    "bucket": {"name": "northwind-new"},
    "table": {"name": "orders", "region": "eu-west-1"},
    "queue": {"name": "orders"},
    "topic": {"name": "news"},
    "key": {"name": "1234abcd-12ab-34cd-56ef-1234567890ab"},
    "function": {"name": "order-api"},
    "instance": {"name": "i-0f3a12b4c5d6e7f80"},
    "secret": {"name": "prod/database"},
    "repository": {"name": "orders"},
    "endpoint": {"name": "vpce-0123456789abcdef0", "vpc": "vpc-0123456789abcdef0", "service": "s3"},
}  # fmt: skip


@pytest.mark.parametrize("kind", VALID)
def test_everything_is_created_shown_and_deleted_by_its_form(client: Client, sandbox: Sandbox, kind: str) -> None:
    name = VALID[kind]["name"]
    assert client.get(at(sandbox, f"accounts/{DEV}/{kind}/create/")).status_code == 200
    answer = client.post(at(sandbox, f"accounts/{DEV}/{kind}/create/"), VALID[kind])
    page = at(sandbox, f"accounts/{DEV}/{kind}/?name={quote(name, safe='')}")
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == page
    shown = client.get(page)
    assert shown.status_code == 200
    again = client.post(at(sandbox, f"accounts/{DEV}/{kind}/create/"), VALID[kind])
    assert again.status_code == 422
    if kind == "user":
        client.post(page, {"name": name, "path": "/"})
    gone = client.post(at(sandbox, f"accounts/{DEV}/{kind}/delete/?name={quote(name, safe='')}"))
    assert gone["Location"] == at(sandbox, "")
    assert client.get(page).status_code == 404


def test_what_aws_refuses_is_said_in_its_words_and_typed_values_come_back(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(at(sandbox, f"accounts/{DEV}/user/create/"), {"name": "ana", "tags": "a = b"})
    assert answer.status_code == 422
    assert "User with name ana already exists. Choose another name." in answer.text
    assert "exists already" not in answer.text
    assert "a = b" in answer.text
    answer = client.post(
        at(sandbox, f"accounts/{DEV}/user/create/"), {"name": "zoe", "attached": "arn:aws:iam::aws:policy/NoSuch"}
    )
    assert "does not exist or is not attachable" in answer.text.replace("&#x27;", "'")
    assert user(sandbox, "zoe") is None


def test_a_user_is_renamed_tagged_and_given_a_boundary(client: Client, sandbox: Sandbox) -> None:
    page = at(sandbox, f"accounts/{DEV}/user/?name=ana")
    client.post(
        page, {"name": "anna", "path": "/", "tags": "team = x", "boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}
    )
    anna = user(sandbox, "anna")
    assert anna
    assert (anna.tags, anna.permissions_boundary) == ((("team", "x"),), "arn:aws:iam::aws:policy/PowerUserAccess")
    assert anna.inline_policies
    sandbox.undo()
    assert user(sandbox, "ana")


def test_a_role_keeps_its_name_which_aws_cannot_change(client: Client, sandbox: Sandbox) -> None:
    page = at(sandbox, f"accounts/{PROD}/role/?name=report-reader")
    shown = client.get(page)
    assert "AWS cannot rename a role." in shown.text
    assert shown.context["form"]["name"].field.disabled
    saved = client.post(page, {"name": "other", "description": "Reads reports.", "duration": "3600"})
    assert saved["Location"] == page
    (role,) = account(sandbox, PROD).roles
    assert (role.name, role.description) == ("report-reader", "Reads reports.")


def test_an_inline_policy_is_added_refused_and_deleted(client: Client, sandbox: Sandbox) -> None:
    page = at(sandbox, f"accounts/{DEV}/user/policies/?name=ana")
    wrong = client.post(page, {"name": "more", "text": '{"Statement": [{"Effect": "allow"}]}'})
    assert wrong.status_code == 422
    assert "Line 1" in wrong.text
    client.post(page, {"name": "more", "text": VALID["policy"]["text"]})
    ana = user(sandbox, "ana")
    assert ana
    assert [policy.name for policy in ana.inline_policies] == ["ana-dev", "more"]
    client.post(at(sandbox, f"accounts/{DEV}/user/policies/delete/?name=ana"), {"policy": "more"})
    ana = user(sandbox, "ana")
    assert ana
    assert [policy.name for policy in ana.inline_policies] == ["ana-dev"]


def test_a_bucket_gets_a_policy_and_loses_it(client: Client, sandbox: Sandbox) -> None:
    page = at(sandbox, f"accounts/{PROD}/bucket/resource-policy/?name=reports")
    client.post(page)
    assert account(sandbox, PROD).buckets[0].policy
    client.post(page)
    assert account(sandbox, PROD).buckets[0].policy is None


def test_what_still_hangs_on_a_user_is_named_before_it_goes(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(at(sandbox, f"accounts/{DEV}/user/delete/?name=ana"), follow=True)
    assert "must delete policies first" in answer.text
    assert user(sandbox, "ana")


STEPS = {"entity": "service", "service": "ec2.amazonaws.com", "name": "builder", "duration": "3600"}


def role(sandbox: Sandbox, name: str) -> Role | None:
    return next((each for each in account(sandbox).roles if each.name == name), None)


def test_a_role_is_created_in_four_steps_that_lose_nothing(client: Client, sandbox: Sandbox) -> None:
    page = at(sandbox, f"accounts/{DEV}/create-role/")
    first = client.get(page).text
    assert "Who is trusted" in first
    assert f"Empty is this account, {DEV}." in first
    second = client.post(page, {**STEPS, "name": "", "go": "2"})
    assert 'name="service" value="ec2.amazonaws.com"' in second.text
    third = client.post(page, {**STEPS, "go": "3", "attached": "arn:aws:iam::aws:policy/ReadOnlyAccess"})
    assert re.search(r'Role name<span class="asteriskField">|<input[^>]*name="name"[^>]* required', third.text)
    review = client.post(page, {**STEPS, "go": "4", "attached": "arn:aws:iam::aws:policy/ReadOnlyAccess"})
    assert "ec2.amazonaws.com" in review.text
    assert "instance profile" in review.text
    typed = {**STEPS, "go": "create", "attached": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
    assert "Undo takes both back." in client.post(page, typed, follow=True).text
    made = role(sandbox, "builder")
    assert made
    assert made.attached_policies == ("arn:aws:iam::aws:policy/ReadOnlyAccess",)
    assert account(sandbox).instance_profiles[0].role == "builder"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ({"entity": "account", "trusted_account": "123456789012", "external_id": "x-1", "mfa": "on"}, "sts:ExternalId"),
        ({"entity": "account"}, f"arn:aws:iam::{DEV}:root"),
        ({"entity": "custom", "trust": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}'}, '"AWS": "*"'),
    ],
)  # fmt: skip
def test_who_is_trusted_becomes_the_trust_policy(
    client: Client, sandbox: Sandbox, typed: dict[str, str], written: str
) -> None:
    client.post(at(sandbox, f"accounts/{DEV}/create-role/"), {**STEPS, **typed, "go": "create"})
    made = role(sandbox, "builder")
    assert made
    assert written in made.trust_policy


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "go": "4"}, "Give the role a name."),
        ({"entity": "saml", "go": "2"}, "Choose a provider"),
        ({"entity": "account", "trusted_account": "12", "go": "2"}, "twelve digits"),
        ({"entity": "custom", "trust": "{", "go": "2"}, "Line 1"),
        ({"name": "a b", "go": "create"}, "is not a name"),
        ({"duration": "5", "go": "create"}, "3600"),
        ({"entity": "dragon", "go": "create"}, "valid choice"),
        ({"attached": "arn:aws:iam::aws:policy/NoSuch", "go": "create"}, "attachable"),
    ],
)
def test_a_wrong_step_is_shown_with_what_is_wrong(
    client: Client, sandbox: Sandbox, typed: dict[str, str], said: str
) -> None:
    answer = client.post(at(sandbox, f"accounts/{DEV}/create-role/"), {**STEPS, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert role(sandbox, "builder") is None


@pytest.mark.parametrize("kind", ["user", "group", "role"])
def test_the_policies_to_attach_are_offered(client: Client, sandbox: Sandbox, kind: str) -> None:
    client.post(at(sandbox, f"accounts/{DEV}/policy/create/"), VALID["policy"])
    create = at(sandbox, f"accounts/{DEV}/{kind}/create/")
    page = client.post(at(sandbox, f"accounts/{DEV}/create-role/"), {**STEPS, "go": "2"}) if kind == "role" else None
    text = (page or client.get(create)).text
    assert f'<option value="arn:aws:iam::{DEV}:policy/limits">' in text
    assert ('list="policy-offers"' in text) == (kind != "group")


def test_every_policy_offered_can_be_attached(client: Client, sandbox: Sandbox) -> None:
    offered = [*policy_offers(account(sandbox))]
    for number in range(0, len(offered), 10):
        arns = offered[number : number + 10]
        typed = {"name": f"zoe{number}", "attached": "\n".join(arns)}
        client.post(at(sandbox, f"accounts/{DEV}/user/create/"), typed)
        zoe = user(sandbox, typed["name"])
        assert zoe
        assert list(zoe.attached_policies) == arns


def test_a_sandbox_without_roles_and_groups_says_so(client: Client, guest: object) -> None:
    client.post("/sandbox/start/blank/")
    blank = Sandbox.objects.get()
    (home,) = blank.bench.cloud.accounts
    page = client.get(at(blank, "")).text
    assert f'<a href="{at(blank, f"accounts/{home.id}/create-role/")}">Create a role first</a>' in page
    assert 'name="role"' not in page
    assert "No groups yet." in client.get(at(blank, f"accounts/{home.id}/user/create/")).text


@pytest.fixture
def organized(client: Client, guest: object) -> Sandbox:
    """A sandbox with an organization."""
    client.post("/sandbox/start/guardrails/")
    return Sandbox.objects.get()


def test_the_organization_grows_and_its_policies_are_attached(client: Client, organized: Sandbox) -> None:
    page = at(organized, "organization/")
    assert "stay-in-europe" in client.get(page).text
    for form in (
        {"act": "add-unit", "path": "workloads/test"},
        {"act": "move", "account": DEV, "unit": "workloads/test"},
        {"act": "add-policy", "name": "keep-trails", "kind": "scp"},
        {
            "act": "attach",
            "target": "workloads/test",
            "scps": ["FullAWSAccess", "keep-trails"],
            "rcps": ["RCPFullAWSAccess"],
        },
    ):
        client.post(page, form)
    organized.refresh_from_db()
    organization = organized.bench.cloud.organization
    assert organization
    unit = organization.unit("workloads/test")
    assert unit
    assert unit.attached.scps == ("FullAWSAccess", "keep-trails")
    member = organization.member(DEV)
    assert member
    assert member.unit == "workloads/test"
    answer = client.post(page, {"act": "remove-unit", "path": "workloads"}, follow=True)
    assert "is not empty" in answer.text
    assert client.post(page, {"act": "move", "account": "1", "unit": ""}).status_code == 404


def test_a_control_policy_of_a_name_that_exists_is_not_written_over(client: Client, organized: Sandbox) -> None:
    before = organized.bench.cloud.organization
    form = {"act": "add-policy", "name": "stay-in-europe", "kind": "scp"}
    answer = client.post(at(organized, "organization/"), form, follow=True)
    assert "A policy with the same name already exists." in answer.text
    organized.refresh_from_db()
    assert organized.bench.cloud.organization == before


def test_a_sandbox_without_organization_has_no_such_page(client: Client, sandbox: Sandbox) -> None:
    assert client.get(at(sandbox, "organization/")).status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        "explore/",
        f"accounts/{DEV}/",
        f"accounts/{DEV}/user/create/",
        f"accounts/{DEV}/create-role/",
        f"accounts/{DEV}/user/?name=ana",
    ],
)
def test_nobody_else_sees_it(sandbox: Sandbox, rest: str) -> None:
    assert Client().get(at(sandbox, rest)).status_code == 404


def test_creating_takes_few_queries(
    client: Client, sandbox: Sandbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        client.post(at(sandbox, f"accounts/{DEV}/group/create/"), {"name": "developers"})


def test_every_start_can_be_explored(client: Client, guest: object) -> None:
    for start in STARTS:
        client.post(f"/sandbox/start/{start.slug}/")
        for each in bench_for(start).cloud.accounts:
            newest = Sandbox.objects.latest("created")
            assert client.get(at(newest, f"accounts/{each.id}/")).status_code == 200


@pytest.mark.parametrize("kind", [slug for slug in KINDS if slug != "role"])
def test_a_form_tells_what_it_makes(client: Client, sandbox: Sandbox, kind: str) -> None:
    page = client.get(at(sandbox, f"accounts/{DEV}/{kind}/create/")).text
    assert "What this makes" in page
    assert kind == "endpoint" or "An ARN of this kind" in page
    assert "{account}" not in page


def test_each_step_of_a_role_tells_what_it_says(client: Client, sandbox: Sandbox) -> None:
    address = at(sandbox, f"accounts/{DEV}/create-role/")
    assert "The trust policy says who" in client.get(address).text
    second = client.post(address, {"entity": "service", "service": "ec2.amazonaws.com", "go": "2"}).text
    assert "what a session of the role may do" in second
