"""Commands to begin with, about what a cloud really has."""

from collections.abc import Iterator

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.resources import Resource, ResourceKind


def examples_for(cloud: Cloud, account_id: str) -> tuple[str, ...]:
    """Some fifteen commands, whose names are those of the cloud where it has such a thing."""
    return tuple(_examples(cloud, account_id))


def _examples(cloud: Cloud, account_id: str) -> Iterator[str]:
    bucket, key = _object(cloud)
    yield f"aws s3 cp s3://{bucket}/{key} ."
    yield f"aws s3 cp report.csv s3://{bucket}/"
    yield f"aws s3 cp s3://{bucket}/{key} s3://{bucket}/archive/"
    yield f"aws s3 ls s3://{bucket}/"
    yield f"aws s3 sync . s3://{bucket}/site --delete"
    yield f"aws s3 rm s3://{bucket}/{key}"
    table = _of_kind(cloud, ResourceKind.TABLE, "orders")
    yield f"""aws dynamodb get-item --table-name {table} --key '{{"id": {{"S": "17"}}}}'"""
    yield f"aws dynamodb query --table-name {table} --key-condition-expression 'id = :id'"
    queue = _of_kind(cloud, ResourceKind.QUEUE, f"arn:aws:sqs:us-east-1:{account_id}:orders")
    region, account, name = (queue.split(":") if queue.startswith("arn:") else f"::::{account_id}:{queue}".split(":"))[
        3:6
    ]
    url = f"https://sqs.{region or 'us-east-1'}.amazonaws.com/{account}/{name}"
    yield f"aws sqs send-message --queue-url {url} --message-body hello"
    yield f"aws lambda invoke --function-name {_of_kind(cloud, ResourceKind.FUNCTION, 'orders')} out.json"
    key_id = _of_kind(cloud, ResourceKind.KEY, "1234abcd-12ab-34cd-56ef-1234567890ab")
    yield f"aws kms decrypt --ciphertext-blob fileb://data --key-id {key_id}"
    yield f"aws secretsmanager get-secret-value --secret-id {_of_kind(cloud, ResourceKind.SECRET, 'orders/database')}"
    launch = "aws ec2 run-instances --image-id ami-0abc1234def567890 --instance-type t3.micro"
    yield f"{launch} --subnet-id subnet-0a1b2c3d{_profile(cloud, account_id)}"
    yield "aws iam create-user --user-name eva"
    role = _role(cloud, account_id)
    yield f"aws lambda create-function --function-name orders --role {role} --runtime python3.13"
    yield f"aws sts assume-role --role-arn {role} --role-session-name ana"
    yield "aws sts get-caller-identity"


def _object(cloud: Cloud) -> tuple[str, str]:
    """A bucket and a key in it."""
    bucket = next((bucket.name for account in cloud.accounts for bucket in account.buckets), "reports")
    names = (each.name for each in _resources(cloud) if each.kind is ResourceKind.OBJECT)
    found = next((name for name in names if name.startswith(f"{bucket}/")), f"{bucket}/q1.csv")
    return bucket, found.partition("/")[2]


def _of_kind(cloud: Cloud, kind: ResourceKind, otherwise: str) -> str:
    """The ARN of a resource of the cloud, which means the same whoever asks."""
    for account in cloud.accounts:
        for resource in account.resources:
            if resource.kind is kind:
                return resource.arn(account.id)
    return otherwise


def _resources(cloud: Cloud) -> Iterator[Resource]:
    return (resource for account in cloud.accounts for resource in account.resources)


def _profile(cloud: Cloud, account_id: str) -> str:
    """An instance profile that a launch in the account can use."""
    account = cloud.account(account_id)
    names = [each.name for each in account.instance_profiles if each.role] if account else []
    return f" --iam-instance-profile Name={names[0]}" if names else ""


def _role(cloud: Cloud, account_id: str) -> str:
    roles = (account.arn(role) for account in cloud.accounts for role in account.roles)
    return next(roles, f"arn:aws:iam::{account_id}:role/orders")
