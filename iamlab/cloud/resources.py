"""Resources other than identities. What differs from one kind to the next is data: a row in `KINDS`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from iamlab.cloud.letters import letters
from iamlab.engine import PolicyKind

Tags = tuple[tuple[str, str], ...]
"""Pairs of key and value, in the order written."""

DEFAULT_REGION = "us-east-1"


class ResourceKind(StrEnum):
    """The kinds of resource that the simulated AWS knows."""

    BUCKET = "bucket"
    OBJECT = "object"
    TABLE = "table"
    QUEUE = "queue"
    TOPIC = "topic"
    KEY = "key"
    FUNCTION = "function"
    INSTANCE = "instance"
    SECRET = "secret"  # noqa: S105
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What is particular to a kind of resource.

    `plural` is the field of scenario files, `arn` has places for region, account, name and the letters that some
    services add; `name` is a pattern, and `name_help` says it in words. Without `policy` the kind has no policy of its
    own; `title` is how people call that policy. `tag_keys` are the condition keys that carry its tags.
    """

    plural: str
    service: str
    arn: str
    name: str
    name_help: str
    policy: PolicyKind | None = PolicyKind.RESOURCE
    title: str = ""
    tag_keys: tuple[str, ...] = ("aws:ResourceTag",)


_WORD = r"[\w-]"
_NO_BUCKET = (
    r"(?!(?:[0-9]+\.){3}[0-9]+$)(?!.*\.\.)(?!xn--|sthree-|amzn-s3-demo-)"
    r"(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)"
)
_OBJECT_KEY = "a bucket's name, a slash and the object's key"

KINDS: Mapping[ResourceKind, KindFacts] = {
    ResourceKind.BUCKET: KindFacts(
        "buckets",
        "s3",
        "arn:aws:s3:::{name}",
        rf"{_NO_BUCKET}[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9]",
        "3 to 63 of a-z, 0-9, `.` and `-`, but no IP address, no two dots in a row, and none of S3's own beginnings "
        "and ends such as `xn--` and `-s3alias`",
        title="Bucket policy",
    ),
    ResourceKind.OBJECT: KindFacts(
        "objects",
        "s3",
        "arn:aws:s3:::{name}",
        r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^\n]{1,1024}",
        _OBJECT_KEY,
        policy=None,
        tag_keys=("s3:ExistingObjectTag",),
    ),
    ResourceKind.TABLE: KindFacts(
        "tables",
        "dynamodb",
        "arn:aws:dynamodb:{region}:{account}:table/{name}",
        r"[\w.-]{3,255}",
        "3 to 255 letters, digits and `_.-`",
        title="Policy of table",
    ),
    ResourceKind.QUEUE: KindFacts(
        "queues",
        "sqs",
        "arn:aws:sqs:{region}:{account}:{name}",
        rf"{_WORD}{{1,80}}|{_WORD}{{1,75}}\.fifo",
        "1 to 80 letters, digits, `_` and `-`",
        title="Policy of queue",
    ),
    ResourceKind.TOPIC: KindFacts(
        "topics",
        "sns",
        "arn:aws:sns:{region}:{account}:{name}",
        rf"{_WORD}{{1,256}}|{_WORD}{{1,251}}\.fifo",
        "1 to 256 letters, digits, `_` and `-`",
        title="Policy of topic",
    ),
    ResourceKind.KEY: KindFacts(
        "keys",
        "kms",
        "arn:aws:kms:{region}:{account}:key/{name}",
        r"[a-z0-9-]{3,64}",
        "the key's id: 3 to 64 of a-z, 0-9 and `-`",
        PolicyKind.KEY,
        "Key policy",
    ),
    ResourceKind.FUNCTION: KindFacts(
        "functions",
        "lambda",
        "arn:aws:lambda:{region}:{account}:function:{name}",
        rf"{_WORD}{{1,64}}",
        "1 to 64 letters, digits, `_` and `-`",
        title="Policy of function",
    ),
    ResourceKind.INSTANCE: KindFacts(
        "instances",
        "ec2",
        "arn:aws:ec2:{region}:{account}:instance/{name}",
        r"i-[0-9a-f]{8,17}",
        "the instance's id: `i-` and 8 to 17 of 0-9 and a-f",
        policy=None,
        tag_keys=("aws:ResourceTag", "ec2:ResourceTag"),
    ),
    ResourceKind.SECRET: KindFacts(
        "secrets",
        "secretsmanager",
        "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{letters}",
        r"[\w/+=.@-]{1,512}",
        "1 to 512 letters, digits and `/_+=.@-`",
        title="Policy of secret",
        tag_keys=("aws:ResourceTag", "secretsmanager:ResourceTag"),
    ),
    ResourceKind.REPOSITORY: KindFacts(
        "repositories",
        "ecr",
        "arn:aws:ecr:{region}:{account}:repository/{name}",
        r"(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*",
        "2 to 256 of a-z, 0-9 and single `._/-` between them",
        title="Policy of repository",
        tag_keys=("aws:ResourceTag", "ecr:ResourceTag"),
    ),
}


@dataclass(frozen=True, slots=True)
class Bucket:
    """An S3 bucket: its name is unique in all of AWS, and its ARN does not tell whose it is."""

    name: str
    policy: str | None = None
    tags: Tags = ()
    kind: ClassVar[ResourceKind] = ResourceKind.BUCKET

    @property
    def facts(self) -> KindFacts:
        """What is particular to buckets."""
        return KINDS[self.kind]

    def arn(self, account_id: str = "") -> str:
        """Its ARN, whichever account holds it; those of its objects begin with it and a slash."""
        return _arn(self.kind, "", account_id, self.name)


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of an account, other than a bucket.

    `policy` is its resource policy's text; None is no policy, which a key never has.
    """

    kind: ResourceKind
    name: str
    policy: str | None = None
    tags: Tags = ()
    region: str = DEFAULT_REGION

    @property
    def facts(self) -> KindFacts:
        """What is particular to its kind."""
        return KINDS[self.kind]

    def arn(self, account_id: str) -> str:
        """Its ARN; Secrets Manager adds six letters to the name (I1)."""
        return _arn(self.kind, self.region, account_id, self.name)


@lru_cache(maxsize=4096)
def _arn(kind: ResourceKind, region: str, account_id: str, name: str) -> str:
    """Remembered: whoever looks for a resource by its ARN compares it with those of all others."""
    own = letters(f"{account_id}/{name}", 6) if kind is ResourceKind.SECRET else ""
    return KINDS[kind].arn.format(region=region, account=account_id, name=name, letters=own)


@dataclass(frozen=True, slots=True)
class VpcEndpoint:
    """A door from a VPC to one service; without a policy it lets everything through (D80)."""

    name: str
    vpc: str
    service: str
    policy: str | None = None


def default_key_policy(account_id: str) -> str:
    """The policy of a key that nobody gave another one: it hands the key to the IAM policies of its account (D71)."""
    statement = {
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return json.dumps({"Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]}, indent=2)
