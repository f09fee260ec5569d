from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import (
    Cloud,
    InstanceProfile,
    Resource,
    ResourceKind,
    Role,
    User,
    case_for,
    get_session_token,
)
from iamlab.cloud.commands import KNOWN, LONGEST_COMMAND, CommandReading, examples_for, read_command
from iamlab.engine import action_mistake, resource_mistake
from iamlab.engine.catalog import service
from tests.cloud.northwind import ANA, BEN, DEV, PROD, northwind

EC2 = f"arn:aws:ec2:eu-west-1:{DEV}"


def cloud() -> Cloud:
    """Northwind with a table, a secret, two objects and a web profile in dev."""
    found = northwind()
    dev = found.accounts[0]
    resources = (
        Resource(ResourceKind.TABLE, "orders", region="eu-west-1"),
        Resource(ResourceKind.SECRET, "orders/database"),
        Resource(ResourceKind.OBJECT, "northwind-dev/in/a.csv"),
        Resource(ResourceKind.OBJECT, "northwind-dev/in/b.csv"),
    )
    return found.with_account(
        replace(
            dev,
            resources=resources,
            users=(*dev.users, User("eva", path="/apps/")),
            roles=(Role("web-servers", "{}", path="/service/"),),
            instance_profiles=(InstanceProfile("web", "web-servers"),),
        )
    )


def read(text: str, caller: str = ANA) -> CommandReading:
    return read_command(text, cloud(), caller)


def asked(text: str) -> list[tuple[str, str]]:
    """The requests of a command, without what they are for."""
    reading = read(text)
    assert reading.problem is None, reading.problem
    return [(request.action, request.resource.removeprefix("arn:aws:s3:::")) for request in reading.requests]


def keys(text: str, number: int = 0) -> dict[str, tuple[str, ...]]:
    return dict(read(text).requests[number].context)


S3 = [
    ("aws s3 cp s3://reports/q1.csv .", [("s3:GetObject", "reports/q1.csv")]),
    ("aws s3 cp q1.csv s3://reports/", [("s3:PutObject", "reports/q1.csv")]),
    ("aws s3 cp q1.csv s3://reports", [("s3:PutObject", "reports/q1.csv")]),
    ("aws s3 cp - s3://reports/q2.csv", [("s3:PutObject", "reports/q2.csv")]),
    (
        "aws s3 cp s3://a-bucket/x/q1.csv s3://b-bucket/y/",
        [("s3:GetObject", "a-bucket/x/q1.csv"), ("s3:PutObject", "b-bucket/y/q1.csv")],
    ),
    (
        "aws s3 mv s3://a-bucket/q1.csv s3://b-bucket/",
        [
            ("s3:GetObject", "a-bucket/q1.csv"),
            ("s3:PutObject", "b-bucket/q1.csv"),
            ("s3:DeleteObject", "a-bucket/q1.csv"),
        ],
    ),
    (
        "aws s3 cp --recursive s3://northwind-dev/in .",
        [
            ("s3:ListBucket", "northwind-dev"),
            ("s3:GetObject", "northwind-dev/in/a.csv"),
            ("s3:GetObject", "northwind-dev/in/b.csv"),
        ],
    ),
    (
        "aws s3 sync . s3://reports/site --delete",
        [
            ("s3:ListBucket", "reports"),
            ("s3:PutObject", "reports/site/example.txt"),
            ("s3:DeleteObject", "reports/site/old.txt"),
        ],
    ),
    ("aws s3 sync . s3://reports/site --dryrun", [("s3:ListBucket", "reports")]),
    ("aws s3 ls", [("s3:ListAllMyBuckets", "*")]),
    ("aws s3 ls s3://reports/2026/", [("s3:ListBucket", "reports")]),
    ("aws s3 rm s3://reports/q1.csv", [("s3:DeleteObject", "reports/q1.csv")]),
    (
        "aws s3 rm s3://northwind-dev/in/a --recursive",
        [("s3:ListBucket", "northwind-dev"), ("s3:DeleteObject", "northwind-dev/in/a.csv")],
    ),
    ("aws s3 mb s3://new-bucket", [("s3:CreateBucket", "new-bucket")]),
    ("aws s3 rb s3://northwind-dev", [("s3:DeleteBucket", "northwind-dev")]),
]


@pytest.mark.parametrize(("text", "requests"), S3)
def test_a_command_of_s3_asks_for_objects_and_buckets(text: str, requests: list[tuple[str, str]]) -> None:
    assert asked(text) == requests


TABLE = f"arn:aws:dynamodb:eu-west-1:{DEV}:table/orders"
OTHERS = [
    ("aws dynamodb get-item --table-name orders --key '{}'", "dynamodb:GetItem", TABLE),
    ("aws dynamodb put-item --table-name=orders --item '{}'", "dynamodb:PutItem", TABLE),
    ("aws dynamodb query --table-name orders --index-name by-day", "dynamodb:Query", f"{TABLE}/index/by-day"),
    ("aws dynamodb scan --table-name other", "dynamodb:Scan", f"arn:aws:dynamodb:us-east-1:{DEV}:table/other"),
    (
        f"aws sqs send-message --queue-url https://sqs.eu-west-1.amazonaws.com/{PROD}/jobs --message-body x",
        "sqs:SendMessage",
        f"arn:aws:sqs:eu-west-1:{PROD}:jobs",
    ),
    (
        "aws lambda invoke --function-name orders out.json --region eu-west-1",
        "lambda:InvokeFunction",
        f"arn:aws:lambda:eu-west-1:{DEV}:function:orders",
    ),
    ("aws kms decrypt --ciphertext-blob fileb://x --key-id k-1", "kms:Decrypt", f"arn:aws:kms:us-east-1:{DEV}:key/k-1"),
    ("aws iam create-access-key --user-name eva", "iam:CreateAccessKey", f"arn:aws:iam::{DEV}:user/apps/eva"),
    ("aws sts get-caller-identity", "sts:GetCallerIdentity", "*"),
    (
        f"aws sts assume-root --target-principal {PROD} --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/X",
        "sts:AssumeRoot",
        f"arn:aws:iam::{PROD}:root",
    ),
    ("aws ecr get-login-password", "ecr:GetAuthorizationToken", "*"),
]


@pytest.mark.parametrize(("text", "action", "resource"), OTHERS)
def test_a_command_about_one_thing_makes_one_request(text: str, action: str, resource: str) -> None:
    assert asked(text) == [(action, resource)]


def test_a_secret_is_found_by_its_name_with_the_letters_that_aws_adds() -> None:
    [(action, resource)] = asked("aws secretsmanager get-secret-value --secret-id orders/database")
    assert action == "secretsmanager:GetSecretValue"
    assert resource == Resource(ResourceKind.SECRET, "orders/database").arn(DEV)


def test_a_launch_asks_for_everything_that_it_uses_and_for_handing_on_the_role() -> None:
    launch = "aws ec2 run-instances --region eu-west-1 --image-id ami-1 --security-group-ids sg-1 sg-2 --key-name k"
    assert asked(f"{launch} --iam-instance-profile Name=web") == [
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1"),
        ("ec2:RunInstances", f"{EC2}:instance/*"),
        ("ec2:RunInstances", f"{EC2}:subnet/*"),
        ("ec2:RunInstances", f"{EC2}:security-group/sg-1"),
        ("ec2:RunInstances", f"{EC2}:security-group/sg-2"),
        ("ec2:RunInstances", f"{EC2}:network-interface/*"),
        ("ec2:RunInstances", f"{EC2}:volume/*"),
        ("ec2:RunInstances", f"{EC2}:key-pair/k"),
        ("iam:PassRole", f"arn:aws:iam::{DEV}:role/service/web-servers"),
    ]
    assert keys(f"{launch} --iam-instance-profile Name=web", -1) == {"iam:PassedToService": ("ec2.amazonaws.com",)}


def test_tags_at_launch_are_a_permission_of_their_own() -> None:
    text = (
        "aws ec2 run-instances --image-id ami-1 --tag-specifications 'ResourceType=instance,Tags=[{Key=team,Value=x}]'"
    )
    assert asked(text)[-1] == ("ec2:CreateTags", f"arn:aws:ec2:us-east-1:{DEV}:instance/*")
    tags = {"aws:TagKeys": ("team",), "aws:RequestTag/team": ("x",)}
    assert keys(text, 1) == tags
    assert keys(text, -1) == {"ec2:CreateAction": ("RunInstances",), **tags}


def test_several_instances_are_several_requests() -> None:
    assert [action for action, _ in asked("aws ec2 stop-instances --instance-ids i-1 i-2")] == ["ec2:StopInstances"] * 2


def test_a_function_is_made_with_a_role() -> None:
    role = f"arn:aws:iam::{DEV}:role/service/web-servers"
    text = f"aws lambda create-function --function-name f --role {role} --runtime python3.13"
    assert [action for action, _ in asked(text)] == ["lambda:CreateFunction", "iam:PassRole"]
    assert keys(text, 1) == {"iam:PassedToService": ("lambda.amazonaws.com",)}


def test_session_tags_and_a_source_identity_are_permissions_of_their_own() -> None:
    text = (
        f"aws sts assume-role --role-arn arn:aws:iam::{PROD}:role/report-reader --role-session-name ana "
        "--external-id x7 --tags Key=team,Value=orders Key=cost,Value=1 --source-identity ana"
    )
    assert [action for action, _ in asked(text)] == ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    assert keys(text)["sts:ExternalId"] == ("x7",)
    assert keys(text)["aws:TagKeys"] == ("team", "cost")


def test_options_fill_condition_keys() -> None:
    assert keys("aws s3 ls s3://reports/in/") == {"s3:prefix": ("in/",), "s3:delimiter": ("/",)}
    assert keys("aws s3 ls s3://reports --recursive") == {"s3:prefix": ("",)}
    sse = "s3:x-amz-server-side-encryption"
    assert keys("aws s3 cp a s3://reports --sse aws:kms") == {sse: ("aws:kms",)}
    boundary = f"arn:aws:iam::{DEV}:policy/edge"
    assert keys(f"aws iam create-user --user-name x --permissions-boundary {boundary}") == {
        "iam:PermissionsBoundary": (boundary,)
    }
    assert keys("aws kms encrypt --key-id k --encryption-context app=orders")["kms:EncryptionContext:app"] == (
        "orders",
    )


PROBLEMS = [
    ("", "begins with `aws`"),
    ("ls", "begins with `aws`"),
    ("aws", "not a whole command"),
    ("aws s3", "not a whole command"),
    ("aws s3 cpp x y", "`aws s3 cpp` is not a command"),
    ("aws s3 ls '", "a quotation mark is open"),
    ("aws s3 ls \\", "backslash"),
    ("aws s3 ls | cat", "is for a shell"),
    ("aws s3 rm s3://b/$(whoami)", "is for a shell"),
    ("aws s3 ls && rm -r /", "is for a shell"),
    ("aws s3 cp a b", "neither place is in S3"),
    ("aws s3 cp s3://reports .", "the source is a bucket"),
    ("aws s3 cp s3://reports/x", "needs a source and a target"),
    ("aws s3 rm s3:///x", "names no bucket"),
    ("aws dynamodb get-item --key x", "needs `--table-name`"),
    ("aws sqs send-message --queue-url jobs", "is no URL of a queue"),
    ("aws kms decrypt --key-id alias/x", "is an alias"),
    ("aws ec2 run-instances --image-id i --tag-specifications x", "tells no tags"),
    ("aws ec2 run-instances --image-id i --iam-instance-profile web", "is no instance profile"),
    ("aws dynamodb batch-get-item --request-items [", "is no JSON object"),
    ("aws dynamodb batch-get-item --request-items " + "[" * 2000, "is no JSON object"),
    ("aws sts assume-role --role-arn reader --role-session-name x", "is no ARN of a role"),
    ("aws iam create-user --user-name x --tags team", "is no tag"),
    ("aws ec2 stop-instances --instance-ids " + " ".join(["i-1"] * 41), "makes 41 requests"),
    ("aws " + "x" * LONGEST_COMMAND, "characters"),
]


@pytest.mark.parametrize(("text", "message"), PROBLEMS)
def test_a_command_that_cannot_be_read_says_why_and_what_to_do(text: str, message: str) -> None:
    problem = read(text).problem
    assert problem
    assert message in problem.message
    assert problem.help


def test_signs_of_a_shell_may_stand_in_quotes() -> None:
    url = f"https://sqs.us-east-1.amazonaws.com/{DEV}/jobs"
    assert asked(f"aws sqs send-message --queue-url {url} --message-body 'a & b; (c) | $x #1'")


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    for text, meant in (("aws s3 snyc . s3://b", "aws s3 sync"), ("aws dynamo get-item", "aws dynamodb get-item")):
        problem = read(text).problem
        assert problem
        assert f"Did you mean `{meant}`?" in problem.help


def test_an_option_that_is_not_looked_at_is_named() -> None:
    assert any("`--metadata`" in note for note in read("aws s3 cp a s3://reports --metadata x=1").notes)
    assert not any("Not looked at" in note for note in read("aws s3 ls --region eu-west-1 --output json").notes)


def test_whoever_has_no_account_runs_no_command() -> None:
    problem = read("aws s3 ls", "anonymous").problem
    assert problem
    assert "no account" in problem.message


def test_a_session_token_runs_commands_in_its_account() -> None:
    grant = get_session_token(cloud(), BEN)
    assert grant.session
    reading = read_command("aws iam get-user --user-name ben", grant.cloud, grant.session.access_key)
    assert reading.requests[0].resource == BEN


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


def test_every_action_of_a_command_is_one_of_aws() -> None:
    words = "--table-name t --queue-url https://sqs.us-east-1.amazonaws.com/111122223333/q --topic-arn t --key-id k "
    words += (
        "--function-name f --role a:role/r --secret-id s --image-id i --instance-ids i --user-name u --role-name r "
    )
    words += "--target-principal 444455556666 --task-policy-arn arn=t "
    words += "--role-arn a:role/r --role-session-name s --request-items '{\"t\": {}}'"
    places = {"ls": "", "cp": "a s3://b/c", "mv": "s3://a/b s3://b/c", "sync": ". s3://b"}
    for name in KNOWN:
        of_s3 = places.get(name.removeprefix("s3 "), "s3://b/c")
        reading = read(f"aws {name} {of_s3 if name.startswith('s3 ') else words}")
        assert reading.problem is None, (name, reading.problem)
        for request in reading.requests:
            prefix, _, action = request.action.partition(":")
            found = service(prefix)
            assert found, name
            assert found.action(action), request.action


@given(st.text(max_size=60), st.sampled_from([*KNOWN, ""]))
def test_nothing_that_somebody_types_raises(text: str, name: str) -> None:
    reading = read_command(f"aws {name} {text}", Cloud(), ANA)
    assert reading.problem or reading.requests or reading.notes
