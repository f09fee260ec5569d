"""A command in the sandbox: read, decided as whoever asks, and one of its requests loaded."""

from dataclasses import replace

import pytest
from django.test import Client

from iamlab.sandbox.bench import Bench, ask, bench_from_json, bench_to_json, with_policies
from iamlab.sandbox.commands.showing import command_view
from iamlab.sandbox.models import Sandbox

from ..conftest import ANA, ANA_POLICY, ROLE, TRUST, policy

HTMX = {"hx-request": "true"}
LAUNCH = "aws ec2 run-instances --image-id ami-1 --instance-type t3.micro"


def address(sandbox: Sandbox, rest: str = "") -> str:
    return f"/sandboxes/{sandbox.pk}/command/{rest}"


def read(client: Client, sandbox: Sandbox, text: str, **more: str) -> str:
    """The answer to a command."""
    return client.post(address(sandbox), {"command": text, **more}, headers=HTMX).text


def test_a_sandbox_offers_fifteen_commands_and_more(client: Client, sandbox: Sandbox) -> None:
    page = client.get(f"/sandboxes/{sandbox.pk}/").text
    assert page.count('name="example"') >= 15
    assert "aws s3 cp s3://reports/" in page


def test_a_command_that_is_too_long_comes_back_with_its_length(client: Client, sandbox: Sandbox) -> None:
    text = f"aws s3 ls s3://{'x' * 4_985}"
    answer = read(client, sandbox, text)
    assert "The command has 5,000 characters." in answer
    assert f'value="{text}"' in answer


def test_a_command_becomes_requests_with_a_verdict_each_and_a_joint_one(client: Client, sandbox: Sandbox) -> None:
    answer = read(client, sandbox, "aws s3 cp s3://reports/q1.csv .")
    assert "s3:GetObject" in answer
    assert "Denied implicitly" in answer
    assert 'value="aws s3 cp s3://reports/q1.csv ."' in answer
    assert "Step through" in answer
    assert "<html" not in answer


def test_it_is_asked_as_whoever_asks_now(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    text = "aws s3 cp s3://reports/q1.csv ."
    assert command_view(replace(bench, command=text)).joint.state == "implicit"  # type: ignore[union-attr]
    asked = replace(bench.asked, caller="arn:aws:iam::444455556666:root")
    as_root = ask(replace(bench, command=text), asked)
    assert command_view(as_root).joint.state == "allow"  # type: ignore[union-attr]


def test_a_launch_is_allowed_only_if_all_of_it_is(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    only_instances = policy("Launch", Action="ec2:RunInstances", Resource="arn:aws:ec2:*:*:instance/*")
    sandbox.replace_by(with_policies(bench, {ANA_POLICY: only_instances}))
    answer = read(client, sandbox, LAUNCH)
    assert "5 of 6 requests are not allowed." in answer
    sandbox.refresh_from_db()
    everything = policy("Launch", Action="ec2:RunInstances", Resource="*")
    sandbox.replace_by(with_policies(sandbox.bench, {ANA_POLICY: everything}))
    answer = read(client, sandbox, LAUNCH)
    assert "All 6 requests are allowed." in answer


def test_policies_typed_meanwhile_count(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    more = {**typed, f"policy:{ANA_POLICY}": policy("Launch", Action="ec2:*", Resource="*")}
    assert "All 6 requests are allowed." in read(client, sandbox, LAUNCH, **more)


def test_an_evaluation_decides_the_command_again(client: Client, sandbox: Sandbox, typed: dict[str, str]) -> None:
    read(client, sandbox, LAUNCH)
    form = {**typed, "view": "workbench", f"policy:{ANA_POLICY}": policy("Launch", Action="ec2:*", Resource="*")}
    answer = client.post(f"/sandboxes/{sandbox.pk}/evaluate/", form, headers=HTMX).text
    assert '<div id="command-answer" hx-swap-oob="true">' in answer
    assert "All 6 requests are allowed." in answer


def test_circumstances_of_the_request_form_hold_for_the_command(client: Client, sandbox: Sandbox, bench: Bench) -> None:
    with_mfa = policy("Mfa", Action="ec2:*", Resource="*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    typed = "aws:MultiFactorAuthPresent = true\naws:RequestTag/team = x\ns3:prefix = y"
    bench = with_policies(replace(bench, command=LAUNCH), {ANA_POLICY: with_mfa})
    assert command_view(bench).joint.state != "allow"  # type: ignore[union-attr]
    assert command_view(ask(bench, replace(bench.asked, context=typed))).joint.state == "allow"  # type: ignore[union-attr]


def test_one_request_is_loaded_with_the_keys_that_the_command_fills(client: Client, sandbox: Sandbox) -> None:
    role = "arn:aws:iam::111122223333:role/orders"
    read(client, sandbox, f"aws lambda create-function --function-name orders --role {role}")
    answer = client.post(address(sandbox, "2/"))
    assert answer.headers["Location"] == f"/sandboxes/{sandbox.pk}/#evaluation"
    sandbox.refresh_from_db()
    asked = sandbox.bench.asked
    assert (asked.action, asked.resource) == ("iam:PassRole", role)
    assert asked.context == "iam:PassedToService = lambda.amazonaws.com"


def test_a_key_that_the_command_does_not_carry_is_taken_away_where_a_policy_asks_for_it(
    client: Client, sandbox: Sandbox, bench: Bench
) -> None:
    bounded = {"StringLike": {"iam:PermissionsBoundary": "*"}}
    guarded = policy("Make", Action="iam:CreateUser", Resource="*", Condition=bounded)
    sandbox.replace_by(with_policies(bench, {ANA_POLICY: guarded}))
    answer = read(client, sandbox, "aws iam create-user --user-name dora")
    assert "Needs context" not in answer
    assert "Denied implicitly" in answer
    client.post(address(sandbox, "1/"))
    sandbox.refresh_from_db()
    assert sandbox.bench.asked.absent == ("iam:PermissionsBoundary",)


def test_circumstances_of_the_request_form_count_for_a_session_that_is_asked_for(bench: Bench) -> None:
    with_mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    trust = policy("AnaMayWearIt", Principal={"AWS": ANA}, Action="sts:AssumeRole", Condition=with_mfa)
    text = f"aws sts assume-role --role-arn {ROLE} --role-session-name ana --duration-seconds 7200"
    bench = with_policies(replace(bench, command=text), {TRUST: trust})
    assert command_view(bench).problem is None
    typed = replace(bench.asked, context="aws:MultiFactorAuthPresent = true")
    problem = command_view(ask(bench, typed)).problem
    assert problem
    assert "more than this role allows" in problem.message


CREATE = "aws s3api create-bucket --bucket northwind-new --acl private --object-lock-enabled-for-bucket"


def test_what_is_set_on_a_new_bucket_is_decided_as_if_the_bucket_were_there(bench: Bench) -> None:
    may_create = policy("Create", Action=["s3:CreateBucket", "s3:PutBucketAcl"], Resource="arn:aws:s3:::northwind-*")
    view = command_view(with_policies(replace(bench, command=CREATE), {ANA_POLICY: may_create}))
    assert [(part.row.watch.action, part.row.state) for part in view.parts] == [
        ("s3:CreateBucket", "allow"),
        ("s3:PutBucketAcl", "allow"),
        ("s3:PutBucketObjectLockConfiguration", "implicit"),
        ("s3:PutBucketVersioning", "implicit"),
    ]
    assert view.joint
    assert view.joint.state == "implicit"
    assert bench.cloud.bucket("northwind-new") is None


def test_only_the_making_of_a_new_bucket_can_be_stepped_through(client: Client, sandbox: Sandbox) -> None:
    assert read(client, sandbox, CREATE).count("Step through") == 1
    assert client.post(address(sandbox, "2/")).status_code == 404
    assert client.post(address(sandbox, "1/")).status_code == 302
    there = CREATE.replace("northwind-new", "reports")
    assert read(client, sandbox, there).count("Step through") == 4
    assert client.post(address(sandbox, "2/")).status_code == 302


def test_a_command_about_a_bucket_that_it_does_not_make_says_that_there_is_none(bench: Bench) -> None:
    view = command_view(replace(bench, command="aws s3api put-bucket-acl --bucket northwind-new --acl private"))
    assert view.parts[0].row.detail == "there is no bucket `northwind-new` here"


@pytest.mark.parametrize("seconds", ["", "--duration-seconds 7200"])
@pytest.mark.parametrize("trusted", [ANA, "arn:aws:iam::111122223333:user/ben"])
def test_a_session_that_is_too_long_tells_nothing_of_a_decision_that_is_still_predicted(
    bench: Bench, seconds: str, trusted: str
) -> None:
    text = f"aws sts assume-role --role-arn {ROLE} --role-session-name ana {seconds}"
    trust = policy("Trusts", Principal={"AWS": trusted}, Action="sts:AssumeRole")
    asked = replace(bench.asked, action="sts:AssumeRole", resource=ROLE)
    bench = with_policies(ask(replace(bench, command=text), asked), {TRUST: trust})
    view = command_view(bench, awaited=True)
    assert view.problem is None
    assert [part.row.word for part in view.parts] == ["After your prediction"]
    assert view.joint
    assert view.joint.state == "waiting"
    assert view.notes == command_view(replace(bench, command=text.removesuffix(seconds)), awaited=True).notes
    told = command_view(bench).problem
    assert (told is not None) is (bool(seconds) and trusted == ANA)


@pytest.mark.parametrize("number", ["0/", "2/", "999999999999/"])
def test_a_request_that_the_command_does_not_make_is_not_found(client: Client, sandbox: Sandbox, number: str) -> None:
    read(client, sandbox, "aws s3 ls")
    assert client.post(address(sandbox, number)).status_code == 404


def test_a_command_that_is_not_understood_says_which_are(client: Client, sandbox: Sandbox) -> None:
    answer = read(client, sandbox, "aws s3 cpy x y")
    assert "Did you mean <code>aws s3 cp</code>?" in answer
    assert 'aria-invalid="true"' in answer


NO_TASK = "aws sts assume-root --target-principal 444455556666 --task-policy-arn []"
TYPED = ["aws s3 ls '", "<script>", "aws " + "x" * 5000, "\0", "aws s3 cp \ud800 s3://x", "", NO_TASK]


@pytest.mark.parametrize("text", TYPED)
def test_nothing_that_can_be_typed_breaks_the_page(client: Client, sandbox: Sandbox, text: str) -> None:
    sent = text.encode("utf-8", "replace").decode()
    assert client.post(address(sandbox), {"command": sent}, follow=True).status_code == 200
    assert "<script>" not in read(client, sandbox, sent)


def test_without_script_the_sandbox_shows_the_answer(client: Client, sandbox: Sandbox) -> None:
    answer = client.post(address(sandbox), {"example": "aws sts get-caller-identity"})
    assert answer.headers["Location"] == f"/sandboxes/{sandbox.pk}/#commands"
    assert "tells who asks" in client.get(f"/sandboxes/{sandbox.pk}/").text
    assert client.get(address(sandbox)).headers["Location"] == f"/sandboxes/{sandbox.pk}/#commands"


def test_an_outsider_finds_no_command(sandbox: Sandbox) -> None:
    for rest in ("", "1/"):
        assert Client().post(address(sandbox, rest), {"command": "aws s3 ls"}).status_code == 404


def test_a_service_that_asks_has_no_command_line(bench: Bench) -> None:
    asked = replace(bench.asked, caller="lambda.amazonaws.com")
    view = command_view(ask(replace(bench, command="aws s3 ls"), asked))
    assert view.problem
    assert view.examples


def test_a_policy_that_cannot_be_read_is_told_at_the_request(bench: Bench) -> None:
    broken = with_policies(replace(bench, command="aws s3 ls"), {ANA_POLICY: "{"})
    view = command_view(broken)
    assert view.joint
    assert (view.joint.state, view.parts[0].row.word) == ("error", "Policy has an error")


def test_a_bench_that_was_kept_before_commands_were_read_opens(bench: Bench) -> None:
    state = bench_to_json(bench)
    del state["command"]
    assert bench_from_json(state) == bench
