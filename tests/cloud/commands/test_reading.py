from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import Account, Cloud, case_for, get_session_token
from iamlab.cloud.commands import KNOWN, LONGEST_COMMAND, CommandReading, examples_for, read_command
from iamlab.cloud.commands.options import example_of, specs
from iamlab.engine import action_mistake, evaluate, resource_mistake
from iamlab.engine.catalog import service
from tests.cloud.commands.desk import cloud
from tests.cloud.northwind import ANA, BEN, DEV, PROD, policy


def read(text: str, caller: str = ANA) -> CommandReading:
    return read_command(text, cloud(), caller)


PLACES = {"<source>": "s3://reports/q1.csv", "<target>": ".", "<place>": "s3://reports/q1.csv", "<outfile>": "out.json"}
OF_A_BUCKET = ("s3 mb", "s3 rb")
MORE = {
    "ec2 run-instances": "--image-id ami-1",
    "kms decrypt": "--key-id k-12",
    "kms re-encrypt": "--source-key-id k-12 --destination-key-id k-34",
    "sns publish": f"--topic-arn arn:aws:sns:us-east-1:{DEV}:alarms",
    "s3api put-object-tagging": "--tagging 'TagSet=[{Key=team,Value=orders}]'",
    "dynamodb transact-get-items": """--transact-items '[{"Get": {"TableName": "orders"}}]'""",
    "dynamodb transact-write-items": """--transact-items '[{"Put": {"TableName": "orders"}}]'""",
    "ec2 create-tags": "--resources i-0123456789abcdef0 --tags Key=team,Value=orders",
    "ec2 delete-tags": "--resources i-0123456789abcdef0",
}
OWN_POLICY = f"--policy-arn arn:aws:iam::{DEV}:policy/edge"
ON_A_POLICY = (
    "get-policy",
    "get-policy-version",
    "create-policy-version",
    "set-default-policy-version",
    "delete-policy",
)
MORE |= {f"iam {operation}": OWN_POLICY for operation in ON_A_POLICY}


def needed(name: str) -> str:
    """A command with nothing but what it cannot do without."""
    kind, _, operation = name.partition(" ")
    spec = specs()[kind][operation]
    words = [PLACES[word] for word in spec.needed_words]
    if name in OF_A_BUCKET:
        words = ["s3://reports"]
    options = [f"--{option} {example_of(kind, option)}" for option in spec.needed]
    return " ".join(("aws", name, *words, *options, MORE.get(name, "")))


@pytest.mark.parametrize("name", KNOWN)
def test_every_command_asks_for_actions_of_aws(name: str) -> None:
    reading = read(needed(name))
    if name == "sts assume-root":
        assert "needs an organization" in str(reading.problem)
        return
    assert reading.problem is None, (needed(name), reading.problem)
    for request in reading.requests:
        prefix, _, action = request.action.partition(":")
        found = service(prefix)
        assert found, name
        assert found.action(action), request.action


def test_a_command_may_go_on_in_the_next_line() -> None:
    text = "$ aws iam get-user \\\n  --user-name eva"
    for each in (text, text.replace("\n", "")):
        [request] = read(each).requests
        assert request.resource == f"arn:aws:iam::{DEV}:user/apps/eva"


def test_a_secret_is_found_by_its_name_with_the_letters_that_aws_adds() -> None:
    [request] = read("aws secretsmanager get-secret-value --secret-id orders/database").requests
    assert request.resource.rpartition("-")[0].endswith("secret:orders/database")


LONG = [
    ("aws ec2 stop-instances --instance-ids " + " ".join(["i-0123456789abcdef0"] * 41), "makes 41 requests"),
    ("aws dynamodb batch-get-item --request-items " + "[" * 2000, "is not JSON"),
    ("aws s3api delete-objects --bucket reports --delete " + "a=[" * 600, "cannot be read"),
    ("aws " + "x" * LONGEST_COMMAND, "characters"),
    ("", "begins with `aws`"),
]


@pytest.mark.parametrize(("text", "message"), LONG)
def test_a_command_of_any_length_is_told_what_is_wrong_with_it(text: str, message: str) -> None:
    problem = read(text).problem
    assert problem
    assert message in problem.message
    assert problem.help


def test_an_option_whose_value_is_not_looked_at_is_named() -> None:
    assert any("`--metadata`" in note for note in read("aws s3 cp a s3://reports --metadata x=1").notes)
    assert not any("Not looked at" in note for note in read("aws s3 ls --region eu-west-1 --output json").notes)
    assert not any("Not looked at" in note for note in read("aws s3 cp a s3://reports --quiet").notes)


def test_a_profile_is_not_followed_and_that_is_said() -> None:
    assert any("`--profile`" in note for note in read("aws --profile prod s3 ls").notes)


def test_an_address_signed_beforehand_is_said_to_ask_later() -> None:
    assert any("Signing asks AWS nothing" in note for note in read("aws s3 presign s3://reports/q1.csv").notes)


def test_a_copy_that_nothing_is_left_of_says_that_no_request_is_made() -> None:
    assert read("aws s3 cp a.csv s3://reports/ --dryrun").notes[0].startswith("This command makes no request")


def test_whoever_has_no_account_runs_no_command() -> None:
    problem = read("aws s3 ls", "anonymous").problem
    assert problem
    assert "no account" in problem.message


def test_a_session_token_runs_commands_as_its_user() -> None:
    grant = get_session_token(cloud(), BEN)
    assert grant.session
    reading = read_command("aws iam get-user", grant.cloud, grant.session.access_key)
    assert reading.requests[0].resource == BEN


def test_a_role_session_has_no_user_of_its_own() -> None:
    problem = read("aws iam get-user", f"arn:aws:sts::{PROD}:assumed-role/report-reader/ana").problem
    assert problem
    assert "needs `--user-name`" in problem.message


def test_what_a_command_does_not_carry_decides_too() -> None:
    encrypted = {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": encrypted}
    guarded = cloud().with_account(_with_bucket_policy(policy(deny)))
    for options, decision in (("", "explicit_deny"), ("--sse aws:kms", "implicit_deny")):
        reading = read_command(f"aws s3 cp a.txt s3://northwind-dev {options}", guarded, ANA)
        [request] = reading.requests
        case = case_for(guarded, ANA, request.action, request.resource, request.context, absent=request.absent).case
        assert case
        assert evaluate(case).decision == decision
        assert not evaluate(case).missing_context


def _with_bucket_policy(text: str) -> Account:
    dev = cloud().accounts[0]
    return replace(dev, buckets=(replace(dev.buckets[0], policy=text),))


def test_every_example_can_be_read_and_decided() -> None:
    examples = examples_for(cloud(), DEV)
    assert len({read(text).name for text in examples}) >= 15
    for text in examples:
        reading = read(text)
        assert reading.problem is None, reading.problem
        for request in reading.requests:
            assert action_mistake(request.action) is None
            assert resource_mistake(request.resource) is None
            found = case_for(cloud(), ANA, request.action, request.resource, request.context)
            assert found.case or "no key" in found.problems[0].message, (text, found.problems)


def test_examples_of_an_empty_cloud_can_be_read_too() -> None:
    for text in examples_for(Cloud(), DEV):
        assert read_command(text, Cloud(), ANA).problem is None


@given(st.text(max_size=60), st.sampled_from([*KNOWN, ""]))
def test_nothing_that_somebody_types_raises(text: str, name: str) -> None:
    reading = read_command(f"aws {name} {text}", Cloud(), ANA)
    assert reading.problem or reading.requests or reading.notes


@given(st.text(alphabet="=,[]{}\"'ab \\:", max_size=30), st.sampled_from(["--tags", "--delete", "--key", "--tags="]))
def test_no_value_with_a_structure_raises(value: str, option: str) -> None:
    commands = {"--delete": "s3api delete-objects --bucket reports", "--key": "dynamodb get-item --table-name orders"}
    name = commands.get(option, "iam create-user --user-name eva")
    quoted = value.replace("'", "")
    assert read_command(f"aws {name} {option} '{quoted}'", cloud(), ANA)
